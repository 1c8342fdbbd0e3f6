package com.inboxapp.sdk.store;

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
 * A state store in a file. Each line is a JSON array of key and value; the last line of a key wins. A write has reached
 * the disk when it returns. An incomplete last line, as left by a crash, is dropped when the file is opened, and so are
 * NUL bytes at the end, as left by a power failure: that write had not returned.
 *
 * <p>Only one program can have the file open at a time, through whichever symbolic or hard link. This is ensured by a
 * lock on the file and a lock on a second file with {@code .lock} appended to the name. Do not touch either file while
 * the store is open: a write fails if another program deleted, moved, replaced or changed the file. All values are held
 * in memory, some 200 bytes each. Opening the file rewrites it if most of its lines are superseded. If the rewrite
 * fails, for instance because the disk is full, the old file stays in use unchanged. A file with several hard links is
 * never rewritten.
 */
public final class FileStateStore implements StateStore, AutoCloseable {
    private static final int SUPERSEDED_LINES = 1_000;
    private static final ByteString NUL = ByteString.of((byte) 0);
    /**
     * The paths and file keys of the open files and of their companion files; its own monitor guards it. It must be
     * checked before a file is opened: the locks belong to the process, which loses them when it closes any channel to
     * the file.
     */
    private static final Set<Object> OPEN = new HashSet<>();

    private final Path path;
    private final FileChannel lock;
    private final Map<String, String> values = new LinkedHashMap<>();
    /** Not a channel, since an interrupt of the writing thread would close it. */
    private final RandomAccessFile file;

    private final Object key;
    /** The entries of this store in {@link #OPEN}. */
    private final Set<Object> ownIdentities = new HashSet<>();
    /** The end of the last complete line. */
    private long end;
    /** Whether an incomplete line may follow {@link #end}. */
    private boolean torn;

    private FileStateStore(Path path, FileChannel lock, RandomAccessFile old, FileReplacement replacement)
            throws IOException {
        this.path = path;
        this.lock = lock;
        int lines = load(old);
        boolean rewritten = lines - values.size() > Math.max(SUPERSEDED_LINES, values.size()) && hasSingleLink(path);
        this.file = rewritten ? replacement.replaced(path, old, content()) : old;
        this.end = file.length();
        this.key = key(path);
    }

    /**
     * Opens a state store. Creates the file if it does not exist.
     *
     * @param path the file, in an existing directory
     * @return the store; close it after use
     * @throws IllegalStateException if the file is already open, in this or another process, under this or another
     *     name, or if it is the lock file of an open store
     * @throws IllegalArgumentException if the path is not a regular file, the file has other content, or a complete
     *     line contains NUL bytes
     * @throws UncheckedIOException if the file cannot be read or written
     */
    public static FileStateStore open(Path path) {
        return open(path, new FileReplacement());
    }

