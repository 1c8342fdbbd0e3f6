package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommittedPactIT {
    private static final Path RECORDED = Path.of("target", "pacts");
    private static final Path COMMITTED = Path.of("pacts");

    @Test
    void thePactsThatWereRecordedAreThoseUnderVersionControl() throws IOException {
        assertThat(names(RECORDED)).isNotEmpty().isEqualTo(names(COMMITTED));
        for (String name : names(RECORDED)) {
            assertThat(RECORDED.resolve(name))
                    .as(
                            "the SDK sends or reads something else than before: read the difference, and if it is meant, copy %s over %s",
                            RECORDED.resolve(name), COMMITTED.resolve(name))
                    .hasSameTextualContentAs(COMMITTED.resolve(name));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
