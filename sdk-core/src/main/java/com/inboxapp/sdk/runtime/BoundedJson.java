package com.inboxapp.sdk.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import okio.Buffer;
import okio.Source;
import okio.Timeout;

/**
 * The bytes of a JSON document on their way to a reader. Whatever would cost the reader more than time in proportion to its length is refused
 * or left out here: long numbers, deep nesting, long runs of blanks. One look at each byte, and no copy.
 */
final class BoundedJson implements Source {
    /** Of anything but strings: a number, {@code true}, or what is no JSON. */
    static final int LONGEST_TOKEN = 64 * 1024;

    static final int DEEPEST = 1_000;

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

    /** The document has more than is read. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(String message) {
            super(message);
        }
    }

    /** Takes the bytes out of the buffer. */
    BoundedJson(Buffer json, BooleanSupplier ended) {
        this.json = json;
        this.ended = ended;
    }

    /** Whether one of the numbers so far is too long to be computed with. */
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
                look(segment.data, segment.start, segment.start + length);
            }
        }
        if (!blank) {
            sink.write(json, length);
            return length;
        }
        // one of them keeps apart what stands before and behind
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

    private void look(byte[] data, int from, int to) throws ExceededException {
        int i = from;
        while (i < to) {
            if (inString) {
                i = string(data, i, to);
                continue;
            }
            switch (KINDS[data[i++] & 0xff]) {
                case TOKEN -> {
                    tokenLength++;
                    if (tokenLength > Numbers.LONGEST) {
                        longToken();
                    }
                    continue;
                }
                case QUOTE -> inString = true;
                case OPEN -> {
                    if (++depth > DEEPEST) {
                        throw new ExceededException("more than " + DEEPEST + " levels of nesting");
                    }
                }
                case CLOSE -> depth--;
                default -> {}
            }
            tokenLength = 0;
        }
    }

    private void longToken() throws ExceededException {
        longNumbers = true;
        if (tokenLength > LONGEST_TOKEN) {
            throw new ExceededException("a number or word of more than " + LONGEST_TOKEN + " bytes");
        }
    }

    /** Where the string ends, or the bytes do. */
    private int string(byte[] data, int from, int to) {
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
