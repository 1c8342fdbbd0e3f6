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

/** A watch that starts for the first time delivers what arrives after it was subscribed to, and nothing older. */
@ExtendWith(UndeliverableErrors.class)
class WatchStartTest {
    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private final TeamSandbox team = fixture.team;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversNoOldMessageForAnEventWhoseMessageIsGone(boolean restarted) throws Exception {
        fixture.omitMessageIds(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) {
            fixture.receive(1, "old " + i);
        }
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        if (restarted) {
            watch.cancel();
            watch = fixture.start(fixture.watchWithCheckpoint());
        }
        fixture.change(
                WatchFixture.MESSAGES, body -> body.replaceAll("\\{\"id\":\"[^{}]*\"text\":\"gone\"[^{}]*\\},?", ""));
        fixture.receive(1, "gone");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).isEmpty();
        watch.cancel();
    }

    @Test
    void deliversNoMessageFromTheTimeOfTheStartInASweep() throws Exception {
        AtomicReference<String> corrupted = new AtomicReference<>("nothing");
        fixture.omitMessageIds(body -> body.replaceFirst(corrupted.get(), "\"\":0"));
        fixture.receive(1, "old");
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        corrupted.set("\"teamId\":\"[^\"]*\"(?=,\"type\":\"message.created\")");
        fixture.receive(1, "new");
        fixture.ticks(4);

        assertThat(WatchFixture.texts(watch)).containsExactly("new");
        watch.cancel();
    }

    /** The message was sent on X before other messages and arrives after them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversAMessageOlderThanTheStartThatBecomesVisibleLate(boolean named) throws Exception {
        if (!named) {
            fixture.omitMessageIds(UnaryOperator.identity());
        }
        fixture.receive(2, "older");
        var unused = fixture.receive(Duration.ofSeconds(100), 2, "old");
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        fixture.change(WatchFixture.MESSAGES, body -> body.replace("T00:01:42.", "T00:01:35."));
        fixture.receive(1, "late");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactly("late");
        watch.cancel();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversMessagesThatArriveBeforeTheServerResponds(boolean events) throws Exception {
        if (!events) {
            fixture.disableEvents();
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
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        fixture.receive(1, "new 1");
        fixture.receive(3, "new 3");
        fixture.ticks(6);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
        watch.cancel();
    }

    @Test
    void deliversMessagesThatArriveBeforeThereIsDemand() throws Exception {
        fixture.receive(1, "old");
        fixture.forget(Duration.ofMinutes(10));
        TestSubscriber<IncomingMessage> watch =
                fixture.watchWithCheckpoint().messages().test(0);
        fixture.receive(1, "new");
        watch.request(10);
        team.time.awaitWaiting();
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.expectedTexts);
        watch.cancel();
    }
}
