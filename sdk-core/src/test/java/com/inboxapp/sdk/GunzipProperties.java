package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

class GunzipProperties {
    @Property
    void readsAnythingInPiecesOfAnySize(
            @ForAll byte[] first, @ForAll byte[] second, @ForAll @IntRange(min = 1, max = 50) int piece)
            throws IOException {
        Buffer expected = new Buffer().write(first).write(second);

        assertThat(gunzip(gzip(first), piece)).isEqualTo(first);
        assertThat(gunzip(new Buffer().write(gzip(first)).write(gzip(second)).readByteArray(), piece))
                .isEqualTo(expected.readByteArray());
    }

    @Property
    void reportsAPrematureEndOfTruncatedData(@ForAll byte[] content, @ForAll @IntRange(max = 999) int permille)
            throws IOException {
        byte[] compressed = gzip(content);
        byte[] cut = java.util.Arrays.copyOf(compressed, Math.max(1, compressed.length * permille / 1000));

        assertThatThrownBy(() -> gunzip(cut, 10)).isInstanceOf(EOFException.class);
    }

    @Property
    void readsDamagedDataCorrectlyOrRejectsIt(
            @ForAll byte[] content, @ForAll @IntRange(max = 999) int permille, @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        byte[] damaged = gzip(content);
        damaged[damaged.length * permille / 1000] ^= (byte) (1 << bit);

        Throwable e = catchThrowable(() -> assertThat(gunzip(damaged, 10)).isEqualTo(content));

        assertThat(e == null || e instanceof Outcome.Unreadable || e instanceof EOFException)
                .as("%s", e)
                .isTrue();
    }

    @Property
    void rejectsTrailingGarbage(@ForAll byte[] content, @ForAll byte[] garbage) throws IOException {
        byte[] bytes = new Buffer().write(gzip(content)).write(garbage).readByteArray();

        Throwable e = catchThrowable(() -> gunzip(bytes, 10));

        if (garbage.length == 0) {
            assertThat(e).isNull();
        } else if (garbage.length > 2) {
            assertThat(e).isInstanceOfAny(Outcome.Unreadable.class, EOFException.class);
        }
    }

    @Example
    void readsEmptyInput() throws IOException {
        assertThat(gunzip(new byte[0], 1)).isEmpty();
    }

    @Example
    void skipsAllOptionalHeaderFields() throws IOException {
        byte[] plain = gzip(new byte[] {1, 2, 3});
        Buffer header = new Buffer()
                .write(plain, 0, 3)
                .writeByte(0x1f)
                .writeInt(7)
                .writeByte(2)
                .writeByte(3)
                .writeShortLe(300)
                .write(new byte[300])
                .writeUtf8("n".repeat(100_000))
                .writeByte(0)
                .writeUtf8("comment")
                .writeByte(0);
        CRC32 crc = new CRC32();
        crc.update(header.copy().readByteArray());
        header.writeShortLe((int) crc.getValue());

        assertThat(gunzip(header.write(plain, 10, plain.length - 10).readByteArray(), 8192))
                .containsExactly(1, 2, 3);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] gunzip(byte[] compressed, int piece) throws IOException {
        Source slow = new ForwardingSource(new Buffer().write(compressed)) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                return super.read(sink, Math.min(piece, byteCount));
            }
        };
        try (BufferedSource source = Okio.buffer(new Gunzip(Okio.buffer(slow)))) {
            return source.readByteArray();
        }
    }
}
