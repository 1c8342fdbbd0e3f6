package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps that are wrong or unreadable do not keep a watch from delivering other messages. */
@ExtendWith(UndeliverableErrors.class)
class WatchTimestampsTest {
    private static final String SORTED = "\"computedSortTimestamp\":\"[^\"]*\"";

    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private static String created(String text) {
        return "(\"text\":\"" + text + "\"[^{}]*\"createdAt\":)\"[^\"]*\"";
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:30:00.000Z", "2026-01-01T20:00:00.000Z", "2026-01-02T02:00:00.000Z"})
    void aThreadDatedInTheFutureHidesNoOther(String ahead) throws Exception {
        fixture.disableEvents();
        fixture.receive(1, "old 1");
        fixture.receive(2, "old 2");
        fixture.forget(Duration.ofMinutes(10));
        fixture.change(
                WatchFixture.THREADS, body -> body.replaceFirst(SORTED, "\"computedSortTimestamp\":\"" + ahead + "\""));
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        for (int i = 0; i < 3; i++) {
            fixture.ticks(2);
            fixture.receive(1, "new 1 " + i);
            fixture.receive(3, "new 3 " + i);
            fixture.ticks(2);
            watch.cancel();
            assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
            fixture.expectedTexts.clear();
            watch = fixture.start(fixture.watchWithCheckpoint());
        }
        watch.cancel();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventDatedInTheFutureHidesNothingFromASweep(boolean restarted) throws Exception {
        AtomicReference<String> corrupted = new AtomicReference<>("nothing");
        fixture.change(
                "/events",
                body -> body.replaceFirst("T00:00:01.[^\"]*(?=\",\"version\")", "T20:00:00.000Z")
                        .replaceFirst(corrupted.get(), "\"\":0"));
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        fixture.receive(1, "ahead");
        fixture.ticks(2);
        if (restarted) {
            watch.cancel();
            watch = fixture.start(fixture.watchWithCheckpoint());
        }
        int before = watch.values().size();
        corrupted.set("\"teamId\":\"[^\"]*\"(?=,\"type\":\"message.created\")");
        fixture.receive(2, "hidden");
        fixture.ticks(6);

        assertThat(WatchFixture.texts(watch).subList(before, watch.values().size()))
                .containsExactly("hidden");
        watch.cancel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "null", "\"1970-01-01T00:00:00.000Z\""})
    void aWrongTimestampAtTheEndOfAPageHidesNoFurtherMessages(String time) throws Exception {
        fixture.disableEvents();
        fixture.receive(1, "old");
        fixture.forget(Duration.ofMinutes(10));
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        fixture.change(WatchFixture.MESSAGES, body -> body.replaceAll(created("new 10"), "$1" + time));
        for (int i = 0; i < 60; i++) {
            var unused = fixture.receive(Duration.ofMillis(10), 1, "new " + i);
        }
        fixture.expectedTexts.remove("new 10");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.expectedTexts);
        watch.cancel();
    }

    @Test
    void aWrongTimestampAtTheEndOfAPageHidesNoFurtherThreads() throws Exception {
        fixture.disableEvents();
        fixture.receive(500, "old");
        fixture.forget(Duration.ofMinutes(10));
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        fixture.change(
                WatchFixture.THREADS,
                body -> body.replaceAll(
                        SORTED + "(?=[^{}]*\\{[^{}]*\"text\":\"new 20\")",
                        "\"computedSortTimestamp\":\"1970-01-01T00:00:00.000Z\""));
        for (int i = 0; i < 120; i++) {
            var unused = fixture.receive(Duration.ofMillis(10), i, "new " + i);
        }
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
        watch.cancel();
    }

    /** There are more messages than a position lists individually. */
    @Test
    void redeliversNoOldMessageForAnEventWhoseMessageIsGone() throws Exception {
        AtomicReference<UnaryOperator<String>> messages = new AtomicReference<>(UnaryOperator.identity());
        fixture.omitMessageIds(UnaryOperator.identity());
        fixture.change(WatchFixture.MESSAGES, body -> messages.get().apply(body));
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        for (int i = 0; i < 1_300; i++) {
            fixture.receive(i < 40 ? 0 : 1 + i % 20, "text " + i);
            if (i % 40 == 39) {
                fixture.ticks(1);
            }
        }
        fixture.ticks(3);
        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
        for (int i = 0; i < 3; i++) {
            watch.cancel();
            watch = fixture.start(fixture.watchWithCheckpoint());
            messages.set(body -> body.replaceAll("\\{[^{}]*\"text\":\"gone\"[^{}]*\\},?", ""));
            fixture.receive(0, "gone");
            fixture.ticks(3);

            assertThat(WatchFixture.texts(watch)).isEmpty();
        }
        watch.cancel();
    }
}
