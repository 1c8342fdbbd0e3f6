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

/** A watch on a server whose events say that there is a new message in a thread, and not which. */
@ExtendWith(UndeliverableErrors.class)
class UnnamedMessagesTest {
    private static final String TIMESTAMP = "\"timestamp\":\"[^\"]*\"";

    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private final TeamSandbox team = fixture.team;
    private volatile UnaryOperator<String> answered = body -> body;

    private void withoutNames() {
        fixture.unnamedEvents(body -> answered.apply(body));
    }

    private TestSubscriber<IncomingMessage> begunAfterOld(String... texts) throws Exception {
        withoutNames();
        for (String text : texts) {
            fixture.receive(1, text);
        }
        fixture.forget(Duration.ofMinutes(10));
        return fixture.begin(fixture.kept());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOldMessageThatCannotBeReadTakesThePlaceOfNoNewOne(boolean hasId) throws Exception {
        TestSubscriber<IncomingMessage> watch = begunAfterOld("poison", "old");
        fixture.change(
                WatchFixture.MESSAGES,
                body -> body.replaceAll(
                        "\\{\"id\":(\"[^\"]*\"[^{}]*\"text\":)\"poison\"",
                        "{\"" + (hasId ? "id" : "number") + "\":$1[]"));
        for (int i = 0; i < 3; i++) {
            fixture.receive(1, "new " + i);
            fixture.ticks(2);
        }

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.written);
        watch.cancel();
    }

    /** One comes between the reading of the event and the reading of the thread. */
    @Test
    void ofTwoWhoseEventsAreReadInTwoTicksNoneIsLost() throws Exception {
        TestSubscriber<IncomingMessage> watch = begunAfterOld("old");
        AtomicInteger asked = new AtomicInteger();
        answered = body -> {
            if (body.contains("message.created") && asked.getAndIncrement() == 0) {
                fixture.written.add("second");
                team.sandbox.receive(WatchFixture.ACCOUNT.value(), "5001", "second");
            }
            return body;
        };
        fixture.receive(1, "first");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrder("first", "second");
        watch.cancel();
    }

    /** X delivers it late: it stands below what was seen already, and is older than its event by hours. */
    @Test
    void oneThatWasWrittenLongBeforeItBecameVisibleIsNotLost() throws Exception {
        TestSubscriber<IncomingMessage> watch = begunAfterOld("old");
        fixture.receive(1, "late");
        team.time.advance(Duration.ofHours(3));
        answered = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + team.time.now() + "\"");
        fixture.ticks(1);
        fixture.receive(1, "next");
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).isEqualTo(fixture.written);
        watch.cancel();
    }

    /** A sweep takes the messages whose events are missing; later events do not stand for those. */
    @Test
    void missingEventsTakeNoLaterOnesPlace() throws Exception {
        AtomicReference<String> missing = new AtomicReference<>("nothing");
        answered = body -> body.replaceAll(missing.get(), "");
        TestSubscriber<IncomingMessage> watch = begunAfterOld("old");
        missing.set(
                "\\{\"id\":\"[^\"]*\",\"seq\":[0-9]+,[^{}]*\\{\"note\":\\{[^{}]*\"text\":\"swept [0-9]\".*?\\}\\}\\}\\},?(?=\\{\"id\":\"[^\"]*\",\"seq\"|\\])");
        fixture.receive(1, "swept 1");
        fixture.receive(1, "swept 2");
        fixture.receive(2, "other");
        fixture.ticks(6);
        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.written);

        fixture.receive(1, "late");
        team.time.advance(Duration.ofHours(3));
        answered = body -> body.replaceAll(TIMESTAMP, "\"timestamp\":\"" + team.time.now() + "\"");
        fixture.ticks(3);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrderElementsOf(fixture.written);
        watch.cancel();
    }

    @Test
    void whateverHappensEachMessageComesOnceAcrossRestarts() throws Exception {
        withoutNames();
        for (int prospect = 0; prospect < 4; prospect++) {
            fixture.receive(prospect, "old " + prospect);
        }
        fixture.forget(Duration.ofMinutes(10));
        Random random = new Random(7);
        List<String> handled = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.kept());
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> fixture.receive(random.nextInt(4), "text " + step);
                case 3 -> {
                    handled.addAll(WatchFixture.texts(watch));
                    watch.cancel();
                    watch = fixture.begin(fixture.kept());
                }
                default -> fixture.ticks(1);
            }
        }
        fixture.ticks(2);
        handled.addAll(WatchFixture.texts(watch));
        watch.cancel();

        assertThat(handled).containsExactlyInAnyOrderElementsOf(fixture.written);
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
                fixture.withoutEvents();
                fixture.change(
                        WatchFixture.THREADS,
                        body -> body.replaceFirst(
                                "\"computedSortTimestamp\":\"[^\"]*\"", "\"computedSortTimestamp\":\"" + time + "\""));
            }
            fixture.receive(1, "old " + thread);
            fixture.receive(2, "older " + thread);
            fixture.forget(Duration.ofMinutes(10));
            TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.watch());
            fixture.receive(2, "new " + thread);
            fixture.ticks(2);
            fixture.receive(3, "newer " + thread);
            fixture.ticks(2);

            assertThat(WatchFixture.texts(watch)).contains("new " + thread, "newer " + thread);
            watch.assertNoErrors().cancel();
        }
    }
}
