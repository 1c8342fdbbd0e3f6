package com.inboxapp.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens to calls, for logs, metrics and traces. What it hears holds no token, no message text, no handle and no query value,
 * except for an exception's own messages, which repeat what the server said.
 *
 * <p>It is called by the threads that do the work, in the order in which things happen to a call: it must not wait for anything. An exception
 * that it throws is logged and changes nothing.
 */
public interface CallListener {
    /**
     * A call.
     *
     * @param number tells the calls of a client, and of those that were derived from it, apart
     * @param operation the operation's id in the OpenAPI document, for instance {@code threads.list}
     */
    record CallInfo(long number, String operation) {}

    /** What a call waits for. */
    enum WaitReason {
        /** The limits of the API leave no room for it yet. */
        PACING,
        /** A message whose sending is unconfirmed may still appear. */
        CONFIRMATION
    }

    /**
     * How a call ended.
     *
     * @param attempts how many requests were begun
     * @param took from its beginning to its end, waits included; if the client's scheduler fails to tell the time, to its last attempt
     * @param status of the last answer; null if there was none
     * @param failure what the caller gets instead of a value; null if the call succeeded
     */
    record CallEnd(
            int attempts,
            Duration took,
            @Nullable Integer status,
            @Nullable Throwable failure) {}

    /**
     * A call begins.
     *
     * @param call the call
     */
    default void callStarted(CallInfo call) {}

    /**
     * A request is handed to the HTTP client.
     *
     * @param call the call
     * @param attempt 1 for the first
     */
    default void attemptStarted(CallInfo call, int attempt) {}

    /**
     * A call begins to wait, before a request.
     *
     * @param call the call
     * @param reason what it waits for
     * @param expected how long, as far as is known now
     */
    default void waiting(CallInfo call, WaitReason reason, Duration expected) {}

    /**
     * An attempt failed, and the request is going to be repeated.
     *
     * @param call the call
     * @param failed the number of the attempt that failed
     * @param wait how long until the next
     * @param failure what the caller would have got without the repeat
     */
    default void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {}

    /**
     * A call has ended. Only if its outcome is unknown and {@link ConfirmedSends} finds it out, waits for that are heard later.
     *
     * @param call the call
     * @param end how
     */
    default void callEnded(CallInfo call, CallEnd end) {}

    /**
     * Writes what happens to the {@link System.Logger} named {@code com.inboxapp.sdk}: calls and attempts at {@code DEBUG}, waits and
     * repeats at {@code INFO}, failed calls at {@code WARNING}. Of failures it writes the class and the status, and not what the server said.
     *
     * @return a listener to be given to {@link InboxClient.Builder#listener}
     */
    static CallListener logging() {
        return new LoggingListener(System.getLogger("com.inboxapp.sdk"));
    }
}
