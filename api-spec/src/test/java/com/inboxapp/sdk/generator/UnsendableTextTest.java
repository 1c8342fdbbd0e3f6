package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half of a surrogate pair cannot be encoded as UTF-8. It is rejected in requests and accepted in responses. */
class UnsendableTextTest {
    private static final String CUT = "Hi \ud83d";

    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        String update =
                Documents.path("patch", "things.update", "idempotent", Documents.taking("Update"), Documents.nothing());
        String swap = Documents.path(
                "put", "things.swap", "idempotent", Documents.taking("Both"), Documents.responding("Both"));
        String read = Documents.path("get", "things.get", "safe", "", Documents.responding("Thing"));
        compiled =
                Generation.of(Documents.of(update + swap + read, """
                                Update:
                                  type: object
                                  x-inbox-three-state: true
                                  properties:
                                    name: {type: string}
                                    note: {type: [string, 'null']}
                                    owner: {$ref: '#/components/schemas/Id'}
                                    lines: {type: array, items: {type: string}}
                                    ids: {type: [array, 'null'], items: {$ref: '#/components/schemas/Id'}}
                                    kind: {$ref: '#/components/schemas/Kind'}
                                Both: {type: object, properties: {name: {type: string}}}
                                Thing:
                                  type: object
                                  properties: {name: {type: string}, kind: {$ref: '#/components/schemas/Kind'}}
                                Kind: {type: string, enum: [a]}
                                Id: {type: string, x-inbox-id: {kind: any}}
                                """), folder).compile();
    }

    private static void assertRejected(String property, Object value, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compiled.build("Update", property, value))
                .withMessageStartingWith("Update." + named + " has an unpaired surrogate at index 3");
    }

    @Test
    void rejectsItInARequest() {
        assertRejected("name", CUT, "name");
        assertRejected("note", CUT, "note");
        assertRejected("owner", compiled.of("Id", CUT), "owner");
        assertRejected("lines", List.of("fine", CUT), "lines[1]");
        assertRejected("ids", List.of(compiled.of("Id", CUT)), "ids[0]");
        assertRejected("kind", compiled.of("Kind", CUT), "kind");
    }

    @Test
    void acceptsAWholePair() {
        assertThat(compiled.write(compiled.build("Update", "name", "Hi \ud83d\ude00")))
                .isEqualTo("{\"name\":\"Hi \ud83d\ude00\"}");
    }

    @Test
    void acceptsItInAResponse() throws Exception {
        assertThat(call(compiled.read("Thing", "{\"name\":\"Hi \\ud83d\"}"), "name"))
                .isEqualTo(CUT);
    }

    @Test
    void acceptsItOnDecodingAndRejectsItOnEncoding() throws Exception {
        Object both = compiled.read("Both", "{\"name\":\"Hi \\ud83d\"}");

        assertThat(call(both, "name")).isEqualTo(CUT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compiled.write(both))
                .withMessageStartingWith("Both.name has an unpaired surrogate at index 3");
    }
}
