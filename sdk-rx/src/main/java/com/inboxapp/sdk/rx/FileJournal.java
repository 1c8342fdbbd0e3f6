package com.inboxapp.sdk.rx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okio.Buffer;
import okio.ByteString;

/**
 * A journal in a file, one JSON array of key and value a line, of which the last one of a key counts. A write has reached the disk when it
 * returns. A line that a crash cut off is dropped when the file is opened, and so are the NUL bytes that a power cut leaves at its end: the
 * write had not returned.
 *
 * <p>One program has the file open at a time, whichever symbolic or hard link it uses; a lock on the file and one on a file beside it, with
 * {@code .lock} at the end of its name, see to that. Leave both, and the file, to the journal while it is open: a write to a file that was
 * deleted, moved, replaced or changed by another program meanwhile fails. All values are held in memory, some 200 bytes each. Opening it rewrites it when most of
 * its lines are superseded. If that fails, because the disk is full for instance, the file stays as it is and is used as it is. A file
 * with several hard links is not rewritten.
 */
public final class FileJournal implements Journal, AutoCloseable {
    private static final int SUPERSEDED_LINES = 1_000;
    private static final ByteString NUL = ByteString.of((byte) 0);
    /**
     * The paths and the keys of the open files, and of those beside them; guards itself. To be looked at before a file is opened: it is the process that has its
     * locks, and it loses them when it closes any channel to the file.
     */
    private static final Set<Object> OPEN = new HashSet<>();

    private final Path path;
    private final FileChannel lock;
    private final Map<String, String> values = new LinkedHashMap<>();
    /** Not a channel, which an interrupt of the writing thread would close. */
    private final RandomAccessFile file;

    private final Object key;
    /** What it has of {@link #OPEN}. */
    private final Set<Object> claimed = new HashSet<>();
    /** Where the last whole line ends. */
    private long end;
    /** Whether half a line may be behind it. */
    private boolean torn;

    private FileJournal(Path path, FileChannel lock, RandomAccessFile old, FileReplacement replacement)
            throws IOException {
        this.path = path;
        this.lock = lock;
        int lines = load(old);
        boolean rewritten = lines - values.size() > Math.max(SUPERSEDED_LINES, values.size()) && hasOneName(path);
        this.file = rewritten ? replacement.replaced(path, old, content()) : old;
        this.end = file.length();
        this.key = key(path);
    }

    /**
     * Opens a journal, or begins it if there is no such file.
     *
     * @param path where it is, in a directory that exists
     * @return the journal, to be closed
     * @throws IllegalStateException if it is open already, in this process or another one, by this name or another one, or if it is the lock of
     *     one that is open
     * @throws IllegalArgumentException if it is no file, a file of something else, or one with NUL bytes in a whole line
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static FileJournal open(Path path) {
        return open(path, new FileReplacement());
    }

    static FileJournal open(Path path, FileReplacement replacement) {
        Objects.requireNonNull(path, "path");
        try {
            synchronized (OPEN) {
                if (Files.notExists(path)) {
                    Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                            .close();
                }
                Path real = path.toRealPath(); // whatever links lead to it
                if (!Files.isRegularFile(real)) {
                    throw new IllegalArgumentException("the journal " + path + " is not a file");
                }
                if (!Collections.disjoint(OPEN, namesOf(real))) {
                    throw isOpen(path);
                }
                FileJournal journal = locked(path, real, replacement);
                journal.claimed.addAll(namesOf(real));
                OPEN.addAll(journal.claimed);
                return journal;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be opened: " + e, e);
        }
    }

    private static Path lockOf(Path path) {
        return Path.of(path + ".lock");
    }

    /** Of a file, of its lock, and of what is put in its place: their paths, and their keys if they are there. */
    private static Set<Object> namesOf(Path path) throws IOException {
        Set<Object> names = new HashSet<>(Set.of(path, lockOf(path), FileReplacement.freshOf(path), key(path)));
        if (Files.exists(lockOf(path))) {
            names.add(key(lockOf(path)));
        }
        return names;
    }

    /** What is the same for all hard links of a file, where the file system has it. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path : key;
    }

    /** A rewritten file is another one, and its other names would stay with the old one. */
    private static boolean hasOneName(Path path) throws IOException {
        return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
                || Integer.valueOf(1).equals(Files.getAttribute(path, "unix:nlink"));
    }

