package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String NOTE = "{\"id\":\"n1\",\"text\":\"hello\"}";

    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        compiled = Generation.of(Documents.response("""
                                Both:
                                  type: object
                                  properties:
                                    list: {$ref: '#/components/schemas/NoteList'}
                                    lookup: {$ref: '#/components/schemas/NoteLookup'}
                                    note: {$ref: '#/components/schemas/Note'}
                                NoteList:
                                  type: object
                                  required: [notes]
                                  x-inbox-envelope: notes
                                  properties: {notes: {type: array, items: {$ref: '#/components/schemas/Note'}}}
                                NoteLookup:
                                  type: object
                                  required: [note]
                                  x-inbox-envelope: note
                                  properties: {note: {oneOf: [{$ref: '#/components/schemas/Note'}, {type: 'null'}]}}
                                Note:
                                  type: object
                                  required: [id]
                                  x-inbox-aliases: {text: {reference: content}}
                                  properties: {id: {type: string}, text: {type: string}, parent: {$ref: '#/components/schemas/Note'}}
                                """), folder).compile();
    }

    private static Object note() {
        return compiled.build("Note", "id", "n1", "text", "hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"notes\": [" + NOTE + "]}",
                "[" + NOTE + "]",
                "{\"total\": 1, \"notes\": [" + NOTE + "], \"x\": {}}"
            })
    void decodesAnArrayInItsEnvelopeAndBare(String json) throws IOException {
        assertThat(call(compiled.read("NoteList", json), "notes")).isEqualTo(List.of(note()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"note\": " + NOTE + "}",
                NOTE,
                "{\"found\": true, \"note\": " + NOTE + ", \"id\": \"other\"}",
                "{\"text\": \"hello\", \"id\": \"n1\"}"
            })
    void decodesAnObjectInItsEnvelopeAndBare(String json) throws IOException {
        assertThat(call(compiled.read("NoteLookup", json), "note")).isEqualTo(note());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"note\": null}", "null", "{\"found\": false, \"note\": null}"})
    void decodesNullInItsEnvelopeAndBare(String json) throws IOException {
        assertThat(call(compiled.read("NoteLookup", json), "note")).isNull();
    }

    @Test
    void encodesEnvelopesInTheGuideNames() {
        assertThat(compiled.write(compiled.build("NoteList", "notes", List.of(note()))))
                .isEqualTo("{\"notes\":[" + NOTE + "]}");
        assertThat(compiled.write(compiled.build("NoteLookup", "note", note()))).isEqualTo("{\"note\":" + NOTE + "}");
        assertThat(compiled.write(compiled.build("NoteLookup"))).isEqualTo("{\"note\":null}");
    }

    @Test
    void omitsEnvelopesInTheReferenceNames() {
        String reference = "{\"id\":\"n1\",\"content\":\"hello\"}";

        assertThat(compiled.write(compiled.build("NoteList", "notes", List.of(note())), "REFERENCE"))
                .isEqualTo("[" + reference + "]");
        assertThat(compiled.write(compiled.build("NoteLookup", "note", note()), "REFERENCE"))
                .isEqualTo(reference);
        assertThat(compiled.write(compiled.build("NoteLookup"), "REFERENCE")).isEqualTo("null");
    }

    @Test
    void reportsAMissingArrayInItsEnvelope() {
        assertThatThrownBy(() -> compiled.read("NoteList", "{}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.notes is required");
    }

    @Test
    void reportsAMissingPropertyInAnEnvelopeWithItsPath() {
        assertThatThrownBy(() -> compiled.read("NoteList", "[" + NOTE + ", {}]"))
                .hasMessageStartingWith("$[1].id is required");
        assertThatThrownBy(() -> compiled.read("NoteList", "{\"notes\": [{}]}"))
                .hasMessageStartingWith("$.notes[0].id is required");
        assertThatThrownBy(() -> compiled.read("NoteLookup", "{\"note\": {\"text\": \"a\"}}"))
                .hasMessageStartingWith("$.note.id is required");
        assertThatThrownBy(() -> compiled.read("NoteLookup", "{\"text\": \"a\"}"))
                .hasMessageStartingWith("$.id is required");
    }

    @Test
    void unwrapsAnEnvelopeOnlyWhereOneIsExpected() throws IOException {
        assertThatThrownBy(() -> compiled.read("Note", "{\"note\": " + NOTE + "}"))
                .hasMessageStartingWith("$.id is required");
        assertThat(compiled.read("Note", "{\"id\": \"n1\", \"note\": {\"id\": \"n2\"}, \"text\": \"hello\"}"))
                .isEqualTo(note());
        assertThatThrownBy(() -> compiled.read("NoteLookup", "{\"note\": {\"note\": " + NOTE + "}}"))
                .hasMessageStartingWith("$.note.id is required");
    }

    @Test
    void decodesEnvelopesInsideOtherObjects() throws IOException {
        Object both =
                compiled.read("Both", "{\"list\": [" + NOTE + "], \"lookup\": " + NOTE + ", \"note\": " + NOTE + "}");

        assertThat(call(call(both, "list"), "notes")).isEqualTo(List.of(note()));
        assertThat(call(call(both, "lookup"), "note")).isEqualTo(note());
    }

    @Test
    void decodesARecursiveObjectInItsEnvelope() throws IOException {
        Object lookup = compiled.read("NoteLookup", "{\"note\": {\"id\": \"child\", \"parent\": " + NOTE + "}}");

        assertThat(call(call(lookup, "note"), "parent")).isEqualTo(note());
    }
}
