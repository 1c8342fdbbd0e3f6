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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    record Write(String key, String value) {}

    @Provide
    Arbitrary<Write> writes() {
        Arbitrary<String> keys = Arbitraries.of("a", "b\n", "\"c\"", "", "\u20ac", "d e");
        Arbitrary<String> values = Arbitraries.strings()
                .withChars("ab\n\r\"\\\u0000\u2028\u20ac[],")
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
            journal.write("a", "1");
            journal.write("b", "\u20ac2");
        }
        byte[] whole = Files.readAllBytes(path);
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = firstLine; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            try (FileJournal journal = FileJournal.open(path)) {
                assertThat(journal.read("a")).contains("1");
                assertThat(journal.read("b")).isEmpty();
                journal.write("c", "3");
            }
            try (FileJournal journal = FileJournal.open(path)) {
                assertThat(journal.read("a")).contains("1");
                assertThat(journal.read("c")).contains("3");
            }
        }
    }

    @Test
    void anotherFileIsRefusedAndLeftAsItIs(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("notes.txt");
        Files.writeString(path, "my notes\nand more");
        assertThatThrownBy(() -> FileJournal.open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.txt");
        assertThat(path).hasContent("my notes\nand more");
        Files.delete(path);
        FileJournal.open(path).close();
    }

    @Test
    void aFileOfOneLineWithoutAnEndIsNotEmptied(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("notes.txt");
        Files.writeString(path, "my only note");
        assertThatThrownBy(() -> FileJournal.open(path)).isInstanceOf(IllegalArgumentException.class);
        assertThat(path).hasContent("my only note");
    }

    @Test
    void oneThatIsOpenIsNotOpenedTwice(@TempDir Path folder) {
        Path path = folder.resolve("journal");
        try (FileJournal journal = FileJournal.open(path)) {
            assertThatThrownBy(() -> FileJournal.open(path)).hasMessageContaining("open already");
            journal.write("a", "1");
        }
        FileJournal.open(path).close();
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
