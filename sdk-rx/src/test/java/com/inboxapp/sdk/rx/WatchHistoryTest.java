package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Histories of a server with many faults, read by a watch that is restarted now and then: each message that arrives after the first start is
 * delivered exactly once. The text of a message names its fault.
 */
@ExtendWith(UndeliverableErrors.class)
class WatchHistoryTest {
    private static final int SEEDS = 15;
    private static final int STEPS = 60;

    private static final String UNREADABLE_EVENT = "unreadable event";
    private static final String EVENT_WITH_WRONG_TIME = "event of another time";
    private static final String UNREADABLE = "unreadable message";
    private static final String GONE = "gone";
    private static final String LATE = "late";
    private static final String AHEAD = "thread dated ahead";
    private static final List<String> FAULTS =
            List.of(UNREADABLE_EVENT, EVENT_WITH_WRONG_TIME, UNREADABLE, GONE, LATE, AHEAD);

    private static final String DATA = ",\"version\":\"1\\.0\",\"data\":\\{\"message\":\\{[^{}]*\"text\":\"";

    /** What the events of the server contain. */
    enum Events {
        WITH_MESSAGE_ID,
        WITH_THREAD_ID_ONLY,
        WITHOUT_IDS,
        UNAVAILABLE
    }

    private static String replaceMatches(String body, String pattern, Function<MatchResult, String> change) {
        return Pattern.compile(pattern)
                .matcher(body)
                .replaceAll(found -> Matcher.quoteReplacement(change.apply(found)));
    }

    private static void injectFaults(WatchFixture fixture, Events events, int failing) {
        AtomicInteger requests = new AtomicInteger();
        for (String path : List.of("/events", WatchFixture.THREADS)) {
            fixture.team
                    .faults()
                    .on("GET", path)
                    .decide(request -> requests.incrementAndGet() <= failing
                            ? Optional.of(Fault.withoutEffect().respond(503))
                            : Optional.empty());
        }
        if (events == Events.UNAVAILABLE) {
            fixture.disableEvents();
        }
        fixture.change("/events", body -> changeEvents(body, events));
        fixture.change(WatchFixture.MESSAGES, WatchHistoryTest::changeMessages);
        fixture.change(
                WatchFixture.THREADS,
                body -> replaceMatches(
                        body,
                        "(\"computedSortTimestamp\":\")([^\"]*)(\"[^{}]*\"lastMessage\":\\{[^{}]*\"text\":\"" + AHEAD
                                + ")",
                        found -> found.group(1)
                                + Instant.parse(found.group(2)).plus(Duration.ofHours(20))
                                + found.group(3)));
    }

    private static String changeEvents(String body, Events events) {
        String corrupted = body.replaceAll(
                "\"teamId\":(\"[^\"]*\",\"type\":\"message.created\",\"timestamp\":\"[^\"]*\"" + DATA + UNREADABLE_EVENT
                        + ")",
                "\"team\":$1");
        String moved = replaceMatches(
                corrupted,
                "(\"timestamp\":\")([^\"]*)(\"" + DATA + EVENT_WITH_WRONG_TIME + " ([0-9]))",
                found -> found.group(1)
                        + Instant.parse(found.group(2))
                                .plus(Duration.ofHours(Integer.parseInt(found.group(4)) % 2 == 0 ? -100 : 20))
                        + found.group(3));
        return switch (events) {
            case WITH_MESSAGE_ID, UNAVAILABLE -> moved;
            case WITH_THREAD_ID_ONLY -> moved.replace("\"data\":{\"message\":", "\"data\":{\"note\":");
            case WITHOUT_IDS ->
                moved.replace("\"data\":{\"message\":", "\"data\":{\"note\":").replace("\"thread\":{", "\"talk\":{");
        };
    }

    private static String changeMessages(String body) {
        String left = body.replaceAll("\\{[^{}]*\"text\":\"" + GONE + "[^{}]*\\},?", "")
                .replace(",]", "]");
        String corrupted = left.replaceAll("(\"text\":\"" + UNREADABLE + "[^{}]*\"createdAt\":)\"[^\"]*\"", "$1\"x\"");
        return replaceMatches(
                corrupted,
                "(\"text\":\"" + LATE + "[^{}]*\"createdAt\":\")([^\"]*)(\")",
                found -> found.group(1) + Instant.parse(found.group(2)).minusSeconds(90) + found.group(3));
    }

    private static void receive(WatchFixture fixture, Random random, int number, boolean mayBeLate)
            throws InterruptedException {
        String fault = FAULTS.get(random.nextInt(FAULTS.size()));
        boolean isFaulty =
                random.nextInt(3) == 0 && (mayBeLate || !(fault.equals(LATE) || fault.equals(EVENT_WITH_WRONG_TIME)));
        String text = (isFaulty ? fault : "text") + " " + number;
        fixture.receive(random.nextInt(4), text);
        if (isFaulty && (fault.equals(GONE) || fault.equals(UNREADABLE))) {
            fixture.expectedTexts.remove(text);
        }
    }

    private static List<String> deliveredTexts(WatchFixture fixture, Random random) throws Exception {
        for (int prospect = 0; prospect < 4; prospect++) {
            fixture.receive(prospect, "old " + prospect);
        }
        fixture.expectedTexts.clear();
        List<String> handled = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watchWithCheckpoint());
        boolean started = false;
        Instant startedAt = fixture.team.time.now();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 ->
                    receive(fixture, random, step, fixture.team.time.now().isAfter(startedAt.plusSeconds(200)));
                case 4 -> {
                    // until it has determined its start, a watch that ends has no position to resume from
                    if (started) {
                        handled.addAll(WatchFixture.texts(watch));
                        watch.cancel();
                        watch = fixture.start(fixture.watchWithCheckpoint());
                    }
                }
                default -> {
                    fixture.ticks(1 + random.nextInt(3));
                    started = fixture.store.read("bot").isPresent();
                }
            }
        }
        fixture.ticks(8);
        handled.addAll(WatchFixture.texts(watch));
        watch.assertNoErrors().cancel();
        return handled;
    }

    @ParameterizedTest
    @EnumSource(Events.class)
    void deliversEachMessageOnceAcrossRestartsDespiteFaults(Events events) throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            WatchFixture fixture = new WatchFixture();
            try (TeamSandbox team = fixture.team) {
                Random random = new Random(seed);
                injectFaults(fixture, events, random.nextInt(8));
                List<String> handled = deliveredTexts(fixture, random);

                assertThat(handled)
                        .as("seed %s at %s", seed, team.time.now())
                        .containsExactlyInAnyOrderElementsOf(fixture.expectedTexts);
            }
        }
    }
}
