package com.inboxapp.sdk;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Failures of the HTTP client without what they quote of an answer, which may be anything that a server sent. */
final class Unquoted {
    /** OkHttp quotes what is not HTTP, Okio the bytes of a line without an end, and HTTP/2 a header's name. */
    private static final Pattern QUOTE = Pattern.compile(" content=|mixed case name");

    private static final Pattern QUOTE_OF_PROTOCOL = Pattern.compile(": | but was ");
    private static final int DEEPEST = 10;

    private Unquoted() {}

    /** The failure itself if it quotes nothing. */
    static Throwable of(Throwable failure) {
        return of(failure, 0);
    }

    private static Throwable of(Throwable failure, int depth) {
        if (!quotes(failure, depth)) {
            return failure;
        }
        Throwable copy = copy(failure);
        copy.setStackTrace(failure.getStackTrace());
        if (depth < DEEPEST) {
            if (failure.getCause() != null) {
                copy.initCause(of(failure.getCause(), depth + 1));
            }
            for (Throwable suppressed : failure.getSuppressed()) {
                copy.addSuppressed(of(suppressed, depth + 1));
            }
        }
        return copy;
    }

    /** What stands too deep to be looked at is taken to quote something. */
    private static boolean quotes(Throwable failure, int depth) {
        return depth > DEEPEST
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