    private static FileJournal locked(Path given, Path path, FileReplacement replacement) throws IOException {
        FileChannel lock = FileChannel.open(lockOf(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isLocked(lock)) {
                throw isOpen(given);
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                if (!isLocked(file.getChannel())) {
                    throw isOpen(given);
                }
                return new FileJournal(path, lock, file, replacement);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    private static IllegalStateException isOpen(Path path) {
        return new IllegalStateException(
                "the journal " + path + " is open already: two that write to it would do the same work twice");
    }

    /** Reads all whole lines, and cuts off what is behind them; answers how many there are. */
    private int load(RandomAccessFile old) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(old.length())];
        old.readFully(bytes);
        Buffer content = new Buffer().write(bytes);
        int lines = 0;
        for (long length = content.indexOf((byte) '\n'); length >= 0; length = content.indexOf((byte) '\n')) {
            int number = ++lines;
            ByteString text = content.readByteString(length);
            if (text.indexOf(NUL) >= 0) {
                throw new IllegalArgumentException("line " + number + " of " + path
                        + (isLast(content)
                                ? ", the last one, has NUL bytes, as a crash of the machine leaves them in a write that had not"
                                        + " returned: take the line out, or restore the file"
                                : " has NUL bytes, and is not the last one: restore the file, or take the line out"));
            }
            JournalLine line = JournalLine.decoded(text).orElseThrow(() -> notOfAJournal(number));
            values.put(line.key(), line.value());
            content.skip(1);
        }
        ByteString torn = content.readByteString();
        if (!JournalLine.beginsWith(withoutZerosAtItsEnd(torn))) {
            throw notOfAJournal(lines + 1);
        }
        if (torn.size() > 0) {
            old.setLength(bytes.length - torn.size());
        }
        return lines;
    }

    /** Whether nothing but zeros is behind the end of a line. */
    private static boolean isLast(Buffer lineEnd) {
        return withoutZerosAtItsEnd(lineEnd.snapshot()).size() <= 1;
    }

    private static ByteString withoutZerosAtItsEnd(ByteString torn) {
        int size = torn.size();
        while (size > 0 && torn.getByte(size - 1) == 0) {
            size--;
        }
        return torn.substring(0, size);
    }

    private IllegalArgumentException notOfAJournal(int line) {
        return new IllegalArgumentException(
                "line " + line + " of " + path + " is not of a journal: it is another file, or was changed");
    }

    /** The values that count. */
    private byte[] content() {
        Buffer lines = new Buffer();
        values.forEach((key, value) -> lines.write(new JournalLine(key, value).encoded()));
        return lines.readByteArray();
    }

    @Override
    public synchronized Optional<String> read(String key) {
        return Optional.ofNullable(values.get(Objects.requireNonNull(key, "key")));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if it could not be written, for instance because the journal is closed or the disk is full, or because the
     *     file was deleted, moved, replaced or changed by another program
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
        if (torn) {
            cutOffWhatIsNotWhole();
        }
        check(file.length() == end);
        torn = true;
        file.seek(end);
        try {
            file.write(line);
            file.getFD().sync();
            check(isInPlace());
        } catch (IOException e) {
            try {
                cutOffWhatIsNotWhole();
            } catch (IOException later) {
                e.addSuppressed(later); // the next write tries again
            }
            throw e;
        }
        end += line.length;
        torn = false;
    }

    private static void check(boolean untouched) throws IOException {
        if (!untouched) {
            throw new IOException("another program has deleted, moved, replaced or changed it; open the journal anew");
        }
    }

    /** Whether whoever opens the path finds what is written here. */
    private boolean isInPlace() {
        try {
            return key(path).equals(key);
        } catch (IOException e) {
            return false;
        }
    }

    /** Half a line must not stay before the next one. */
    private void cutOffWhatIsNotWhole() throws IOException {
        if (file.length() > end) {
            file.setLength(end);
        }
        torn = false;
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
                synchronized (OPEN) { // last: whoever opens it now finds no lock
                    OPEN.removeAll(claimed);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + path + " cannot be closed: " + e, e);
        }
    }
}
