package com.inboxapp.sdk;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies failures of the HTTP client without the response data that their messages quote, which may be anything that a server sent. */
final class FailureSanitizer {
    /** OkHttp quotes malformed HTTP, Okio quotes the bytes of a line without an end, and the HTTP/2 code quotes a header's name. */
    private static final Pattern QUOTE = Pattern.compile(" content=|mixed case name");

    private static final Pattern QUOTE_OF_PROTOCOL = Pattern.compile(": | but was ");
    private static final int MAX_DEPTH = 10;

    private FailureSanitizer() {}

    /** Returns a copy without quotes, or the failure itself if it quotes nothing. */
    static Throwable of(Throwable failure) {
        return of(failure, 0);
    }

    private static Throwable of(Throwable failure, int depth) {
        if (!quotes(failure, depth)) {
            return failure;
        }
        Throwable copy = copy(failure);
        copy.setStackTrace(failure.getStackTrace());
        if (depth < MAX_DEPTH) {
            if (failure.getCause() != null) {
                copy.initCause(of(failure.getCause(), depth + 1));
            }
            for (Throwable suppressed : failure.getSuppressed()) {
                copy.addSuppressed(of(suppressed, depth + 1));
            }
        }
        return copy;
    }

    /**
     * Returns whether a failure, its cause or a suppressed exception quotes response data. Whatever is nested too deep to be examined
     * counts as quoting.
     */
    private static boolean quotes(Throwable failure, int depth) {
        return depth > MAX_DEPTH
                || !Objects.equals(unquoted(failure), failure.getMessage())
                || (failure.getCause() != null && quotes(failure.getCause(), depth + 1))
                || Stream.of(failure.getSuppressed()).anyMatch(suppressed -> quotes(suppressed, depth + 1));
    }

    private static Throwable copy(Throwable failure) {
        @Nullable String message = unquoted(failure);
        if (failure instanceof ProtocolException) {
            return new ProtocolException(message);
        }
        return failure instanceof EOFException ? new EOFException(message) : new IOException(message);
    }

    private static @Nullable String unquoted(Throwable failure) {
        Pattern quote = failure instanceof ProtocolException ? QUOTE_OF_PROTOCOL : QUOTE;
        String message = failure.getMessage();
        return message == null ? null : quote.split(message, 2)[0];
    }
}
