package com.inboxapp.sdk.rx;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file, one JSON array of key and value a line, of which the last one of a key counts. A write has reached the disk when it
 * returns. A line that a crash cut off is dropped when the file is opened: its write had not returned.
 *
 * <p>One program has the file open at a time; a file beside it with {@code .lock} at the end of its name sees to that. All values are held in
 * memory, some 200 bytes each. Opening it rewrites it when most of its lines are superseded.
 */
public final class FileJournal implements Journal, AutoCloseable {
    private static final int SUPERSEDED_LINES = 1_000;
    /** How each line begins, also one that is cut off. */
    private static final ByteString BEGIN = ByteString.encodeUtf8("[\"");

    private final Path path;
    private final FileChannel lock;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final RandomAccessFile file;

    private FileJournal(Path path, FileChannel lock) throws IOException {
        this.path = path;
        this.lock = lock;
        int lines = load();
        if (lines - values.size() > Math.max(SUPERSEDED_LINES, values.size())) {
            rewrite();
        }
        // not a channel, which an interrupt of the writing thread would close
        this.file = new RandomAccessFile(path.toFile(), "rw");
        file.seek(file.length());
    }

    /**
     * Opens a journal, or begins it if there is no such file.
     *
     * @param path where it is, in a directory that exists
     * @return the journal, to be closed
     * @throws IllegalStateException if it is open already, in this process or another one
     * @throws IllegalArgumentException if the file is something else
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static FileJournal open(Path path) {
        Path beside = Path.of(Objects.requireNonNull(path, "path") + ".lock");
        try {
            FileChannel lock = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(path, lock);
                return new FileJournal(path, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be opened: " + e, e);
        }
    }

    private static void lock(Path path, FileChannel lock) throws IOException {
        boolean locked;
        try {
            locked = lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new IllegalStateException(
                    "the journal " + path + " is open already: two that write to it would do the same work twice");
        }
    }

    /** Reads all whole lines, and cuts off what is behind them; answers how many there are. */
    private int load() throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        Buffer content = new Buffer().write(Files.readAllBytes(path));
        int lines = 0;
        for (long length = content.indexOf((byte) '\n'); length >= 0; length = content.indexOf((byte) '\n')) {
            Buffer line = new Buffer();
            line.write(content, length);
            content.skip(1);
            read(line, ++lines);
        }
        if (!content.exhausted()) {
            ByteString torn = content.readByteString();
            if (!torn.startsWith(BEGIN.substring(0, Math.min(BEGIN.size(), torn.size())))) {
                throw notOfAJournal(lines + 1, null);
            }
            try (RandomAccessFile whole = new RandomAccessFile(path.toFile(), "rw")) {
                whole.setLength(whole.length() - torn.size());
            }
        }
        return lines;
    }

    private void read(Buffer line, int number) throws IOException {
        try (JsonReader reader = JsonReader.of(line)) {
            reader.beginArray();
            values.put(reader.nextString(), reader.nextString());
            reader.endArray();
        } catch (IOException | JsonDataException e) {
            throw notOfAJournal(number, e);
        }
    }

    private IllegalArgumentException notOfAJournal(int line, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "line " + line + " of " + path + " is not of a journal: it is another file, or was changed", cause);
    }

    /** Puts a file with the values that count in its place. */
    private void rewrite() throws IOException {
        Buffer lines = new Buffer();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            write(lines, entry.getKey(), entry.getValue());
        }
        Path fresh = Path.of(path + ".new");
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.setLength(0);
            out.write(lines.readByteArray());
            out.getFD().sync();
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Buffer out, String key, String value) throws IOException {
        JsonWriter writer = JsonWriter.of(out);
        writer.beginArray().value(key).value(value).endArray();
        writer.flush();
        out.writeByte('\n');
    }

    @Override
    public synchronized Optional<String> read(String key) {
        return Optional.ofNullable(values.get(Objects.requireNonNull(key, "key")));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if it could not be written, for instance because the journal is closed or the disk is full
     */
    @Override
    public synchronized void write(String key, String value) {
        try {
            Buffer line = new Buffer();
            write(line, Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            append(line.readByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be written: " + e, e);
        }
        values.put(key, value);
    }

    private void append(byte[] line) throws IOException {
        long end = file.getFilePointer();
        try {
            file.write(line);
            file.getFD().sync();
        } catch (IOException e) {
            // half a line must not stay before the next one
            file.setLength(end);
            file.seek(end);
            throw e;
        }
    }

    /**
     * Lets go of the file. What was written stays; closing twice does no harm.
     *
     * @throws UncheckedIOException if the file cannot be closed
     */
    @Override
    public synchronized void close() {
        try {
            file.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be closed: " + e, e);
        }
    }
}
