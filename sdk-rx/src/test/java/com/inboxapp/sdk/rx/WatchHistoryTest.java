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
 * Histories of a server of which much is wrong, followed by a watch that is begun anew now and then: each message that comes after the first
 * beginning is handed out, and only once. What is wrong with a message stands in its text.
 */
@ExtendWith(UndeliverableErrors.class)
class WatchHistoryTest {
    private static final int SEEDS = 15;
    private static final int STEPS = 60;

    private static final String UNREADABLE_EVENT = "unreadable event";
    private static final String EVENT_OF_ANOTHER_TIME = "event of another time";
    private static final String UNREADABLE = "unreadable message";
    private static final String GONE = "gone";
    private static final String LATE = "late";
    private static final String AHEAD = "thread dated ahead";
    private static final List<String> WRONG =
            List.of(UNREADABLE_EVENT, EVENT_OF_ANOTHER_TIME, UNREADABLE, GONE, LATE, AHEAD);

    private static final String DATA = ",\"version\":\"1\\.0\",\"data\":\\{\"message\":\\{[^{}]*\"text\":\"";

    /** What the server's events tell. */
    enum Events {
        OF_MESSAGES,
        OF_THREADS,
        OF_NOTHING,
        NONE
    }

    private static String changed(String body, String pattern, Function<MatchResult, String> change) {
        return Pattern.compile(pattern)
                .matcher(body)
                .replaceAll(found -> Matcher.quoteReplacement(change.apply(found)));
    }

    private static void spoil(WatchFixture fixture, Events events, int failing) {
        AtomicInteger asked = new AtomicInteger();
        for (String path : List.of("/events", WatchFixture.THREADS)) {
            fixture.team
                    .faults()
                    .on("GET", path)
                    .decide(request -> asked.incrementAndGet() <= failing
                            ? Optional.of(Fault.withoutEffect().respond(503))
                            : Optional.empty());
        }
        if (events == Events.NONE) {
            fixture.withoutEvents();
        }
        fixture.change("/events", body -> events(body, events));
        fixture.change(WatchFixture.MESSAGES, WatchHistoryTest::messages);
        fixture.change(
                WatchFixture.THREADS,
                body -> changed(
                        body,
                        "(\"computedSortTimestamp\":\")([^\"]*)(\"[^{}]*\"lastMessage\":\\{[^{}]*\"text\":\"" + AHEAD
                                + ")",
                        found -> found.group(1)
                                + Instant.parse(found.group(2)).plus(Duration.ofHours(20))
                                + found.group(3)));
    }

    private static String events(String body, Events events) {
        String spoilt = body.replaceAll(
                "\"teamId\":(\"[^\"]*\",\"type\":\"message.created\",\"timestamp\":\"[^\"]*\"" + DATA + UNREADABLE_EVENT
                        + ")",
                "\"team\":$1");
        String moved = changed(
                spoilt,
                "(\"timestamp\":\")([^\"]*)(\"" + DATA + EVENT_OF_ANOTHER_TIME + " ([0-9]))",
                found -> found.group(1)
                        + Instant.parse(found.group(2))
                                .plus(Duration.ofHours(Integer.parseInt(found.group(4)) % 2 == 0 ? -100 : 20))
                        + found.group(3));
        return switch (events) {
            case OF_MESSAGES, NONE -> moved;
            case OF_THREADS -> moved.replace("\"data\":{\"message\":", "\"data\":{\"note\":");
            case OF_NOTHING ->
                moved.replace("\"data\":{\"message\":", "\"data\":{\"note\":").replace("\"thread\":{", "\"talk\":{");
        };
    }

    private static String messages(String body) {
        String left = body.replaceAll("\\{[^{}]*\"text\":\"" + GONE + "[^{}]*\\},?", "")
                .replace(",]", "]");
        String spoilt = left.replaceAll("(\"text\":\"" + UNREADABLE + "[^{}]*\"createdAt\":)\"[^\"]*\"", "$1\"x\"");
        return changed(
                spoilt,
                "(\"text\":\"" + LATE + "[^{}]*\"createdAt\":\")([^\"]*)(\")",
                found -> found.group(1) + Instant.parse(found.group(2)).minusSeconds(90) + found.group(3));
    }

    private static void receive(WatchFixture fixture, Random random, int number, boolean mayBeLate)
            throws InterruptedException {
        String wrong = WRONG.get(random.nextInt(WRONG.size()));
        boolean isWrong =
                random.nextInt(3) == 0 && (mayBeLate || !(wrong.equals(LATE) || wrong.equals(EVENT_OF_ANOTHER_TIME)));
        String text = (isWrong ? wrong : "text") + " " + number;
        fixture.receive(random.nextInt(4), text);
        if (isWrong && (wrong.equals(GONE) || wrong.equals(UNREADABLE))) {
            fixture.written.remove(text);
        }
    }

    private static List<String> followed(WatchFixture fixture, Random random) throws Exception {
        for (int prospect = 0; prospect < 4; prospect++) {
            fixture.receive(prospect, "old " + prospect);
        }
        fixture.written.clear();
        List<String> handled = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = fixture.begin(fixture.kept());
        boolean begun = false;
        Instant start = fixture.team.time.now();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 ->
                    receive(fixture, random, step, fixture.team.time.now().isAfter(start.plusSeconds(200)));
                case 4 -> {
                    // before it has found where it begins, a watch that ends has no place to go on from
                    if (begun) {
                        handled.addAll(WatchFixture.texts(watch));
                        watch.cancel();
                        watch = fixture.begin(fixture.kept());
                    }
                }
                default -> {
                    fixture.ticks(1 + random.nextInt(3));
                    begun = fixture.store.read("bot").isPresent();
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
    void whateverIsWrongEachMessageComesOnceAcrossRestarts(Events events) throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            WatchFixture fixture = new WatchFixture();
            try (TeamSandbox team = fixture.team) {
                Random random = new Random(seed);
                spoil(fixture, events, random.nextInt(8));
                List<String> handled = followed(fixture, random);

                assertThat(handled)
                        .as("seed %s at %s", seed, team.time.now())
                        .containsExactlyInAnyOrderElementsOf(fixture.written);
            }
        }
    }
}
