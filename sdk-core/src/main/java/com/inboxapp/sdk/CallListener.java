package com.inboxapp.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives call lifecycle events, for logs, metrics and traces. Events contain no token, message text, handle or query value. The message
 * of an exception in an event may contain the server's error message.
 *
 * <p>The events of one call arrive in order, on the threads that execute the call. Implementations must be thread-safe and must not block.
 * An exception thrown by a listener is logged and otherwise ignored.
 */
public interface CallListener {
    /**
     * Identifies a call.
     *
     * @param number the number of the call, unique in this process
     * @param operation the operation's id in the OpenAPI document, for instance {@code threads.list}
     */
    record CallInfo(long number, String operation) {}

    /** The reason why a call waits. */
    enum WaitReason {
        /** The API's rate limits do not admit the request yet. */
        RATE_LIMIT,
        /** A message whose send is unconfirmed may still appear in its thread. */
        CONFIRMATION
    }

    /**
     * The result of a call.
     *
     * @param attempts the number of attempts that were started
     * @param took the duration of the call, waits included; only up to the last attempt if the client's scheduler fails to return the time
     * @param status the HTTP status of the last response; null if there was none
     * @param failure the exception that the caller gets; null if the call succeeded
     */
    record CallEnd(
            int attempts,
            Duration took,
            @Nullable Integer status,
            @Nullable Throwable failure) {}

    /**
     * Called when a call starts.
     *
     * @param call the call
     */
    default void callStarted(CallInfo call) {}

    /**
     * Called when an attempt starts: its request is handed to the HTTP client.
     *
     * @param call the call
     * @param attempt the number of the attempt, 1 for the first
     */
    default void attemptStarted(CallInfo call, int attempt) {}

    /**
     * Called when a call starts to wait before a request.
     *
     * @param call the call
     * @param reason why it waits
     * @param expected the expected wait, as far as it is known
     */
    default void waiting(CallInfo call, WaitReason reason, Duration expected) {}

    /**
     * Called when an attempt has failed and will be retried.
     *
     * @param call the call
     * @param failed the number of the attempt that failed
     * @param wait the delay before the next attempt
     * @param failure the exception that the caller would get without the retry
     */
    default void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {}

    /**
     * Called when a call has ended. This is the last event of the call, unless it ended unconfirmed: while {@link ConfirmedSends} searches
     * for its message, {@link #waiting} is called with {@link WaitReason#CONFIRMATION}.
     *
     * @param call the call
     * @param end the result
     */
    default void callEnded(CallInfo call, CallEnd end) {}

    /**
     * Returns a listener that logs to the {@link System.Logger} named {@code com.inboxapp.sdk}: calls and attempts at {@code DEBUG}, waits
     * and retries at {@code INFO}, failed calls at {@code WARNING}. It logs the class and the status of a failure, never the server's
     * message.
     *
     * @return a listener for {@link InboxClient.Builder#listener}
     */
    static CallListener logging() {
        return new LoggingListener(System.getLogger("com.inboxapp.sdk"));
    }
}
