package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
    private static final String SMALL = Documents.response("""
            Thing: {type: object, properties: {old: {$ref: '#/components/schemas/Old'}, kept: {$ref: '#/components/schemas/Kept'}}}
            Old: {type: object, properties: {name: {type: string}}}
            Kept: {type: object, properties: {name: {type: string}}}
            """);

    @TempDir
    private Path folder;

    private static String inbox() throws IOException {
        return Files.readString(Path.of("src/main/openapi/inbox.yaml"));
    }

    private Map<String, FileTime> times() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("core/generated/src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private void age() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("core/generated/src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
        }
    }

    @Test
    void generatesTheSameBytesTwice() throws IOException {
        Generation first = Generation.withRx(inbox(), folder.resolve("first"));
        Generation second = Generation.withRx(inbox(), folder.resolve("second"));

        assertThat(second.files()).isEqualTo(first.files());
        assertThat(first.models())
                .contains("InboxThread", "ThreadPage", "ListThreadsQuery")
                .doesNotContain("Thread", "Error");
    }

    @Test
    void generatesCodeAndJavadocWithoutWarnings() throws IOException {
        Generation generation = Generation.withRx(inbox(), folder);

        assertThatCode(() -> generation.compile("-Xdoclint:all,-missing")).doesNotThrowAnyException();
    }

    @Test
    void theOrderOfSchemasDoesNotAffectTheClasses() {
        String schemas = "A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}\n";
        String more = "B: {type: object, properties: {text: {type: string}}}\n";
        String path = Documents.path("get", "things.get", "safe", "", Documents.responding("A"));

        Generation one = Generation.of(Documents.of(path, schemas + more), folder.resolve("one"));
        Generation other = Generation.of(Documents.of(path, more + schemas), folder.resolve("other"));

        assertThat(other.files()).isEqualTo(one.files());
    }

    @Test
    void deletesOnlyTheClassOfARemovedSchema() throws IOException {
        Generation.of(SMALL, folder);
        age();

        Generation.of(Documents.response("""
                Thing: {type: object, properties: {kept: {$ref: '#/components/schemas/Kept'}}}
                Kept: {type: object, properties: {name: {type: string}}}
                """), folder);

        Map<String, FileTime> times = times();
        assertThat(times)
                .containsOnlyKeys(
                        "InboxApis.java",
                        "InboxModels.java",
                        "Kept.java",
                        "Thing.java",
                        "ThingsApi.java",
                        "package-info.java");
        assertThat(times)
                .containsEntry("Kept.java", LONG_AGO)
                .containsEntry("ThingsApi.java", LONG_AGO)
                .containsEntry("InboxApis.java", LONG_AGO);
        assertThat(times.get("Thing.java")).isNotEqualTo(LONG_AGO);
        assertThat(times.get("InboxModels.java")).isNotEqualTo(LONG_AGO);
    }

    @Test
    void deletesTheInterfaceOfARemovedTag() throws IOException {
        String thing = "Thing: {type: object, properties: {name: {type: string}}}";
        String things = Documents.path("get", "things.get", "safe", "", Documents.responding("Thing"));
        Generation.of(
                Documents.of(
                        things + Documents.path("get", "others.get", "safe", "", Documents.responding("Thing")), thing),
                folder);

        Generation.of(Documents.of(things, thing), folder);

        assertThat(times()).containsKey("ThingsApi.java").doesNotContainKey("OthersApi.java");
    }

    @Test
    void rewritesNothingForAnUnchangedDocument() throws IOException {
        Generation.of(SMALL, folder);
        age();

        Generation.of(SMALL, folder);

        assertThat(times())
                .isNotEmpty()
                .allSatisfy((file, time) -> assertThat(time).isEqualTo(LONG_AGO));
    }

    @Test
    void rewritesOnlyTheChangedClass() throws IOException {
        Generation.of(SMALL, folder);
        age();

        Generation.of(
                SMALL.replace("Kept: {type: object, properties: {name:", "Kept: {type: object, properties: {title:"),
                folder);

        assertThat(times())
                .allSatisfy((file, time) ->
                        assertThat(time.equals(LONG_AGO)).as(file).isEqualTo(!file.equals("Kept.java")));
    }

    @Test
    void keepsOtherPackagesInTheSameFolder() throws IOException {
        Generation.of(SMALL, folder);

        Generation.of(
                SMALL,
                folder,
                plugin -> plugin.setApiPackage("com.inboxapp.sdk.rx.api")
                        .setApiNameSuffix("RxApi")
                        .addAdditionalProperty("callType", "RxJava3")
                        .addGlobalProperty("apis", "")
                        .addGlobalProperty("supportingFiles", ""));

        assertThat(times()).containsKeys("Kept.java", "InboxModels.java", "ThingsApi.java", "ThingsRxApi.java");
    }

    @Test
    void ignoresTheFileListOfAnEarlierRun() throws IOException {
        Generation.of(SMALL, folder);

        Generation.of(
                SMALL.replace("Old", "Young"),
                folder,
                plugin -> plugin.addAdditionalProperty("generateMetadata", "false")
                        .addGlobalProperty("models", "")
                        .addGlobalProperty("apis", ""));

        assertThat(times()).containsKeys("Young.java", "Kept.java", "ThingsApi.java");
    }
}
