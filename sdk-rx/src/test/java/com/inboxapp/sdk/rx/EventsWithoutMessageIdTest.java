package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A watch on a server whose events report a new message in a thread, but not its id. */
@ExtendWith(UndeliverableErrors.class)
class EventsWithoutMessageIdTest {
    private static final String TIMESTAMP = "\"timestamp\":\"[^\"]*\"";

    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private final TeamSandbox team = fixture.team;
    private volatile UnaryOperator<String> eventChange = body -> body;

    private void omitMessageIds() {
        fixture.omitMessageIds(body -> eventChange.apply(body));
    }

    private TestSubscriber<IncomingMessage> startAfterOldMessages(String... texts) throws Exception {
        omitMessageIds();
        for (String text : texts) {
            fixture.receive(1, text);
        }
        fixture.forget(Duration.ofMinutes(10));
        return fixture.start(fixture.watchWithCheckpoint());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUnreadableOldMessageHidesNoNewOne(boolean hasId) throws Exception {
        TestSubscriber<IncomingMessage> watch = startAfterOldMessages("poison", "old");
        fixture.change(
                WatchFixture.MESSAGES,
                body -> body.replaceAll(
                        "\\{\"id\":(\"[^\"]*\"[^{}]*\"text\":)\"poison\"",
                        "{\"" + (hasId ? "id" : "number") + "\":$1[]"));
        for (int i = 0; i < 3; i++) {
            fixture.receive(1, "new " + i);
            fixture.ticks(2);
        }

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.expectedTexts);
        watch.cancel();
    }

    /** The second message arrives after the event has been read and before the thread is read. */
    @Test
    void losesNoMessageWhoseEventIsReadByALaterPoll() throws Exception {
        TestSubscriber<IncomingMessage> watch = startAfterOldMessages("old");
        AtomicInteger requests = new AtomicInteger();
        eventChange = body -> {
            if (body.contains("message.created") && requests.getAndIncrement() == 0) {
                fixture.expectedTexts.add("second");
                team.sandbox.receive(WatchFixture.ACCOUNT.value(), "5001", "second");
            }
            return body;
        };
        fixture.receive(1, "first");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrder("first", "second");
        watch.cancel();
    }

    /** X delivers the message late: it is listed below known messages and is hours older than its event. */
    @Test
    void losesNoMessageThatBecomesVisibleLate() throws Exception {
        TestSubscriber<IncomingMessage> watch = startAfterOldMessages("old");
        fixture.receive(1, "late");
        team.time.advance(Duration.ofHours(3));
        eventChange = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + team.time.now() + "\"");
        fixture.ticks(1);
        fixture.receive(1, "next");
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.expectedTexts);
        watch.cancel();
    }

    /** A sweep finds the messages whose events are missing; later events do not belong to them. */
    @Test
    void attributesNoLaterEventToMessagesWithoutEvents() throws Exception {
        AtomicReference<String> missing = new AtomicReference<>("nothing");
        eventChange = body -> body.replaceAll(missing.get(), "");
        TestSubscriber<IncomingMessage> watch = startAfterOldMessages("old");
        missing.set(
                "\\{\"id\":\"[^\"]*\",\"seq\":[0-9]+,[^{}]*\\{\"note\":\\{[^{}]*\"text\":\"swept [0-9]\".*?\\}\\}\\}\\},?(?=\\{\"id\":\"[^\"]*\",\"seq\"|\\])");
        fixture.receive(1, "swept 1");
        fixture.receive(1, "swept 2");
        fixture.receive(2, "other");
        fixture.ticks(6);
        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);

        fixture.receive(1, "late");
        team.time.advance(Duration.ofHours(3));
        eventChange = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + team.time.now() + "\"");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
        watch.cancel();
    }

    @Test
    void deliversEachMessageOnceAcrossRestarts() throws Exception {
        omitMessageIds();
        for (int prospect = 0; prospect < 4; prospect++) {
            fixture.receive(prospect, "old " + prospect);
        }
        fixture.forget(Duration.ofMinutes(10));
        Random random = new Random(7);
        List<String> handled = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> fixture.receive(random.nextInt(4), "text " + step);
                case 3 -> {
                    handled.addAll(WatchFixture.texts(watch));
                    watch.cancel();
                    watch = fixture.start(fixture.watchWithCheckpoint());
                }
                default -> fixture.ticks(1);
            }
        }
        fixture.ticks(2);
        handled.addAll(WatchFixture.texts(watch));
        watch.cancel();

        assertThat(handled).containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
    }

    /** Timestamps that are out of range for calculations, and timestamps in the far future. */
    @ParameterizedTest
    @ValueSource(
            strings = {"+1000000000-12-31T23:59:59.999Z", "-1000000000-01-01T00:00:00.000Z", "9999-01-01T00:00:00.000Z"
            })
    void impossibleTimestampsNeitherEndAWatchNorHideMessages(String time) throws Exception {
        for (boolean events : new boolean[] {true, false}) {
            team.faults().clear();
            String thread = "thread " + events;
            if (events) {
                eventChange = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + time + "\"");
                omitMessageIds();
            } else {
                fixture.disableEvents();
                fixture.change(
                        WatchFixture.THREADS,
                        body -> body.replaceFirst(
                                "\"computedSortTimestamp\":\"[^\"]*\"", "\"computedSortTimestamp\":\"" + time + "\""));
            }
            fixture.receive(1, "old " + thread);
            fixture.receive(2, "older " + thread);
            fixture.forget(Duration.ofMinutes(10));
            TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watch());
            fixture.receive(2, "new " + thread);
            fixture.ticks(2);
            fixture.receive(3, "newer " + thread);
            fixture.ticks(2);

            assertThat(WatchFixture.texts(watch)).contains("new " + thread, "newer " + thread);
            watch.assertNoErrors().cancel();
        }
    }
}
