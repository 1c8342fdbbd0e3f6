package com.inboxapp.sdk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Logs call events. */
record LoggingListener(Logger logger) implements CallListener {
    @Override
    public void callStarted(CallInfo call) {
        logger.log(Level.DEBUG, () -> call(call) + " started");
    }

    @Override
    public void attemptStarted(CallInfo call, int attempt) {
        logger.log(Level.DEBUG, () -> call(call) + " attempt " + attempt);
    }

    @Override
    public void waiting(CallInfo call, WaitReason reason, Duration expected) {
        logger.log(Level.INFO, () -> call(call) + " waits " + Durations.text(expected) + " for " + reason);
    }

    @Override
    public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
        logger.log(
                Level.INFO,
                () -> call(call) + " attempt " + failed + " failed with " + kind(failure) + ", retrying in "
                        + Durations.text(wait));
    }

    @Override
    public void callEnded(CallInfo call, CallEnd end) {
        Throwable failure = end.failure();
        logger.log(
                failure == null ? Level.DEBUG : Level.WARNING,
                () -> call(call) + (failure == null ? " ended with " + end.status() : " failed with " + kind(failure))
                        + " after " + end.attempts() + (end.attempts() == 1 ? " attempt" : " attempts") + " and "
                        + Durations.text(end.took()));
    }

    private static String call(CallInfo call) {
        return "#" + call.number() + " " + call.operation();
    }

    /** Returns the kind of a failure, without its message, which may contain server text. */
    private static String kind(Throwable failure) {
        if (failure instanceof InboxApiException api) {
            return "status " + api.status();
        }
        String name = failure.getClass().getSimpleName();
        return failure instanceof InboxUnconfirmedException unconfirmed
                ? name + " (" + kind(unconfirmed.getCause()) + ")"
                : name;
    }
}
