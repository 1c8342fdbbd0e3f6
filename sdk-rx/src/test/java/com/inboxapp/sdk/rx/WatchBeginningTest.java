package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is new to a watch that begins for the first time: what comes after it was subscribed to, and nothing before. */
@ExtendWith(UndeliverableErrors.class)
class WatchBeginningTest {
    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private final TeamSandbox team = fixture.team;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventWhoseMessageIsGoneMakesNoOldOneNew(boolean restarted) throws Exception {
        fixture.unnamedEvents(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) {
            fixture.receive(1, "old " + i);
        }
        TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.kept());
        if (restarted) {
            watch.cancel();
            watch = fixture.begin(fixture.kept());
        }
        fixture.change(
                WatchFixture.MESSAGES, body -> body.replaceAll("\\{\"id\":\"[^{}]*\"text\":\"gone\"[^{}]*\\},?", ""));
        fixture.receive(1, "gone");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).isEmpty();
        watch.cancel();
    }

    @Test
    void whatCameAtTheTimeOfTheBeginningIsNotNewToASweepEither() throws Exception {
        AtomicReference<String> spoilt = new AtomicReference<>("nothing");
        fixture.unnamedEvents(body -> body.replaceFirst(spoilt.get(), "\"\":0"));
        fixture.receive(1, "old");
        TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.kept());
        spoilt.set("\"teamId\":\"[^\"]*\"(?=,\"type\":\"message.created\")");
        fixture.receive(1, "new");
        fixture.ticks(4);

        assertThat(WatchFixture.texts(watch)).containsExactly("new");
        watch.cancel();
    }

    /** It was written on X while something else happened, and arrives after that. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatBecomesVisibleLateIsNewThoughItIsOlderThanTheBeginning(boolean named) throws Exception {
        if (!named) {
            fixture.unnamedEvents(UnaryOperator.identity());
        }
        fixture.receive(2, "older");
        var unused = fixture.receive(Duration.ofSeconds(100), 2, "old");
        TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.kept());
        fixture.change(WatchFixture.MESSAGES, body -> body.replace("T00:01:42.", "T00:01:35."));
        fixture.receive(1, "late");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactly("late");
        watch.cancel();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesWhileTheServerCannotAnswerYetIsNew(boolean events) throws Exception {
        if (!events) {
            fixture.withoutEvents();
        }
        fixture.receive(1, "old 1");
        fixture.receive(2, "old 2");
        fixture.forget(Duration.ofMinutes(10));
        AtomicInteger failed = new AtomicInteger();
        team.faults()
                .on("GET", events ? "/events" : "/threads")
                .decide(request -> failed.incrementAndGet() <= 5
                        ? Optional.of(Fault.withoutEffect().respond(503))
                        : Optional.empty());
        TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.kept());
        fixture.receive(1, "new 1");
        fixture.receive(3, "new 3");
        fixture.ticks(6);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.written);
        watch.cancel();
    }

    @Test
    void whatComesBeforeThereIsDemandIsNew() throws Exception {
        fixture.receive(1, "old");
        fixture.forget(Duration.ofMinutes(10));
        TestSubscriber<IncomingMessage> watch = fixture.kept().messages().test(0);
        fixture.receive(1, "new");
        watch.request(10);
        team.time.awaitWaiting();
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.written);
        watch.cancel();
    }
}
