package com.inboxapp.sdk;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import okio.Buffer;
import okio.BufferedSource;
import okio.InflaterSource;
import okio.Source;
import okio.Timeout;

/**
 * Decodes gzip (RFC 1952), one member after the other, and keeps none of the header fields in memory. An empty source is an empty body.
 * Anything other than another member after a member is rejected.
 */
final class Gunzip implements Source {
    private static final int MAGIC = 0x1f8b;
    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CRC = 1 << 1;
    private static final int HAS_EXTRA = 1 << 2;
    private static final int HAS_NAME = 1 << 3;
    private static final int HAS_COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;
    /** The header bytes for the modification time, the compression level and the operating system. */
    private static final int UNUSED_BYTES = 6;

    private final BufferedSource raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private InflaterSource inflated;
    private boolean inMember;

    Gunzip(BufferedSource raw) {
        this.raw = raw;
        this.inflated = new InflaterSource(raw, inflater);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        while (true) {
            if (!inMember) {
                if (raw.exhausted()) {
                    return -1;
                }
                begin();
            }
            Buffer piece = new Buffer();
            long count = inflate(piece, byteCount);
            if (count > 0) {
                check(piece);
                sink.write(piece, count);
                return count;
            }
            end();
        }
    }

    private void begin() throws IOException {
        if ((raw.readShort() & 0xffff) != MAGIC || raw.readByte() != DEFLATE) {
            throw broken();
        }
        int flags = raw.readByte();
        if ((flags & RESERVED) != 0) {
            throw broken();
        }
        raw.skip(UNUSED_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            raw.skip(raw.readShortLe() & 0xffff);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CRC) != 0) {
            raw.skip(2);
        }
        inflater.reset();
        crc.reset();
        inflated = new InflaterSource(raw, inflater);
        inMember = true;
    }

    /** Skips a zero-terminated text of any length. */
    private void skipText() throws IOException {
        while (raw.readByte() != 0) {
            // discard
        }
    }

    private long inflate(Buffer sink, long byteCount) throws IOException {
        try {
            return inflated.read(sink, byteCount);
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            if (e.getCause() instanceof DataFormatException) {
                throw broken();
            }
            throw e;
        }
    }

    private void check(Buffer piece) {
        byte[] bytes = piece.copy().readByteArray();
        crc.update(bytes, 0, bytes.length);
    }

    private void end() throws IOException {
        if (raw.readIntLe() != (int) crc.getValue() || raw.readIntLe() != (int) inflater.getBytesWritten()) {
            throw broken();
        }
        inMember = false;
    }

    private static Outcome.Unreadable broken() {
        return new Outcome.Unreadable("the response is declared as gzip, but is not gzip");
    }

    @Override
    public Timeout timeout() {
        return raw.timeout();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        raw.close();
    }
}
