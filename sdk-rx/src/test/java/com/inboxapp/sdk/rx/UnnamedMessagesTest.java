package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Faults;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A watch on a server whose events say that there is a new message in a thread, and not which. */
@ExtendWith(UndeliverableErrors.class)
class UnnamedMessagesTest {
    private static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);
    private static final String TIMESTAMP = "\"timestamp\":\"[^\"]*\"";
    private static final String MESSAGES = "/threads/{threadId}/messages";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final List<String> written = new ArrayList<>();
    private final Journal journal = Journal.inMemory();
    private volatile UnaryOperator<String> answered = body -> body;

    private Faults.Requests on(String path) {
        return team.faults().on("GET", path);
    }

    private static Fault changed(UnaryOperator<String> change) {
        return Fault.afterEffect().realAnswer().body(change);
    }

    private void withoutNames() {
        on("/events").each(changed(body -> answered.apply(unnamed(body))));
    }

    private static String unnamed(String body) {
        return body.replace("\"data\":{\"message\":", "\"data\":{\"note\":");
    }

    private void receive(int prospect, String text) {
        team.time.advance(Duration.ofSeconds(1));
        team.sandbox.receive(ACCOUNT.value(), String.valueOf(5_000 + prospect), text);
        written.add(text);
    }

    private AccountWatch settings() {
        return team.rx.accounts().watch().requestsPerMinute(10_000).journal(journal, "bot");
    }

    private TestSubscriber<IncomingMessage> begun() throws Exception {
        TestSubscriber<IncomingMessage> watch = settings().messages().test();
        team.time.awaitWaiting();
        return watch;
    }

    private void tick() throws Exception {
        team.time.awaitWaiting();
        team.time.advanceToNext();
        team.time.awaitWaiting();
    }

    private static List<String> texts(TestSubscriber<IncomingMessage> watch) {
        return watch.values().stream()
                .map(incoming -> incoming.message().text())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOldMessageThatCannotBeReadTakesThePlaceOfNoNewOne(boolean hasId) throws Exception {
        withoutNames();
        receive(1, "poison");
        receive(1, "old");
        team.time.advance(Duration.ofMinutes(10));
        written.clear();
        TestSubscriber<IncomingMessage> watch = begun();
        on(MESSAGES)
                .each(changed(body -> body.replaceAll(
                        "\\{\"id\":(\"[^\"]*\"[^{}]*\"text\":)\"poison\"",
                        "{\"" + (hasId ? "id" : "number") + "\":$1[]")));
        for (int i = 0; i < 3; i++) {
            receive(1, "new " + i);
            tick();
            tick();
        }

        assertThat(texts(watch)).isEqualTo(written);
        watch.cancel();
    }

    /** One comes between the reading of the event and the reading of the thread. */
    @Test
    void ofTwoWhoseEventsAreReadInTwoTicksNoneIsLost() throws Exception {
        withoutNames();
        receive(1, "old");
        team.time.advance(Duration.ofMinutes(10));
        written.clear();
        TestSubscriber<IncomingMessage> watch = begun();
        AtomicInteger asked = new AtomicInteger();
        answered = body -> {
            if (body.contains("message.created") && asked.getAndIncrement() == 0) {
                receive(1, "second");
            }
            return body;
        };
        receive(1, "first");
        tick();
        tick();
        tick();

        assertThat(texts(watch)).containsExactlyInAnyOrder("first", "second");
        watch.cancel();
    }

    /** X delivers it late: it stands below what was seen already, and is older than its event by hours. */
    @Test
    void oneThatWasWrittenLongBeforeItBecameVisibleIsNotLost() throws Exception {
        withoutNames();
        receive(1, "old");
        team.time.advance(Duration.ofMinutes(10));
        written.clear();
        TestSubscriber<IncomingMessage> watch = begun();
        receive(1, "late");
        team.time.advance(Duration.ofHours(3));
        answered = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + team.time.now() + "\"");
        tick();
        receive(1, "next");
        tick();
        tick();

        assertThat(texts(watch)).isEqualTo(written);
        watch.cancel();
    }

    @Test
    void whateverHappensEachMessageComesOnceAcrossRestarts() throws Exception {
        withoutNames();
        for (int prospect = 0; prospect < 4; prospect++) {
            receive(prospect, "old " + prospect);
        }
        team.time.advance(Duration.ofMinutes(10));
        written.clear();
        Random random = new Random(7);
        List<String> handled = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = begun();
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> receive(random.nextInt(4), "text " + step);
                case 3 -> {
                    handled.addAll(texts(watch));
                    watch.cancel();
                    watch = begun();
                }
                default -> tick();
            }
        }
        tick();
        tick();
        handled.addAll(texts(watch));
        watch.cancel();

        assertThat(handled).containsExactlyInAnyOrderElementsOf(written);
    }

    /** Times with which nothing can be calculated, and times at which nothing can have happened. */
    @ParameterizedTest
    @ValueSource(
            strings = {"+1000000000-12-31T23:59:59.999Z", "-1000000000-01-01T00:00:00.000Z", "9999-01-01T00:00:00.000Z"
            })
    void timesOfNobodysDaysNeitherEndAWatchNorMakeItDeaf(String time) throws Exception {
        for (boolean events : new boolean[] {true, false}) {
            team.faults().clear();
            String thread = "thread " + events;
            if (events) {
                answered = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + time + "\"");
                withoutNames();
            } else {
                on("/events").each(Fault.withoutEffect().answer(403));
                on("/threads")
                        .each(changed(body -> body.replaceFirst(
                                "\"computedSortTimestamp\":\"[^\"]*\"", "\"computedSortTimestamp\":\"" + time + "\"")));
            }
            receive(1, "old " + thread);
            receive(2, "older " + thread);
            team.time.advance(Duration.ofMinutes(10));
            TestSubscriber<IncomingMessage> watch = team.rx
                    .accounts()
                    .watch()
                    .requestsPerMinute(10_000)
                    .messages()
                    .test();
            team.time.awaitWaiting();
            receive(2, "new " + thread);
            tick();
            tick();
            receive(3, "newer " + thread);
            tick();
            tick();

            assertThat(texts(watch)).contains("new " + thread, "newer " + thread);
            watch.assertNoErrors().cancel();
        }
    }
}
