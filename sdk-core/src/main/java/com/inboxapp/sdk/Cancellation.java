package com.inboxapp.sdk;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends one execution of a call early: at the deadline, when the client is closed, when the thread is interrupted, or when the future is
 * cancelled. The first of these sets the reason, and the current step of the execution is notified.
 */
final class Cancellation {
    private @Nullable Throwable reason;
    private @Nullable Runnable currentStep;

    /** Ends the execution, unless it was cancelled before. */
    void cancel(Throwable because) {
        StackCheck.check();
        Runnable notify;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = because;
            notify = currentStep;
            currentStep = null;
        }
        if (notify != null) {
            notify.run();
        }
    }

    /** Returns why the execution was ended early, or null if it was not. */
    synchronized @Nullable Throwable reason() {
        return reason;
    }

    /**
     * Begins a step of the execution. The previous step is over.
     *
     * @param step runs once: when the execution is cancelled during the step, or immediately if it was cancelled already
     */
    void during(Runnable step) {
        synchronized (this) {
            if (reason == null) {
                currentStep = step;
                return;
            }
        }
        step.run();
    }

    /**
     * Waits without holding a thread. Runs exactly one of the two callbacks, once.
     *
     * @param next runs after the wait
     * @param cancelled runs if the execution is cancelled before
     * @throws RuntimeException if the scheduler throws one; neither callback runs then
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
            // run neither callback, unless the scheduler has already run the task and failed afterwards
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
            // the timer may belong to a custom scheduler
            CallListeners.aside("a timer was not stopped", () -> timer.cancel(false));
        }
    }
}
