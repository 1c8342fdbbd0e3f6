package com.inboxapp.sdk.rx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okio.Buffer;
import okio.ByteString;

/**
 * A journal in a file, one JSON array of key and value a line, of which the last one of a key counts. A write has reached the disk when it
 * returns. A line that a crash cut off is dropped when the file is opened: its write had not returned.
 *
 * <p>One program has the file open at a time; a file beside it with {@code .lock} at the end of its name sees to that. All values are held in
 * memory, some 200 bytes each. Opening it rewrites it when most of its lines are superseded.
 */
public final class FileJournal implements Journal, AutoCloseable {
    private static final int SUPERSEDED_LINES = 1_000;
    /** To be looked at before the lock: it is the process that has it, which loses it when it closes any channel to the lock's file. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

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
        Objects.requireNonNull(path, "path");
        try {
            Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            Path real = path.toRealPath(); // whatever links lead to it
            if (!OPEN.add(real)) {
                throw isOpen(path);
            }
            try {
                return locked(real);
            } catch (IOException | RuntimeException e) {
                OPEN.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be opened: " + e, e);
        }
    }

    private static FileJournal locked(Path path) throws IOException {
        FileChannel lock =
                FileChannel.open(Path.of(path + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw isOpen(path);
            }
            return new FileJournal(path, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static IllegalStateException isOpen(Path path) {
        return new IllegalStateException(
                "the journal " + path + " is open already: two that write to it would do the same work twice");
    }

    /** Reads all whole lines, and cuts off what is behind them; answers how many there are. */
    private int load() throws IOException {
        Buffer content = new Buffer().write(Files.readAllBytes(path));
        int lines = 0;
        for (long length = content.indexOf((byte) '\n'); length >= 0; length = content.indexOf((byte) '\n')) {
            int number = ++lines;
            JournalLine line =
                    JournalLine.decoded(content.readByteString(length)).orElseThrow(() -> notOfAJournal(number));
            values.put(line.key(), line.value());
            content.skip(1);
        }
        ByteString torn = content.readByteString();
        if (!JournalLine.beginsWith(torn)) {
            throw notOfAJournal(lines + 1);
        }
        if (torn.size() > 0) {
            try (RandomAccessFile whole = new RandomAccessFile(path.toFile(), "rw")) {
                whole.setLength(whole.length() - torn.size());
            }
        }
        return lines;
    }

    private IllegalArgumentException notOfAJournal(int line) {
        return new IllegalArgumentException(
                "line " + line + " of " + path + " is not of a journal: it is another file, or was changed");
    }

    /** Puts a file with the values that count in its place. */
    private void rewrite() throws IOException {
        Buffer lines = new Buffer();
        values.forEach((key, value) -> lines.write(new JournalLine(key, value).encoded()));
        Path fresh = Path.of(path + ".new");
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.setLength(0);
            out.write(lines.readByteArray());
            out.getFD().sync();
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
        byte[] line =
                new JournalLine(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")).encoded();
        try {
            append(line);
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
            if (lock.isOpen()) {
                lock.close();
                OPEN.remove(path); // last: whoever opens it now finds no lock
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be closed: " + e, e);
        }
    }
}
