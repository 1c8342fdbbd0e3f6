package com.inboxapp.sdk.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an open file with new content atomically. The steps that can fail on a full disk are overridable for tests.
 */
class FileReplacement {
    /**
     * Writes a new file next to the old one and moves it into its place.
     *
     * @return the new file, open, locked and synced, after closing the old one; or the unchanged old file if that
     *     failed
     */
    final RandomAccessFile replaced(Path path, RandomAccessFile old, byte[] content) {
        Path fresh = freshOf(path);
        RandomAccessFile file = null;
        try {
            Files.deleteIfExists(fresh);
            file = create(fresh);
            keepPermissions(path, fresh);
            write(file, content);
            if (file.getChannel().tryLock() == null) {
                throw new IOException(fresh + " is locked");
            }
            move(fresh, path);
        } catch (IOException e) {
            discard(file, fresh);
            return old;
        }
        close(old);
        return file;
    }

    /** Returns the path of the new file. */
    static Path freshOf(Path path) {
        return Path.of(path + ".new");
    }

    /** Copies the permissions, so that the new file is not readable by more users. */
    private static void keepPermissions(Path path, Path fresh) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (old != null) {
            Files.setPosixFilePermissions(fresh, old.readAttributes().permissions());
        }
    }

    RandomAccessFile create(Path fresh) throws IOException {
        return new RandomAccessFile(fresh.toFile(), "rw");
    }

    void write(RandomAccessFile file, byte[] content) throws IOException {
        file.write(content);
        file.getFD().sync();
    }

    void move(Path fresh, Path path) throws IOException {
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void discard(@Nullable RandomAccessFile file, Path fresh) {
        if (file != null) {
            close(file);
        }
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            // deleted before the next one is written
        }
    }

    /** Closes a file that is no longer needed and has no unwritten data. */
    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // nothing to recover
        }
    }
}
