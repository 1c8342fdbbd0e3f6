package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileJournalTest {
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
    void whatWasWrittenLastIsThereAfterEveryReopening(
            @ForAll @Size(max = 30) java.util.List<@net.jqwik.api.From("writes") Write> writes) throws IOException {
        Path folder = Files.createTempDirectory("journal");
        Path path = folder.resolve("journal");
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i <= writes.size(); i += 5) {
            try (FileJournal journal = FileJournal.open(path)) {
                expected.forEach((key, value) -> assertThat(journal.read(key)).contains(value));
                assertThat(journal.read("nobody")).isEmpty();
                for (Write write : writes.subList(i, Math.min(i + 5, writes.size()))) {
                    journal.write(write.key, write.value);
                    expected.put(write.key, write.value);
                    assertThat(journal.read(write.key)).contains(write.value);
                }
            }
        }
        Files.delete(path);
        Files.delete(folder.resolve("journal.lock"));
        Files.delete(folder);
    }

    @Test
    void aLineThatACrashCutOffIsDroppedWhereverItWasCut(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("journal");
        try (FileJournal journal = FileJournal.open(path)) {
            journal.write("a\\", "1");
            journal.write("b\"", "\u20ac2\n");
        }
        byte[] whole = Files.readAllBytes(path);
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            Optional<String> first = length < firstLine ? Optional.empty() : Optional.of("1");
            try (FileJournal journal = FileJournal.open(path)) {
                assertThat(journal.read("a\\")).isEqualTo(first);
                assertThat(journal.read("b\"")).isEmpty();
                journal.write("c", "3");
            }
            try (FileJournal journal = FileJournal.open(path)) {
                assertThat(journal.read("a\\")).isEqualTo(first);
                assertThat(journal.read("c")).contains("3");
            }
        }
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
                "{\"a\":\"1\"}"
            })
    void anotherFileIsRefusedAndLeftAsItIs(String content, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("notes.txt");
        Files.writeString(path, content);
        assertThatThrownBy(() -> FileJournal.open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.txt");
        assertThat(Files.readString(path)).isEqualTo(content);
        Files.delete(path);
        FileJournal.open(path).close();
    }

    @Test
    void oneThatIsOpenIsNotOpenedTwice(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("journal");
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        try (FileJournal journal = FileJournal.open(path)) {
            assertThatThrownBy(() -> FileJournal.open(path)).hasMessageContaining("open already");
            assertThatThrownBy(() -> FileJournal.open(folder.resolve("../" + folder.getFileName() + "/journal")))
                    .hasMessageContaining("open already");
            assertThatThrownBy(() -> FileJournal.open(link)).hasMessageContaining("open already");
            journal.write("a", "1");
        }
        FileJournal.open(path).close();
    }

    /** The locks of a file belong to the process: closing any channel to it gives them up. */
    @Test
    void oneThatWasRefusedHereIsStillRefusedToAnotherProcess(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("journal");
        try (FileJournal journal = FileJournal.open(path)) {
            assertThat(openedByAnotherProcess(path)).contains("open already");
            assertThatThrownBy(() -> FileJournal.open(path)).hasMessageContaining("open already");
            assertThat(openedByAnotherProcess(path)).contains("open already");
            journal.write("a", "1");
        }
        assertThat(openedByAnotherProcess(path)).isEqualTo("Optional[1]");
    }

    private static String openedByAnotherProcess(Path path) throws IOException {
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
            try (FileJournal journal = FileJournal.open(Path.of(arguments[0]))) {
                System.out.println(journal.read("a"));
            }
        }
    }

    @Test
    void linesThatAreSupersededGoWhenItIsOpenedAgain(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("journal");
        try (FileJournal journal = FileJournal.open(path)) {
            for (int i = 0; i < 1_100; i++) {
                journal.write("a", "" + i);
            }
        }
        try (FileJournal journal = FileJournal.open(path)) {
            assertThat(Files.readAllLines(path)).hasSize(1);
            assertThat(journal.read("a")).contains("1099");
            journal.write("b", "1");
        }
        assertThat(Files.readAllLines(path)).hasSize(2);
    }

    @Test
    void oneThatIsClosedSaysSoAndKeepsWhatItHad(@TempDir Path folder) {
        Path path = folder.resolve("journal");
        FileJournal journal = FileJournal.open(path);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.write("a", "1"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(path.toString());
        assertThat(journal.read("a")).isEmpty();
    }

    @Test
    void aThreadThatIsInterruptedWritesAllTheSame(@TempDir Path folder) {
        try (FileJournal journal = FileJournal.open(folder.resolve("journal"))) {
            Thread.currentThread().interrupt();
            journal.write("a", "1");
            assertThat(Thread.interrupted()).isTrue();
            journal.write("b", "2");
            assertThat(journal.read("b")).contains("2");
        }
    }
}
