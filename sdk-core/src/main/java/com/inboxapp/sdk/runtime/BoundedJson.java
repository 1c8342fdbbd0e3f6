package com.inboxapp.sdk.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import okio.Buffer;
import okio.Source;
import okio.Timeout;

/**
 * A source that passes a JSON document to a reader and enforces bounds, so that parsing takes time proportional to the length of the
 * document. It rejects long numbers and deep nesting, and shortens long runs of whitespace. It looks at each byte once and copies none.
 */
final class BoundedJson implements Source {
    /** The maximum length in bytes of a token that is not a string: a number, {@code true}, or malformed JSON. */
    static final int MAX_TOKEN_LENGTH = 64 * 1024;

    static final int MAX_DEPTH = 1_000;

    private static final byte TOKEN = 0;
    private static final byte BLANK = 1;
    private static final byte BETWEEN = 2;
    private static final byte QUOTE = 3;
    private static final byte OPEN = 4;
    private static final byte CLOSE = 5;
    private static final byte[] KINDS = kinds();

    private final Buffer json;
    private final BooleanSupplier ended;
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
    private int depth;
    private int tokenLength;
    private boolean inString;
    private boolean escaped;
    private boolean longNumbers;

    /** Thrown when the document exceeds the bounds. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(String message) {
            super(message);
        }
    }

    /** Creates a source that consumes the buffer. */
    BoundedJson(Buffer json, BooleanSupplier ended) {
        this.json = json;
        this.ended = ended;
    }

    /** Returns whether a number so far is longer than {@link Numbers#MAX_LENGTH}. */
    boolean hasLongNumbers() {
        return longNumbers;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        if (json.exhausted()) {
            return -1;
        }
        if (ended.getAsBoolean()) {
            throw new InterruptedIOException("the call has ended");
        }
        int length;
        boolean blank;
        try (Buffer.UnsafeCursor segment = json.readUnsafe(cursor)) {
            segment.next();
            length = (int) Math.min(byteCount, segment.end - segment.start);
            blank = isBlank(segment.data, segment.start, segment.start + length);
            if (!blank) {
                scan(segment.data, segment.start, segment.start + length);
            }
        }
        if (!blank) {
            sink.write(json, length);
            return length;
        }
        // one blank is enough to separate the tokens around it
        sink.write(json, 1);
        json.skip(length - 1L);
        tokenLength = 0;
        return 1;
    }

    private boolean isBlank(byte[] data, int from, int to) {
        if (inString) {
            return false;
        }
        int i = from;
        while (i < to && KINDS[data[i] & 0xff] == BLANK) {
            i++;
        }
        return i == to;
    }

    private void scan(byte[] data, int from, int to) throws ExceededException {
        int i = from;
        while (i < to) {
            if (inString) {
                i = skipString(data, i, to);
                continue;
            }
            switch (KINDS[data[i++] & 0xff]) {
                case TOKEN -> {
                    tokenLength++;
                    if (tokenLength > Numbers.MAX_LENGTH) {
                        checkTokenLength();
                    }
                    continue;
                }
                case QUOTE -> inString = true;
                case OPEN -> {
                    if (++depth > MAX_DEPTH) {
                        throw new ExceededException("more than " + MAX_DEPTH + " levels of nesting");
                    }
                }
                case CLOSE -> depth--;
                default -> {}
            }
            tokenLength = 0;
        }
    }

    private void checkTokenLength() throws ExceededException {
        longNumbers = true;
        if (tokenLength > MAX_TOKEN_LENGTH) {
            throw new ExceededException("a number or literal of more than " + MAX_TOKEN_LENGTH + " bytes");
        }
    }

    /** Returns the index after the string, or {@code to} if the string does not end before it. */
    private int skipString(byte[] data, int from, int to) {
        int i = from;
        if (escaped) {
            escaped = false;
            i++;
        }
        while (i < to) {
            byte b = data[i++];
            if (b == '"') {
                inString = false;
                return i;
            }
            if (b == '\\') {
                escaped = i == to;
                i++;
            }
        }
        return to;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        mark(kinds, " \t\r\n", BLANK);
        mark(kinds, ",:", BETWEEN);
        mark(kinds, "\"", QUOTE);
        mark(kinds, "[{", OPEN);
        mark(kinds, "]}", CLOSE);
        return kinds;
    }

    private static void mark(byte[] kinds, String characters, byte kind) {
        characters.chars().forEach(c -> kinds[c] = kind);
    }

    @Override
    public Timeout timeout() {
        return Timeout.NONE;
    }

    @Override
    public void close() {
        json.clear();
    }
}
