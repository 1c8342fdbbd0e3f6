package com.inboxapp.sdk;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Headers;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt: a response or a failure.
 *
 * @param answer the response, or null
 * @param failure why there is no response, or null
 * @param written whether the request, or a part of it, may have left this machine
 */
record Outcome(@Nullable Answer answer, @Nullable Throwable failure, boolean written) {
    private static final int MAX_CAUSES = 10;
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;

    static Outcome of(Answer answer) {
        return new Outcome(answer, null, true);
    }

    static Outcome of(Throwable failure, boolean written) {
        return new Outcome(null, failure, written);
    }

    /**
     * Returns the outcome for an operation without a result: the status is sufficient, so a broken body is ignored unless it was too large.
     */
    Outcome withoutBody() {
        if (answer == null || !answer.isSuccess() || answer.broken == null || answer.broken instanceof TooLarge) {
            return this;
        }
        return of(new Answer(answer.status, answer.headers, new Buffer(), null));
    }

    /** Returns the status of the response, or 0 without one. */
    int status() {
        return answer == null ? 0 : answer.status;
    }

    /**
     * A response, read completely.
     *
     * @param body the body, up to the size limit
     * @param broken why the body is incomplete, or null if it is complete
     */
    record Answer(
            int status,
            Headers headers,
            Buffer body,
            @Nullable IOException broken) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Returns whether the body is empty and the status states that there is none. */
        boolean hasNoContent() {
            return body.exhausted() && (status == NO_CONTENT || status == RESET_CONTENT);
        }
    }

    /** Thrown when the body cannot be read and a retry would not change that. */
    static class Unreadable extends ProtocolException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }

        /** Returns the {@code Unreadable} among the causes of a failure, or the failure itself if there is none. */
        static IOException behind(IOException failure) {
            Throwable cause = failure;
            // a TLS socket wraps the exception of the socket below it
            for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
                if (cause instanceof Unreadable unreadable) {
                    return unreadable;
                }
                cause = cause.getCause();
            }
            return failure;
        }
    }

    /** Thrown when the response is larger than the client accepts. */
    static final class TooLarge extends Unreadable {
        private static final long serialVersionUID = 1L;

        private TooLarge(String message) {
            super(message + ", which is more than the client accepts (maxResponseBytes)");
        }

        static TooLarge decoded(long bound) {
            return new TooLarge("the response has more than " + bound + " bytes");
        }

        static TooLarge onTheWire(long bound) {
            return new TooLarge("the server sent more than " + bound + " bytes for a response, headers included");
        }
    }

    /** Thrown when code outside the SDK, such as an interceptor, threw an exception that it does not declare. */
    static final class Unchecked extends IOException {
        private static final long serialVersionUID = 1L;

        Unchecked(Throwable cause) {
            super("unexpected: " + cause.getClass().getName(), cause);
        }
    }

    /** Thrown when the attempt exceeded its timeout. */
    static final class AttemptTimeout extends IOException {
        private static final long serialVersionUID = 1L;

        AttemptTimeout(String message) {
            super(message);
        }
    }
}
