package com.inboxapp.sdk;

import static java.util.Objects.requireNonNull;

import com.inboxapp.sdk.RateBudget.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls wait for their turn in front of a budget, without holding a thread. One call at a time asks the budget; which one, the line says.
 *
 * <p>Whatever happens (a call comes, an answer comes, time passes) ends in {@link #drain}: one thread at a time goes through it, and the
 * others leave their work to it. The lock guards the line only: neither the budget nor those who wait are called with it. What is told to
 * those who wait is told one after the other by the draining thread, so that no recursion grows with the line.
 */
final class Pacer {
    static final long NO_DEADLINE = Long.MAX_VALUE;
    private static final long NO_ALARM = Long.MAX_VALUE;
    /** A budget that says less would be asked without end. */
    private static final long LEAST_WAIT = 1_000_000;

    private static final Duration LONGEST_WAIT = Duration.ofDays(366);
    /** A budget that is far away may hang, and calls that do not know yet whether they wait must not pile up. */
    private static final int MOST_ASKING = 10_000;

    private final RateBudget budget;
    private final PacingOptions options;
    private final InboxScheduler scheduler;
    private final SteadyClock clock;
    private final AtomicInteger work = new AtomicInteger();

    private final Object lock = new Object();
    private final WaitingLine line;
    /** Those in the line that do not know yet whether they wait. */
    private final Set<WaitingCall> arrived = new LinkedHashSet<>();
    /** What is told to calls, after the lock. */
    private final List<Runnable> news = new ArrayList<>();
    /** How many know that they wait. */
    private int told;
    /** No call goes until then. */
    private long blockedUntil;
    /** Counts what may have made room, so that a refusal from before is not held against anybody. */
    private long changes;

    /** When it was decided that nobody goes: what becomes possible after that moment, however soon, takes a timer. */
    private long lookedAt;

    private @Nullable WaitingCall asking;
    /** Touched by the draining thread only. */
    private @Nullable Alarm alarm;

    Pacer(RateBudget budget, PacingOptions options, InboxScheduler scheduler) {
        this.budget = budget;
        this.options = options;
        this.scheduler = scheduler;
        this.clock = new SteadyClock(scheduler);
        this.line = new WaitingLine(options.mostOvertaken());
    }

    /**
     * Asks for a turn.
     *
     * @param request what asks; an attempt of its own
     * @param attempts how many attempts the call has made before, for what it fails with
     * @param priority its place among those that wait
     * @param deadline when it makes no sense any more, as the scheduler's nanoTime() counts, or NO_DEADLINE
     * @param cancellation ends the wait; its present step becomes this one
     * @param waiting is told before the call waits, at most once, how long that will be as far as is known
     * @return the turn, or an InboxThrottledException, or what the cancellation says
     */
    CompletableFuture<Turn> admit(
            PacedRequest request,
            int attempts,
            Priority priority,
            long deadline,
            Cancellation cancellation,
            Consumer<Duration> waiting) {
        WaitingCall call = new WaitingCall(
                request, attempts, priority, deadline == NO_DEADLINE ? NO_DEADLINE : clock.of(deadline), waiting);
        // before anybody may give it its turn, since its next step begins then
        cancellation.during(() -> cancel(call, cancellation));
        synchronized (lock) {
            if (!call.over && line.size() - told >= MOST_ASKING) {
                end(call, call.tooMany(line.size()));
            } else if (!call.over) {
                line.add(call);
                arrived.add(call);
            }
        }
        drain();
        return call.turn;
    }

    void answered(PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        safely(() -> budget.answered(request, status, figures, retryAfter));
        mayHaveRoom(request);
    }

    void unused(PacedRequest request) {
        safely(() -> budget.unused(request));
        mayHaveRoom(request);
    }

    private void mayHaveRoom(PacedRequest request) {
        synchronized (lock) {
            changes++;
            blockedUntil = 0;
            if (request.sends()) {
                line.block(request.accountLinkId(), 0);
            }
        }
        drain();
    }

    /** What is left of the limits. */
    List<LimitState> limits() {
        return budget.limits();
    }

    /** How many calls wait. */
    int waiting() {
        synchronized (lock) {
            return line.size();
        }
    }

    /** Ends the call first: whatever state the queue is in, it ends by its deadline. */
    private void cancel(WaitingCall call, Cancellation cancellation) {
        Throwable reason = requireNonNull(cancellation.reason());
        call.turn.completeExceptionally(reason);
        synchronized (lock) {
            end(call, reason);
        }
        drain();
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        try {
            int done = 1;
            while (done != 0) {
                boolean more = false;
                try {
                    more = step();
                } catch (Throwable e) {
                    giveUp(e);
                }
                if (!more) {
                    done = work.addAndGet(-done);
                }
            }
        } catch (Throwable e) {
            // not even that: whoever comes next goes on
            work.set(0);
        }
    }

    /** True if there is more to do. */
    private boolean step() {
        long now = clock.now();
        WaitingCall next;
        List<WaitingCall> fresh = List.of();
        long asked;
        synchronized (lock) {
            next = next(now);
            asked = changes;
            if (next == null && asking == null) {
                // those alone: who comes from here on has not been looked at
                fresh = List.copyOf(arrived);
                arrived.clear();
            }
        }
        if (next == null) {
            settle(fresh);
        } else {
            ask(next, asked);
        }
        deliver();
        return next != null;
    }

    /** Ends all that wait, since nobody would wake them. */
    private void giveUp(Throwable failure) {
        synchronized (lock) {
            line.all().forEach(call -> end(call, call.unqueued(failure)));
        }
        deliver();
    }

    /** The call to ask the budget for, or null if there is none before something happens. */
    private @Nullable WaitingCall next(long now) {
        lookedAt = now;
        for (WaitingCall call : line.dueBefore(now + 1)) {
            end(call, call.tooLate(Math.max(LEAST_WAIT, knownWait(call, now))));
        }
        if (asking != null || blockedUntil > now) {
            return null;
        }
        asking = line.next(now);
        return asking;
    }

    private void ask(WaitingCall call, long asked) {
        // of our own, so that it is answered once, whatever the budget's stage does
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        var unused = answer.whenComplete((admission, failure) -> answered(call, asked, admission, failure));
        try {
            CompletionStage<Admission> stage = requireNonNull(budget.take(call.request), "the budget answered null");
            var unusedStage = stage.whenComplete((admission, failure) -> {
                if (failure == null) {
                    answer.complete(admission);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void answered(WaitingCall call, long asked, @Nullable Admission admission, @Nullable Throwable failure) {
        boolean giveBack = false;
        try {
            long now = clock.now();
            synchronized (lock) {
                giveBack = decide(call, asked, admission, failure, now);
            }
        } catch (Throwable e) {
            synchronized (lock) {
                end(call, call.unqueued(e));
            }
        }
        if (giveBack) {
            unused(call.request);
        } else {
            drain();
        }
    }

    /** True if the call was granted what it does not want any more. */
    private boolean decide(
            WaitingCall call, long asked, @Nullable Admission admission, @Nullable Throwable failure, long now) {
        if (asking == call) {
            asking = null;
        }
        if (admission == null) {
            end(call, call.failed(failure));
        } else if (admission.granted()) {
            if (call.over) {
                return true;
            }
            leave(call);
            line.go(call);
            Turn turn = new Turn(this, call.request);
            news.add(() -> {
                if (!call.turn.complete(turn)) {
                    turn.unused();
                }
            });
        } else {
            hold(call, asked, admission, now);
        }
        return false;
    }

    private void hold(WaitingCall call, long asked, Admission admission, long now) {
        if (asked != changes) {
            // there may be room since; ask again
            return;
        }
        long wait = Math.max(LEAST_WAIT, nanos(admission.delay()));
        long until = now + wait;
        boolean wholeTeam = admission.wholeTeam() || !call.request.sends();
        if (wholeTeam) {
            blockedUntil = until;
        } else {
            line.block(call.request.accountLinkId(), until);
        }
        for (WaitingCall late : line.dueBefore(until)) {
            if (wholeTeam || line.blockedUntil(late) == until) {
                end(late, late.tooLate(wait));
            }
        }
    }

    /** Nobody goes now: those who have just come learn that they wait, or that it makes no sense. */
    private void settle(List<WaitingCall> fresh) {
        List<Integer> ahead = new ArrayList<>();
        synchronized (lock) {
            fresh.forEach(call -> ahead.add(line.ahead(call)));
        }
        for (int i = 0; i < fresh.size(); i++) {
            WaitingCall call = fresh.get(i);
            long wait = expectedWait(call, ahead.get(i));
            long now = clock.now();
            synchronized (lock) {
                if (!call.over) {
                    tellThatItWaits(call, wait, now);
                }
            }
        }
        // fails when a scheduler of the program's own is shut down
        setAlarm(nextEvent());
    }

    private long expectedWait(WaitingCall call, int ahead) {
        try {
            return nanos(budget.untilFree(call.request, ahead, call.sendsAhead));
        } catch (Throwable e) {
            // it is only an estimate
            return 0;
        }
    }

    private void tellThatItWaits(WaitingCall call, long expected, long now) {
        long wait = Math.max(expected, knownWait(call, now));
        if (told >= options.mostWaiting()) {
            end(call, call.tooMany(told));
        } else if (call.deadline != NO_DEADLINE && call.deadline - now < wait) {
            end(call, call.tooLate(wait));
        } else {
            call.told = true;
            told++;
            news.add(() -> safely(() -> call.waiting.accept(Duration.ofNanos(wait))));
        }
    }

    /** How long a call waits at least, judging by what the budget said to others. */
    private long knownWait(WaitingCall call, long now) {
        return Math.max(0, Math.max(blockedUntil, line.blockedUntil(call)) - now);
    }

    private void end(WaitingCall call, Throwable failure) {
        if (!call.over) {
            leave(call);
            line.remove(call);
            if (asking == call) {
                // what the budget answers is given back, however long it takes
                asking = null;
            }
            news.add(() -> call.turn.completeExceptionally(failure));
        }
    }

    private void leave(WaitingCall call) {
        call.over = true;
        arrived.remove(call);
        if (call.told) {
            told--;
        }
    }

    private void deliver() {
        List<Runnable> out;
        synchronized (lock) {
            out = List.copyOf(news);
            news.clear();
        }
        out.forEach(Pacer::safely);
    }

    /** When somebody has to be looked at next. */
    private long nextEvent() {
        synchronized (lock) {
            if (line.size() == 0) {
                return NO_ALARM;
            }
            long next = line.nextEvent(lookedAt);
            return blockedUntil > lookedAt ? Math.min(next, blockedUntil) : next;
        }
    }

    /** Without the lock, since the scheduler may be the program's own. */
    private void setAlarm(long next) {
        Alarm set = alarm;
        if (set != null && (set.rung || next < set.at || next == NO_ALARM)) {
            set.cancel();
            alarm = null;
        }
        if (alarm == null && next != NO_ALARM) {
            Alarm later = new Alarm(next);
            later.timer = scheduler.schedule(later, Duration.ofNanos(Math.max(0, next - clock.now())));
            alarm = later;
        }
    }

    /** Begins another drain. */
    private final class Alarm implements Runnable {
        private final long at;
        private volatile boolean rung;
        private @Nullable Future<?> timer;

        Alarm(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            rung = true;
            drain();
        }

        void cancel() {
            Future<?> set = timer;
            if (set != null) {
                safely(() -> set.cancel(false));
            }
        }
    }

    /** Neither a listener nor a budget's bookkeeping that fails may fail the call, or stop the others. */
    private static void safely(Runnable what) {
        try {
            what.run();
        } catch (Throwable ignored) {
            // nothing depends on it
        }
    }

    private static long nanos(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toNanos() : wait.toNanos();
    }
}
