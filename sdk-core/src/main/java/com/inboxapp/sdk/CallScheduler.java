package com.inboxapp.sdk;

import static java.util.Objects.requireNonNull;

import com.inboxapp.sdk.internal.MonotonicClock;
import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.ratelimit.RateLimiter.Decision;
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
 * Queues calls in front of a rate limiter without holding a thread. One call at a time asks the limiter for a permit; the queue decides
 * which one.
 *
 * <p>Every event (a call arrives, a response arrives, time passes) ends in {@link #drain}. One thread at a time runs it, and the others
 * leave their work to that thread. The lock guards the queue only: neither the limiter nor the queued calls are called with it held. The
 * draining thread notifies the queued calls one after the other, so that no recursion grows with the queue.
 */
final class CallScheduler {
    static final long NO_DEADLINE = Long.MAX_VALUE;
    private static final long NO_ALARM = Long.MAX_VALUE;
    /** The minimum wait, in nanoseconds. A limiter that returns a shorter one would be asked in a busy loop. */
    private static final long MIN_WAIT_NANOS = 1_000_000;

    private static final Duration MAX_WAIT = Duration.ofDays(366);
    /**
     * The maximum number of calls for which it is undecided whether they have to wait. A remote limiter may hang, and undecided calls must
     * not pile up.
     */
    private static final int MAX_UNDECIDED = 10_000;

    private final RateLimiter limiter;
    private final RateLimitOptions options;
    private final InboxScheduler scheduler;
    private final MonotonicClock clock;
    private final AtomicInteger work = new AtomicInteger();

    private final Object lock = new Object();
    private final CallQueue line;
    /** The calls in the queue for which it is undecided whether they have to wait. */
    private final Set<QueuedCall> arrived = new LinkedHashSet<>();
    /** Notifications to calls, delivered after the lock is released. */
    private final List<Runnable> notifications = new ArrayList<>();
    /** The number of calls that were notified of their wait. */
    private int notified;
    /** No call is admitted before this time. */
    private long blockedUntil;
    /** Counts the events that may have made room. A denial from before the latest of them blocks no call. */
    private long changes;

    /**
     * When it was last determined that no call can be admitted. Whatever becomes possible after that moment, however soon, needs a timer.
     */
    private long checkedAt;

    private @Nullable QueuedCall asking;
    /** Used by the draining thread only. */
    private @Nullable Alarm alarm;

    CallScheduler(RateLimiter limiter, RateLimitOptions options, InboxScheduler scheduler) {
        this.limiter = limiter;
        this.options = options;
        this.scheduler = scheduler;
        this.clock = new MonotonicClock(scheduler::nanoTime);
        this.line = new CallQueue(options.maxOvertakes());
    }

    /**
     * Acquires a permit.
     *
     * @param request identifies the request; each attempt has a separate one
     * @param attempts the number of attempts that the call has made before, for the exception
     * @param priority the priority in the queue
     * @param deadline the time after which the permit is useless, on the clock of the scheduler's nanoTime(), or NO_DEADLINE
     * @param cancellation ends the wait; the wait becomes its current step
     * @param waiting is called before the call waits, at most once, with the expected wait as far as it is known
     * @return the permit, or fails with an InboxRateLimitException or the reason of the cancellation
     */
    CompletableFuture<Permit> admit(
            RateLimitedRequest request,
            int attempts,
            Priority priority,
            long deadline,
            Cancellation cancellation,
            Consumer<Duration> waiting) {
        QueuedCall call = new QueuedCall(
                request, attempts, priority, deadline == NO_DEADLINE ? NO_DEADLINE : clock.of(deadline), waiting);
        // before the call can be granted a permit, since its next step begins then
        cancellation.during(() -> cancel(call, cancellation));
        synchronized (lock) {
            if (!call.over && line.size() - notified >= MAX_UNDECIDED) {
                end(call, call.tooMany(line.size()));
            } else if (!call.over) {
                line.add(call);
                arrived.add(call);
            }
        }
        drain();
        return call.permit;
    }

    void onResponse(
            RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        safely(() -> limiter.onResponse(request, status, figures, retryAfter));
        roomMayHaveChanged(request);
    }

    void release(RateLimitedRequest request) {
        safely(() -> limiter.release(request));
        roomMayHaveChanged(request);
    }

    private void roomMayHaveChanged(RateLimitedRequest request) {
        synchronized (lock) {
            changes++;
            blockedUntil = 0;
            if (request.sends()) {
                line.block(request.accountLinkId(), 0);
            }
        }
        drain();
    }

    /** Returns the state of the limits. */
    List<RateLimitStatus> rateLimits() {
        return limiter.rateLimits();
    }

    /** Returns the number of queued calls. */
    int waiting() {
        synchronized (lock) {
            return line.size();
        }
    }

    /** Cancels a call. Completes its future first, so that it ends by its deadline whatever state the queue is in. */
    private void cancel(QueuedCall call, Cancellation cancellation) {
        Throwable reason = requireNonNull(cancellation.reason());
        call.permit.completeExceptionally(reason);
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
            // giving up failed as well: the next event continues the work
            work.set(0);
        }
    }

    /** Makes one step. Returns whether there is more to do. */
    private boolean step() {
        long now = clock.now();
        QueuedCall next;
        List<QueuedCall> newCalls = List.of();
        long changesWhenAsked;
        synchronized (lock) {
            next = next(now);
            changesWhenAsked = changes;
            if (next == null && asking == null) {
                // only those: calls that arrive from here on have not been considered
                newCalls = List.copyOf(arrived);
                arrived.clear();
            }
        }
        if (next == null) {
            notifyNewCalls(newCalls);
        } else {
            ask(next, changesWhenAsked);
        }
        deliver();
        return next != null;
    }

    /** Ends all queued calls, since nothing would wake them. */
    private void giveUp(Throwable failure) {
        synchronized (lock) {
            line.all().forEach(call -> end(call, call.unqueued(failure)));
        }
        deliver();
    }

    /** Returns the call for which to ask the limiter, or null if there is none until the next event. */
    private @Nullable QueuedCall next(long now) {
        checkedAt = now;
        for (QueuedCall call : line.dueBefore(now + 1)) {
            end(call, call.tooLate(Math.max(MIN_WAIT_NANOS, knownWait(call, now))));
        }
        if (asking != null || blockedUntil > now) {
            return null;
        }
        asking = line.next(now);
        return asking;
    }

    private void ask(QueuedCall call, long changesWhenAsked) {
        // complete a separate future, which can complete only once, whatever the limiter's stage does
        CompletableFuture<Decision> answer = new CompletableFuture<>();
        var unused = answer.whenComplete((admission, failure) -> answered(call, changesWhenAsked, admission, failure));
        try {
            CompletionStage<Decision> stage =
                    requireNonNull(limiter.tryAcquire(call.request), "tryAcquire(..) returned null");
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

    private void answered(
            QueuedCall call, long changesWhenAsked, @Nullable Decision admission, @Nullable Throwable failure) {
        boolean giveBack = false;
        try {
            long now = clock.now();
            synchronized (lock) {
                giveBack = applyDecision(call, changesWhenAsked, admission, failure, now);
            }
        } catch (Throwable e) {
            synchronized (lock) {
                end(call, call.unqueued(e));
            }
        }
        if (giveBack) {
            release(call.request);
        } else {
            drain();
        }
    }

    /** Applies the decision of the limiter. Returns whether a permit was granted to a call that is over, and must be given back. */
    private boolean applyDecision(
            QueuedCall call,
            long changesWhenAsked,
            @Nullable Decision admission,
            @Nullable Throwable failure,
            long now) {
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
            Permit permit = new Permit(this, call.request);
            notifications.add(() -> {
                if (!call.permit.complete(permit)) {
                    permit.release();
                }
            });
        } else {
            applyDenial(call, changesWhenAsked, admission, now);
        }
        return false;
    }

    private void applyDenial(QueuedCall call, long changesWhenAsked, Decision admission, long now) {
        if (changesWhenAsked != changes) {
            // room may have been made since; ask again
            return;
        }
        long wait = Math.max(MIN_WAIT_NANOS, nanos(admission.delay()));
        long until = now + wait;
        boolean wholeTeam = admission.wholeTeam() || !call.request.sends();
        if (wholeTeam) {
            blockedUntil = until;
        } else {
            line.block(call.request.accountLinkId(), until);
        }
        for (QueuedCall late : line.dueBefore(until)) {
            if (wholeTeam || line.blockedUntil(late) == until) {
                end(late, late.tooLate(wait));
            }
        }
    }

    /**
     * Notifies the new calls of their wait when no call can be admitted. Fails those past their deadline or beyond the maximum queue
     * length.
     */
    private void notifyNewCalls(List<QueuedCall> newCalls) {
        List<Integer> ahead = new ArrayList<>();
        synchronized (lock) {
            newCalls.forEach(call -> ahead.add(line.ahead(call)));
        }
        for (int i = 0; i < newCalls.size(); i++) {
            QueuedCall call = newCalls.get(i);
            long wait = expectedWait(call, ahead.get(i));
            long now = clock.now();
            synchronized (lock) {
                if (!call.over) {
                    notifyOfWait(call, wait, now);
                }
            }
        }
        // fails when a custom scheduler is shut down
        setAlarm(nextEvent());
    }

    private long expectedWait(QueuedCall call, int ahead) {
        try {
            return nanos(limiter.untilFree(call.request, ahead, call.sendsAhead));
        } catch (Throwable e) {
            // the value is only an estimate
            return 0;
        }
    }

    private void notifyOfWait(QueuedCall call, long expected, long now) {
        long wait = Math.max(expected, knownWait(call, now));
        if (notified >= options.maxQueuedCalls()) {
            end(call, call.tooMany(notified));
        } else if (call.deadline != NO_DEADLINE && call.deadline - now < wait) {
            end(call, call.tooLate(wait));
        } else {
            call.notified = true;
            notified++;
            notifications.add(() -> safely(() -> call.waiting.accept(Duration.ofNanos(wait))));
        }
    }

    /** Returns the minimum wait of a call, from what the limiter returned for other calls. */
    private long knownWait(QueuedCall call, long now) {
        return Math.max(0, Math.max(blockedUntil, line.blockedUntil(call)) - now);
    }

    private void end(QueuedCall call, Throwable failure) {
        if (!call.over) {
            leave(call);
            line.remove(call);
            if (asking == call) {
                // a permit that the limiter still grants is given back, however late
                asking = null;
            }
            notifications.add(() -> call.permit.completeExceptionally(failure));
        }
    }

    private void leave(QueuedCall call) {
        call.over = true;
        arrived.remove(call);
        if (call.notified) {
            notified--;
        }
    }

    private void deliver() {
        List<Runnable> out;
        synchronized (lock) {
            out = List.copyOf(notifications);
            notifications.clear();
        }
        out.forEach(CallScheduler::safely);
    }

    /** Returns when the queue has to be checked next. */
    private long nextEvent() {
        synchronized (lock) {
            if (line.size() == 0) {
                return NO_ALARM;
            }
            long next = line.nextEvent(checkedAt);
            return blockedUntil > checkedAt ? Math.min(next, blockedUntil) : next;
        }
    }

    /** Sets the timer. Called without the lock, since the scheduler may be a custom one. */
    private void setAlarm(long next) {
        Alarm set = alarm;
        if (set != null && (set.fired || next < set.at || next == NO_ALARM)) {
            set.cancel();
            alarm = null;
        }
        if (alarm == null && next != NO_ALARM) {
            Alarm later = new Alarm(next);
            later.timer = scheduler.schedule(later, Duration.ofNanos(Math.max(0, next - clock.now())));
            alarm = later;
        }
    }

    /** Starts another drain when its time has come. */
    private final class Alarm implements Runnable {
        private final long at;
        private volatile boolean fired;
        private @Nullable Future<?> timer;

        Alarm(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            fired = true;
            drain();
        }

        void cancel() {
            Future<?> set = timer;
            if (set != null) {
                safely(() -> set.cancel(false));
            }
        }
    }

    /** Runs code that may fail. A failing listener or limiter callback must neither fail the call nor stop the others. */
    private static void safely(Runnable what) {
        try {
            what.run();
        } catch (Throwable ignored) {
            // ignored: nothing depends on it
        }
    }

    private static long nanos(Duration wait) {
        return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT.toNanos() : wait.toNanos();
    }
}