    static FileStateStore open(Path path, FileReplacement replacement) {
        Objects.requireNonNull(path, "path");
        try {
            synchronized (OPEN) {
                if (Files.notExists(path)) {
                    Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                            .close();
                }
                Path real = path.toRealPath();
                if (!Files.isRegularFile(real)) {
                    throw new IllegalArgumentException("state store " + path + " is not a regular file");
                }
                if (!Collections.disjoint(OPEN, identitiesOf(real))) {
                    throw alreadyOpen(path);
                }
                FileStateStore store = locked(path, real, replacement);
                store.ownIdentities.addAll(identitiesOf(real));
                OPEN.addAll(store.ownIdentities);
                return store;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("state store " + path + " cannot be opened: " + e, e);
        }
    }

    private static Path lockOf(Path path) {
        return Path.of(path + ".lock");
    }

    /** Returns the paths of a file, of its lock file and of its replacement, and the file keys of those that exist. */
    private static Set<Object> identitiesOf(Path path) throws IOException {
        Set<Object> names = new HashSet<>(Set.of(path, lockOf(path), FileReplacement.freshOf(path), key(path)));
        if (Files.exists(lockOf(path))) {
            names.add(key(lockOf(path)));
        }
        return names;
    }

    /** Returns a key that all hard links of a file share if the file system has one; otherwise the path. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path : key;
    }

    /** Returns whether the file has no further hard links; those would keep the old file after a rewrite. */
    private static boolean hasSingleLink(Path path) throws IOException {
        return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
                || Integer.valueOf(1).equals(Files.getAttribute(path, "unix:nlink"));
    }

    private static FileStateStore locked(Path given, Path path, FileReplacement replacement) throws IOException {
        FileChannel lock = FileChannel.open(lockOf(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!tryLock(lock)) {
                throw alreadyOpen(given);
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                if (!tryLock(file.getChannel())) {
                    throw alreadyOpen(given);
                }
                return new FileStateStore(path, lock, file, replacement);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // locked by this process
        }
    }

    private static IllegalStateException alreadyOpen(Path path) {
        return new IllegalStateException(
                "state store " + path + " is already open: two programs that write to it would do the same work twice");
    }

    /** Reads all complete lines, truncates the file after them, and returns their number. */
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
                                ? ", the last line, has NUL bytes, as a crash of the machine leaves them in a write that had not"
                                        + " returned: remove the line, or restore the file"
                                : " has NUL bytes, and is not the last line: restore the file, or remove the line"));
            }
            StateLine line = StateLine.decoded(text).orElseThrow(() -> malformedLine(number));
            values.put(line.key(), line.value());
            content.skip(1);
        }
        ByteString torn = content.readByteString();
        if (!StateLine.beginsWith(withoutTrailingZeros(torn))) {
            throw malformedLine(lines + 1);
        }
        if (torn.size() > 0) {
            old.setLength(bytes.length - torn.size());
        }
        return lines;
    }

    /** Returns whether only zeros follow the end of a line. */
    private static boolean isLast(Buffer lineEnd) {
        return withoutTrailingZeros(lineEnd.snapshot()).size() <= 1;
    }

    private static ByteString withoutTrailingZeros(ByteString torn) {
        int size = torn.size();
        while (size > 0 && torn.getByte(size - 1) == 0) {
            size--;
        }
        return torn.substring(0, size);
    }

    private IllegalArgumentException malformedLine(int line) {
        return new IllegalArgumentException(
                "line " + line + " of " + path + " is not a line of a state store: it is another file, or was changed");
    }

    /** Returns the current values as lines. */
    private byte[] content() {
        Buffer lines = new Buffer();
        values.forEach((key, value) -> lines.write(new StateLine(key, value).encoded()));
        return lines.readByteArray();
    }

    @Override
    public synchronized Optional<String> read(String key) {
        return Optional.ofNullable(values.get(Objects.requireNonNull(key, "key")));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the value could not be written, for instance because the store is closed, the
     *     disk is full, or another program deleted, moved, replaced or changed the file
     */
    @Override
    public synchronized void write(String key, String value) {
        byte[] line =
                new StateLine(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")).encoded();
        try {
            append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("state store " + path + " cannot be written: " + e, e);
        }
        values.put(key, value);
    }

    private void append(byte[] line) throws IOException {
        if (torn) {
            truncateIncompleteLine();
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
                truncateIncompleteLine();
            } catch (IOException later) {
                e.addSuppressed(later); // the next write retries it
            }
            throw e;
        }
        end += line.length;
        torn = false;
    }

    private static void check(boolean untouched) throws IOException {
        if (!untouched) {
            throw new IOException("another program deleted, moved, replaced or changed it; open the state store again");
        }
    }

    /** Returns whether the path still leads to the open file. */
    private boolean isInPlace() {
        try {
            return key(path).equals(key);
        } catch (IOException e) {
            return false;
        }
    }

    /** Truncates the file after the last complete line, so that no incomplete line precedes the next one. */
    private void truncateIncompleteLine() throws IOException {
        if (file.length() > end) {
            file.setLength(end);
        }
        torn = false;
    }

    /**
     * Releases the file. Written values stay. Closing twice has no effect.
     *
     * @throws UncheckedIOException if the file cannot be closed
     */
    @Override
    public synchronized void close() {
        try {
            file.close();
            if (lock.isOpen()) {
                lock.close();
                synchronized (OPEN) { // last, so that the locks are free when another thread opens the file
                    OPEN.removeAll(ownIdentities);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("state store " + path + " cannot be closed: " + e, e);
        }
    }
}
