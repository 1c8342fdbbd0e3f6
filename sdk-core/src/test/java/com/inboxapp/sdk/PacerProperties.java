package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PacerProperties {
    private static final Priority[] PRIORITIES = Priority.values();

    /** One run of calls that come at random, wait, are cancelled, reach their deadlines, or go and are answered. */
    private static final class Script {
        final VirtualTime time = new VirtualTime();
        final SplittableRandom random;
        final PacingOptions options;
        final ServerWindows server;
        final RateBudget budget;
        final Pacer pacer;
        final List<CompletableFuture<Turn>> calls = new ArrayList<>();
        final Map<Integer, Integer> overtaken = new HashMap<>();
        int refused;
        int open;

        Script(long seed, int mostOvertaken) {
            random = new SplittableRandom(seed);
            options = PacingOptions.builder()
                    .perMinute(5 + random.nextInt(40))
                    .perHour(60 + random.nextInt(200))
                    .perDay(500)
                    .sendsPerMinutePerAccount(1 + random.nextInt(6))
                    .mostWaiting(1 + random.nextInt(60))
                    .mostOvertaken(mostOvertaken)
                    .build();
            server = new ServerWindows(options);
            budget = RateBudget.inMemory(options, time);
            pacer = new Pacer(budget, options, time);
        }

        void call(boolean sends, Priority priority, long deadline, Cancellation cancellation) {
            int number = calls.size();
            String account = "acc_" + random.nextInt(4);
            long began = time.nanoTime();
            if (!sends) {
                overtaken.put(number, 0);
            }
            CompletableFuture<Turn> call = pacer.admit(
                    PacedRequest.of(sends ? "send" : "read", sends, account),
                    0,
                    priority,
                    deadline,
                    cancellation,
                    wait -> assertThat(deadline == Pacer.NO_DEADLINE || began + wait.toNanos() <= deadline)
                            .isTrue());
            calls.add(call);
            var unused = call.whenComplete((turn, failure) -> {
                overtaken.remove(number);
                assertThat(time.nanoTime()).isLessThanOrEqualTo(deadline);
                if (turn != null) {
                    overtaken.replaceAll((other, times) -> other < number ? times + 1 : times);
                    send(turn, sends ? account : null);
                } else if (failure instanceof InboxThrottledException late
                        && deadline != Pacer.NO_DEADLINE
                        && !late.neededWait().isZero()) {
                    assertThat(late.neededWait().toNanos()).isGreaterThan(deadline - time.nanoTime());
                }
            });
        }

        private void send(Turn turn, String sender) {
            if (random.nextInt(10) == 0) {
                turn.unused();
                return;
            }
            open++;
            long roundTrip = random.nextLong(2_000_000_000L);
            long there = random.nextLong(roundTrip + 1);
            var unused = time.schedule(
                    () -> {
                        var answer = server.request(time.now(), sender);
                        refused += answer.status() == 429 ? 1 : 0;
                        var unusedLater = time.schedule(
                                () -> {
                                    open--;
                                    int status = random.nextInt(10) == 0 ? 0 : answer.status();
                                    turn.answered(
                                            status,
                                            status == 0 ? null : answer.figures(),
                                            status == 0 ? null : answer.retryAfter());
                                },
                                Duration.ofNanos(roundTrip - there));
                    },
                    Duration.ofNanos(there));
        }

        void idle() {
            while (time.waiting() > 0) {
                time.advanceToNext();
            }
        }
    }

    @Property(tries = 300)
    void ourOwnCallsNeverExceedTheServersWindows(@ForAll long seed) {
        Script script = new Script(seed, 1_000);
        for (int step = 0; step < 300; step++) {
            Cancellation cancellation = new Cancellation();
            long deadline = script.random.nextBoolean()
                    ? Pacer.NO_DEADLINE
                    : script.time.nanoTime() + script.random.nextLong(200_000_000_000L);
            script.call(script.random.nextInt(3) == 0, PRIORITIES[script.random.nextInt(3)], deadline, cancellation);
            if (script.random.nextInt(4) == 0) {
                var unused = script.time.schedule(
                        () -> cancellation.cancel(new IllegalStateException("enough")),
                        Duration.ofNanos(script.random.nextLong(100_000_000_000L)));
            }
            if (script.random.nextInt(5) == 0) {
                script.time.advance(Duration.ofNanos(script.random.nextLong(60_000_000_000L)));
            }
            assertThat(script.pacer.waiting()).isLessThanOrEqualTo(script.options.mostWaiting());
        }
        script.idle();

        assertThat(script.refused).isZero();
        assertThat(script.calls).allMatch(CompletableFuture::isDone);
        assertThat(script.open).isZero();
        assertThat(script.pacer.waiting()).isZero();
        script.time.advance(Duration.ofDays(1));
        // no place is lost, whatever happened to those that had it
        assertThat(script.budget.limits()).allMatch(limit -> limit.used() == 0);
    }

    @Property(tries = 200)
    void noReadIsOvertakenMoreOftenThanAllowed(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(max = 8) int mostOvertaken) {
        Script script = new Script(seed, mostOvertaken);
        for (int step = 0; step < 200; step++) {
            script.call(
                    script.random.nextInt(3) == 0,
                    PRIORITIES[script.random.nextInt(3)],
                    Pacer.NO_DEADLINE,
                    new Cancellation());
            if (script.random.nextInt(5) == 0) {
                script.time.advance(Duration.ofNanos(script.random.nextLong(20_000_000_000L)));
            }
            assertThat(script.overtaken.values()).allMatch(times -> times <= mostOvertaken);
        }
        while (script.pacer.waiting() > 0) {
            script.time.advanceToNext();
            assertThat(script.overtaken.values()).allMatch(times -> times <= mostOvertaken);
        }
    }

    @Property(tries = 200)
    void anAccountWithFewCallsIsServedWithinItsShare(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 1, max = 10) int accounts) {
        VirtualTime time = new VirtualTime();
        ScriptedBudget budget = new ScriptedBudget();
        Pacer pacer = new Pacer(budget, PacingOptions.defaults(), time);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> went = new HashMap<>();
        Map<String, Integer> left = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            // the first account has half of all calls
            String account = "acc_" + (random.nextBoolean() ? 0 : random.nextInt(accounts));
            left.merge(account, 1, Integer::sum);
            var unused = pacer.admit(
                            PacedRequest.of("read", false, account),
                            0,
                            Priority.NORMAL,
                            Pacer.NO_DEADLINE,
                            new Cancellation(),
                            wait -> {})
                    .thenAccept(turn -> {
                        went.merge(account, 1, Integer::sum);
                        left.merge(account, -1, Integer::sum);
                        for (String other : left.keySet()) {
                            if (left.get(other) > 0) {
                                assertThat(went.getOrDefault(account, 0) - went.getOrDefault(other, 0))
                                        .isLessThanOrEqualTo(1);
                            }
                        }
                    });
        }
        budget.places = 1_000;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(left.values()).allMatch(calls -> calls == 0);
        assertThat(pacer.waiting()).isZero();
    }
}
