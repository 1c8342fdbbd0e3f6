package com.inboxapp.sdk.rx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/** Puts a file with other content in the place of one that is open, whole or not at all. Its steps are those that a full disk can fail. */
class FileReplacement {
    /**
     * Writes a file beside the old one and moves it into its place.
     *
     * @return the new file, open, locked and on the disk, and the old one is closed; or the old one, untouched, if that failed
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

    /** Where the new file is written. */
    static Path freshOf(Path path) {
        return Path.of(path + ".new");
    }

    /** Who could not read the old file cannot read the new one. */
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
            // it is deleted before the next one is written
        }
    }

    /** Of a file that is not needed any more; nothing of it is left to be written. */
    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // there is nothing to be done about it
        }
    }
}
