package com.inboxapp.sdk;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends one execution of a call early: a deadline, a closed client, an interrupted thread, a cancelled future. Whichever comes first gives the
 * reason, and what the execution is waiting for at that moment is told.
 */
final class Cancellation {
    private @Nullable Throwable reason;
    private @Nullable Runnable waiting;

    /** Ends the execution, unless it was ended before. */
    void cancel(Throwable because) {
        StackRoom.check();
        Runnable tell;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = because;
            tell = waiting;
            waiting = null;
        }
        if (tell != null) {
            tell.run();
        }
    }

    /** Why the execution was ended early, or null if it was not. */
    synchronized @Nullable Throwable reason() {
        return reason;
    }

    /**
     * Begins a step of the execution, the earlier one being over.
     *
     * @param step is run once when the execution is ended during the step, or now if it was ended already
     */
    void during(Runnable step) {
        synchronized (this) {
            if (reason == null) {
                waiting = step;
                return;
            }
        }
        step.run();
    }

    /**
     * Waits, holding no thread. One of the two is run, once.
     *
     * @param next is run after the wait
     * @param cancelled is run when the execution is ended before
     * @throws RuntimeException if the scheduler does; neither is run then
     */
    void pause(InboxScheduler time, Duration wait, Runnable next, Consumer<Throwable> cancelled) {
        AtomicBoolean decided = new AtomicBoolean();
        AtomicReference<@Nullable Future<?>> timer = new AtomicReference<>();
        during(() -> {
            if (decided.compareAndSet(false, true)) {
                stop(timer.get());
                cancelled.accept(Objects.requireNonNull(reason()));
            }
        });
        if (decided.get()) {
            return;
        }
        try {
            timer.set(time.schedule(
                    () -> {
                        if (decided.compareAndSet(false, true)) {
                            next.run();
                        }
                    },
                    wait));
        } catch (RuntimeException | Error e) {
            // neither of the two, then; unless the scheduler has run the task and failed afterwards
            if (decided.compareAndSet(false, true)) {
                throw e;
            }
        }
        if (decided.get()) {
            stop(timer.get());
        }
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            // of the program's own scheduler, perhaps
            CallListeners.aside("a timer was not stopped", () -> timer.cancel(false));
        }
    }
}
