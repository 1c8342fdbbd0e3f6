package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreeStateTest {
    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        String update =
                Documents.path("patch", "things.update", "idempotent", Documents.taking("Update"), Documents.nothing());
        String settings = Documents.path(
                "put", "things.settings", "idempotent", Documents.taking("Settings"), Documents.nothing());
        compiled = Generation.of(Documents.of(update + settings, """
                                Update:
                                  type: object
                                  x-inbox-three-state: true
                                  x-inbox-aliases: {note: {reference: remark, also: [comment]}}
                                  properties:
                                    done: {type: boolean}
                                    note: {type: [string, 'null'], minLength: 2}
                                    owner: {oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}]}
                                    tags: {type: [array, 'null'], items: {type: string}}
                                Settings:
                                  type: object
                                  required: [enabled]
                                  x-inbox-three-state: true
                                  x-inbox-aliases: {enabled: {reference: active}}
                                  properties: {enabled: {type: [boolean, 'null']}}
                                Id: {type: string, x-inbox-id: {kind: inbox}}
                                """), folder).compile();
    }

    private static Object cleared(String type, String clearer) {
        return call(call(call(compiled.model(type), "builder"), clearer), "build");
    }

    @Test
    void absentIsNotWritten() {
        assertThat(compiled.write(compiled.build("Update"))).isEqualTo("{}");
    }

    @Test
    void clearIsWrittenAsNull() {
        assertThat(compiled.write(cleared("Update", "clearNote"))).isEqualTo("{\"note\":null}");
        assertThat(compiled.write(cleared("Update", "clearOwner"))).isEqualTo("{\"owner\":null}");
    }

    @Test
    void aValueIsWritten() {
        assertThat(compiled.write(
                        compiled.build("Update", "note", "ab", "owner", compiled.of("Id", "o"), "tags", List.of("t"))))
                .isEqualTo("{\"note\":\"ab\",\"owner\":\"o\",\"tags\":[\"t\"]}");
    }

    @Test
    void encodesTheReferenceNameForNullAndForAValue() {
        assertThat(compiled.write(cleared("Update", "clearNote"), "REFERENCE")).isEqualTo("{\"remark\":null}");
        assertThat(compiled.write(compiled.build("Update", "note", "ab"), "REFERENCE"))
                .isEqualTo("{\"remark\":\"ab\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"note\":null}",
                "{\"note\":\"ab\",\"owner\":null,\"tags\":null}",
                "{\"done\":true,\"tags\":[]}"
            })
    void allThreeStatesAreReadBack(String json) throws IOException {
        assertThat(compiled.write(compiled.read("Update", json))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'remark': null}                 | {'note':null}",
                "{'comment': null}                | {'note':null}",
                "{'note': 'ab', 'remark': null}   | {'note':'ab'}",
                "{'remark': null, 'note': 'ab'}   | {'note':'ab'}",
                "{'note': null, 'remark': 'ab'}   | {'note':null}",
                "{'remark': 'ab', 'note': null}   | {'note':null}",
            })
    void theCanonicalNameWinsInAllThreeStates(String read, String written) throws IOException {
        assertThat(compiled.write(compiled.read("Update", read.replace('\'', '"'))))
                .isEqualTo(written.replace('\'', '"'));
    }

    @Test
    void aNonNullablePropertyHasTwoStates() {
        assertThat(compiled.write(compiled.build("Update", "done", null))).isEqualTo("{}");
        assertThat(compiled.model("Update").getRecordComponents()[0].getType()).isEqualTo(Boolean.class);
    }

    @Test
    void rejectsNullAndNamesTheClearMethod() {
        assertThatThrownBy(() -> compiled.build("Update", "note", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Update.note")
                .hasMessageContaining("clearNote()");
    }

    @Test
    void toBuilderKeepsTheState() {
        Object cleared = cleared("Update", "clearNote");

        assertThat(call(call(cleared, "toBuilder"), "build")).isEqualTo(cleared);
        assertThat(compiled.write(call(call(call(cleared, "toBuilder"), "note", "ab"), "build")))
                .isEqualTo("{\"note\":\"ab\"}");
    }

    @Test
    void boundsApplyToAValueOnly() {
        assertThatThrownBy(() -> compiled.build("Update", "note", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Update.note");
        assertThat(cleared("Update", "clearNote")).isNotNull();
    }

    @Test
    void aListIsCopied() {
        List<String> given = new ArrayList<>(List.of("a"));
        Object update = compiled.build("Update", "tags", given);

        given.add("b");

        assertThat(compiled.write(update)).isEqualTo("{\"tags\":[\"a\"]}");
        assertThat((List<?>) call(call(update, "tags"), "value")).isUnmodifiable();
    }

    @Test
    void aRequiredPropertyMustBeSetOrCleared() {
        assertThatThrownBy(() -> compiled.build("Settings"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Settings.enabled is required: set a value, or call clearEnabled()");
        assertThat(compiled.write(cleared("Settings", "clearEnabled"))).isEqualTo("{\"enabled\":null}");
        assertThat(compiled.write(compiled.build("Settings", "enabled", true))).isEqualTo("{\"enabled\":true}");
    }

    @Test
    void decodesNullOfARequiredPropertyUnderEitherName() throws IOException {
        assertThat(compiled.read("Settings", "{\"enabled\": null}")).isEqualTo(cleared("Settings", "clearEnabled"));
        assertThat(compiled.read("Settings", "{\"active\": null}")).isEqualTo(cleared("Settings", "clearEnabled"));
        assertThatThrownBy(() -> compiled.read("Settings", "{}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.enabled is required");
    }
}
