package com.inboxapp.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStateStoreTest {
    record Write(String key, String value) {}

    @Provide
    Arbitrary<Write> writes() {
        Arbitrary<String> keys =
                Arbitraries.of("a", "b\n", "\"c\"", "", "\u20ac", "d e", "?", "\ud800", "\ude00\ud83d");
        Arbitrary<String> values = Arbitraries.strings()
                .withChars("ab\n\r\"\\\u0000\u2028\u20ac[],\ud83d\ude00?")
                .ofMaxLength(20);
        return keys.flatMap(key -> values.map(value -> new Write(key, value)));
    }

    @Property(tries = 100)
    void returnsTheLastWrittenValueAfterReopening(
            @ForAll @Size(max = 30) java.util.List<@net.jqwik.api.From("writes") Write> writes) throws IOException {
        Path folder = Files.createTempDirectory("store");
        Path path = folder.resolve("store");
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i <= writes.size(); i += 5) {
            try (FileStateStore store = FileStateStore.open(path)) {
                expected.forEach((key, value) -> assertThat(store.read(key)).contains(value));
                assertThat(store.read("nobody")).isEmpty();
                for (Write write : writes.subList(i, Math.min(i + 5, writes.size()))) {
                    store.write(write.key, write.value);
                    expected.put(write.key, write.value);
                    assertThat(store.read(write.key)).contains(write.value);
                }
            }
        }
        Files.delete(path);
        Files.delete(folder.resolve("store.lock"));
        Files.delete(folder);
    }

    @Test
    void dropsALineTruncatedByACrashAtAnyPosition(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        try (FileStateStore store = FileStateStore.open(path)) {
            store.write("a\\", "1");
            store.write("b\"", "\u20ac2\n");
        }
        byte[] whole = Files.readAllBytes(path);
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            Optional<String> first = length < firstLine ? Optional.empty() : Optional.of("1");
            try (FileStateStore store = FileStateStore.open(path)) {
                assertThat(store.read("a\\")).isEqualTo(first);
                assertThat(store.read("b\"")).isEmpty();
                store.write("c", "3");
            }
            try (FileStateStore store = FileStateStore.open(path)) {
                assertThat(store.read("a\\")).isEqualTo(first);
                assertThat(store.read("c")).contains("3");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 4096, 100_000})
    void dropsTrailingNulBytesAfterALineTruncatedAtAnyPosition(int nulBytes, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        byte[] whole = "[\"a\",\"1\"]\n[\"b\\u005c\",\"\u20ac2\"]\n".getBytes(StandardCharsets.UTF_8);
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(Arrays.copyOf(whole, length), length + nulBytes));
            try (FileStateStore store = FileStateStore.open(path)) {
                assertThat(store.read("a")).isEqualTo(length < firstLine ? Optional.empty() : Optional.of("1"));
                assertThat(store.read("b\\").isPresent()).isEqualTo(length == whole.length);
                store.write("c", "3");
            }
            try (FileStateStore store = FileStateStore.open(path)) {
                assertThat(store.read("a")).isEqualTo(length < firstLine ? Optional.empty() : Optional.of("1"));
                assertThat(store.read("c")).contains("3");
            }
        }
    }

    @Test
    void reportsNulBytesBeforeTheLastLine(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        Files.writeString(path, "[\"a\",\"1\"]\n[\"b\",\"\0\0\"]\n[\"c\",\"3\"]\n");

        assertThatThrownBy(() -> FileStateStore.open(path)).hasMessageContainingAll("line 2 of", "store", "NUL bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['a','1']~['b','0~ | 2",
                "['a','1']~['b','00~00 | 2",
                "['a','1']~['0','2']~ | 2",
                "['a','1']~000~ | 2",
                "['a','1']~0['b','2']~ | 2",
                "00~ | 1"
            })
    void reportsNulBytesInTheLastLineAsLeftByACrash(String content, int line, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        String written = content.replace('\'', '"').replace('~', '\n').replaceAll("0", "\0");
        Files.writeString(path, written);

        assertThatThrownBy(() -> FileStateStore.open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("line " + line + " of", "the last line", "NUL bytes", "remove the line")
                .hasMessageNotContaining("not the last one");
        assertThat(path).hasContent(written);
    }

    @Test
    void distinguishesNulBytesBeforeATruncatedLineFromTheLastLine(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        Files.writeString(path, "[\"a\",\"1\"]\n\0\0\n[\"c\",");

        assertThatThrownBy(() -> FileStateStore.open(path))
                .hasMessageContainingAll("line 2 of", "is not the last line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"store.lock", "store.new", "./store.lock", "link", "hard"})
    void rejectsFilesThatBelongToAnOpenStore(String name, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        try (FileStateStore store = FileStateStore.open(path)) {
            Files.createSymbolicLink(folder.resolve("link"), folder.resolve("store.lock"));
            Files.createLink(folder.resolve("hard"), folder.resolve("store.lock"));

            assertThatThrownBy(() -> FileStateStore.open(folder.resolve(name)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(folder.resolve(name).toString(), "already open");
            assertThat(openInAnotherProcess(path)).contains("already open");
            store.write("a", "1");
        }
        try (FileStateStore store = FileStateStore.open(path)) {
            assertThat(store.read("a")).contains("1");
        }
    }

    @Test
    void rejectsAStoreWhoseLockFileIsOpenAsAnotherStore(@TempDir Path folder) throws IOException {
        try (FileStateStore lock = FileStateStore.open(folder.resolve("store.lock"))) {
            assertThatThrownBy(() -> FileStateStore.open(folder.resolve("store")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already open");
            assertThat(openInAnotherProcess(folder.resolve("store"))).contains("already open");
            lock.write("a", "1");
        }
        FileStateStore.open(folder.resolve("store")).close();
    }

    @Test
    void rejectsAStoreThatIsItsOwnLockFile(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("store"), "[\"a\",\"1\"]\n");
        Path lock = Files.createLink(folder.resolve("store.lock"), path);
        assertThatThrownBy(() -> FileStateStore.open(path)).hasMessageContainingAll("store", "already open");

        Files.delete(lock);
        FileStateStore.open(path).close();
    }

    @Test
    void rejectsADirectoryAndCreatesNothingBesideIt(@TempDir Path folder) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("store"));
        assertThatThrownBy(() -> FileStateStore.open(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(directory.toString(), "is not a regular file");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(directory);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void rejectsADevice() {
        assertThatThrownBy(() -> FileStateStore.open(Path.of("/dev/null")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("/dev/null", "is not a regular file");
        assertThat(Path.of("/dev/null.lock")).doesNotExist();
    }

    private interface Change {
        void applyTo(Path path) throws IOException;
    }

    static Map<String, Change> changes() {
        return Map.of(
                "deleted", Files::delete,
                "moved", path -> Files.move(path, path.resolveSibling("elsewhere")),
                "replaced",
                        path -> {
                            Files.writeString(path.resolveSibling("fresh"), "[\"a\",\"1\"]\n");
                            Files.move(path.resolveSibling("fresh"), path, StandardCopyOption.REPLACE_EXISTING);
                        },
                "written anew",
                        path -> {
                            Files.delete(path);
                            Files.writeString(path, "[\"a\",\"1\"]\n");
                        },
                "in a directory that was moved",
                        path -> Files.move(path.getParent(), path.getParent().resolveSibling("elsewhere")),
                "cut off", path -> truncate(path, 3),
                "emptied", path -> truncate(path, 0),
                "longer", path -> Files.writeString(path, "[\"b\",\"2\"]\n", StandardOpenOption.APPEND));
    }

    /** Truncates the file in another process: this process would release its lock by closing the file. */
    private static void truncate(Path path, int size) throws IOException {
        try {
            new ProcessBuilder("truncate", "-s", String.valueOf(size), path.toString())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    static Set<String> changeNames() {
        return new TreeSet<>(changes().keySet());
    }

    @ParameterizedTest
    @MethodSource("changeNames")
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void failsToWriteAfterAnotherProgramChangedTheFile(String change, @TempDir Path folder) throws IOException {
        Path path = Files.createDirectory(folder.resolve("state")).resolve("store");
        try (FileStateStore store = FileStateStore.open(path)) {
            store.write("a", "1");
            changes().get(change).applyTo(path);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.write("b", "2"))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContainingAll(path.toString(), "another program");
            }
            assertThat(store.read("a")).contains("1");
            assertThat(store.read("b")).isEmpty();
        }
    }

    enum Step {
        CREATE,
        WRITE,
        MOVE
    }

    /** Simulates a disk that is full at a certain step. */
    static final class FullDisk extends FileReplacement {
        private final Step step;

        FullDisk(Step step) {
            this.step = step;
        }

        private void failAt(Step next) throws IOException {
            if (step == next) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        RandomAccessFile create(Path fresh) throws IOException {
            failAt(Step.CREATE);
            return super.create(fresh);
        }

        @Override
        void write(RandomAccessFile file, byte[] content) throws IOException {
            file.write(content, 0, content.length / 2);
            failAt(Step.WRITE);
            file.seek(0);
            super.write(file, content);
        }

        @Override
        void move(Path fresh, Path path) throws IOException {
            failAt(Step.MOVE);
            super.move(fresh, path);
        }
    }

    private static Path createStoreWithManySupersededLines(Path folder) {
        Path path = folder.resolve("store");
        try (FileStateStore store = FileStateStore.open(path)) {
            for (int i = 0; i < 1_100; i++) {
                store.write("a", "" + i);
            }
        }
        return path;
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void preservesFilePermissionsOnRewrite(@TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        long before = Files.size(path);
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(path, mine);

        FileStateStore.open(path).close();

        assertThat(Files.size(path)).isLessThan(before);
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(mine);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void keepsUsingTheFileWhenARewriteFails(Step step, @TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        byte[] before = Files.readAllBytes(path);
        try (FileStateStore store = FileStateStore.open(path, new FullDisk(step))) {
            assertThat(Files.readAllBytes(path)).isEqualTo(before);
            assertThat(folder.resolve("store.new")).doesNotExist();
            assertThat(store.read("a")).contains("1099");
            store.write("b", "1");
            assertThat(openInAnotherProcess(path)).contains("already open");
        }
        try (FileStateStore store = FileStateStore.open(path)) {
            assertThat(Files.readAllLines(path)).hasSize(2);
            assertThat(store.read("a")).contains("1099");
            assertThat(store.read("b")).contains("1");
        }
    }

    @Test
    void keepsUsingTheFileWhenTheTemporaryFileCannotBeCreated(@TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        Files.createDirectories(folder.resolve("store.new/not empty"));
        try (FileStateStore store = FileStateStore.open(path)) {
            assertThat(store.read("a")).contains("1099");
        }
        assertThat(Files.readAllLines(path)).hasSize(1_100);
    }

    @Test
    void ignoresLeftoversOfAnEarlierRewrite(@TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        Path other = Files.writeString(folder.resolve("notes"), "my notes".repeat(100));
        Files.createSymbolicLink(folder.resolve("store.new"), other);
        FileStateStore.open(path).close();

        assertThat(Files.isSymbolicLink(path)).isFalse();
        assertThat(path).hasContent("[\"a\",\"1099\"]");
        assertThat(other).hasContent("my notes".repeat(100));
    }

    @Test
    void detectsAHardLinkToAnOpenStore(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        Path link = folder.resolve("link");
        try (FileStateStore store = FileStateStore.open(path)) {
            Files.createLink(link, path);
            store.write("a", "1");
            assertThatThrownBy(() -> FileStateStore.open(link))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("link", "already open");
            assertThat(openInAnotherProcess(link)).contains("already open");
            assertThat(openInAnotherProcess(path)).contains("already open");
        }
        try (FileStateStore store = FileStateStore.open(link)) {
            assertThatThrownBy(() -> FileStateStore.open(path)).hasMessageContaining("already open");
            assertThat(openInAnotherProcess(path)).contains("already open");
            assertThat(store.read("a")).contains("1");
        }
        FileStateStore.open(path).close();
    }

    @Test
    void detectsAHardLinkToARewrittenStore(@TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        try (FileStateStore store = FileStateStore.open(path)) {
            // reading the file would release the lock of the process
            assertThat(Files.size(path)).isLessThan(100);
            Path link = Files.createLink(folder.resolve("link"), path);
            assertThatThrownBy(() -> FileStateStore.open(link)).hasMessageContaining("already open");
            assertThat(openInAnotherProcess(link)).contains("already open");
            assertThat(store.read("a")).contains("1099");
        }
    }

    @Test
    void doesNotRewriteAFileWithTwoHardLinks(@TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        Path link = Files.createLink(folder.resolve("link"), path);
        try (FileStateStore store = FileStateStore.open(path)) {
            store.write("b", "1");
        }
        assertThat(Files.readAllLines(link)).hasSize(1_101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my notes\nand more",
                "my only note",
                "[\"my\",\"only\",\"list\"]",
                "[\"my\",\"list\"]\n[\"my\",\"only\",\"list\"]",
                "[\"my\",\"list\"][\"on\",\"a line\"]\n",
                "[\"my\",\"list\"] \n",
                "[1,2]\n",
                "[\"a\",1",
                "[\"a\",\"\\x\"]\n",
                "\n",
                "{\"a\":\"1\"}",
                "\0my note",
                "my note\0",
                "[\"a\",\"1\"]\n\0[\"b\",\"2\"]",
                "[\"a\",\"1\"]\n\0\0[\"b\",\"2\"]\n",
                "[\"a\",\"1\"]\n\0\0\n",
                "[\"a\",\"1\0\0\"]\n",
                "[\"a\",\"1\"]\0\0\n[\"b\",\"2\"]\n"
            })
    void rejectsAForeignFileAndLeavesItUnchanged(String content, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("notes.txt");
        Files.writeString(path, content);
        assertThatThrownBy(() -> FileStateStore.open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.txt");
        assertThat(Files.readString(path)).isEqualTo(content);
        Files.delete(path);
        FileStateStore.open(path).close();
    }

    @Test
    void rejectsOpeningAStoreTwice(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("store");
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        try (FileStateStore store = FileStateStore.open(path)) {
            assertThatThrownBy(() -> FileStateStore.open(path)).hasMessageContaining("already open");
            assertThatThrownBy(() -> FileStateStore.open(folder.resolve("../" + folder.getFileName() + "/store")))
                    .hasMessageContaining("already open");
            assertThatThrownBy(() -> FileStateStore.open(link)).hasMessageContaining("already open");
            store.write("a", "1");
        }
        FileStateStore.open(path).close();
    }

    /** The locks of a file belong to the process: closing any channel to the file releases them. */
    @Test
    void keepsTheLockAfterRejectingASecondOpen(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("store");
        try (FileStateStore store = FileStateStore.open(path)) {
            assertThat(openInAnotherProcess(path)).contains("already open");
            assertThatThrownBy(() -> FileStateStore.open(path)).hasMessageContaining("already open");
            assertThat(openInAnotherProcess(path)).contains("already open");
            store.write("a", "1");
        }
        assertThat(openInAnotherProcess(path)).isEqualTo("Optional[1]");
    }

    private static String openInAnotherProcess(Path path) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherProcess.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    static final class AnotherProcess {
        public static void main(String[] arguments) {
            try (FileStateStore store = FileStateStore.open(Path.of(arguments[0]))) {
                System.out.println(store.read("a"));
            }
        }
    }

    @Test
    void dropsSupersededLinesOnReopening(@TempDir Path folder) throws IOException {
        Path path = createStoreWithManySupersededLines(folder);
        try (FileStateStore store = FileStateStore.open(path)) {
            assertThat(Files.readAllLines(path)).hasSize(1);
            assertThat(store.read("a")).contains("1099");
            store.write("b", "1");
        }
        assertThat(Files.readAllLines(path)).hasSize(2);
    }

    @Test
    void rejectsWritesButAllowsReadsAfterClose(@TempDir Path folder) {
        Path path = folder.resolve("store");
        FileStateStore store = FileStateStore.open(path);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.write("a", "1"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(path.toString());
        assertThat(store.read("a")).isEmpty();
    }

    @Test
    void writesInAnInterruptedThread(@TempDir Path folder) {
        try (FileStateStore store = FileStateStore.open(folder.resolve("store"))) {
            Thread.currentThread().interrupt();
            store.write("a", "1");
            assertThat(Thread.interrupted()).isTrue();
            store.write("b", "2");
            assertThat(store.read("b")).contains("2");
        }
    }
}
