package com.inboxapp.sdk;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Headers;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended: with an answer, or with a failure.
 *
 * @param answer what came back, or null
 * @param failure why nothing did, or null
 * @param written whether the request, or a part of it, may have left this machine
 */
record Outcome(@Nullable Answer answer, @Nullable Throwable failure, boolean written) {
    private static final int MOST_CAUSES = 10;
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;

    static Outcome of(Answer answer) {
        return new Outcome(answer, null, true);
    }

    static Outcome of(Throwable failure, boolean written) {
        return new Outcome(null, failure, written);
    }

    /** For an operation without a result: its status says all, so that it is of no matter in what state the body is. */
    Outcome withoutBody() {
        if (answer == null || !answer.isSuccess() || answer.broken == null || answer.broken instanceof TooLarge) {
            return this;
        }
        return of(new Answer(answer.status, answer.headers, new Buffer(), null));
    }

    /** The status of the answer, or 0 without one. */
    int status() {
        return answer == null ? 0 : answer.status;
    }

    /**
     * An answer, read to its end.
     *
     * @param body as much of it as may be read
     * @param broken why the body is not whole, or null if it is
     */
    record Answer(
            int status,
            Headers headers,
            Buffer body,
            @Nullable IOException broken) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Whether the status says that there is no body, and that none got lost. */
        boolean hasNoContent() {
            return body.exhausted() && (status == NO_CONTENT || status == RESET_CONTENT);
        }
    }

    /** The body cannot be read, nor can the one of another attempt. */
    static class Unreadable extends ProtocolException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }

        /** One that stands behind a failure, or the failure itself. */
        static IOException behind(IOException failure) {
            Throwable cause = failure;
            // a TLS socket wraps what the one below throws
            for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
                if (cause instanceof Unreadable unreadable) {
                    return unreadable;
                }
                cause = cause.getCause();
            }
            return failure;
        }
    }

    /** The answer is larger than the client reads. */
    static final class TooLarge extends Unreadable {
        private static final long serialVersionUID = 1L;

        private TooLarge(String message) {
            super(message + ", which is more than the client reads (longestAnswer)");
        }

        static TooLarge decoded(long bound) {
            return new TooLarge("the answer has more than " + bound + " bytes");
        }

        static TooLarge onTheWire(long bound) {
            return new TooLarge("the server sent more than " + bound + " bytes for an answer, headers included");
        }
    }

    /** Something that is not ours, such as an interceptor, threw an exception that it does not declare. */
    static final class Unchecked extends IOException {
        private static final long serialVersionUID = 1L;

        Unchecked(Throwable cause) {
            super("unexpected: " + cause.getClass().getName(), cause);
        }
    }

    /** The attempt took too long. */
    static final class AttemptTimeout extends IOException {
        private static final long serialVersionUID = 1L;

        AttemptTimeout(String message) {
            super(message);
        }
    }
}
