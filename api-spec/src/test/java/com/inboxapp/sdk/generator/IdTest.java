package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        compiled = Generation.of(Documents.response("""
                                Thing:
                                  type: object
                                  properties:
                                    thing: {$ref: '#/components/schemas/ThingId'}
                                    user: {$ref: '#/components/schemas/UserId'}
                                    author: {oneOf: [{$ref: '#/components/schemas/AuthorId'}, {type: 'null'}]}
                                ThingId: {type: string, minLength: 1, x-inbox-id: {kind: inbox}}
                                UserId: {type: string, pattern: '^[0-9]{1,19}$', x-inbox-id: {kind: platform}}
                                AuthorId: {type: string, x-inbox-id: {kind: any, equals: {isThing: ThingId, isUser: UserId}}}
                                """), folder).compile();
    }

    private static String value(Object id) {
        return (String) call(id, "value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thing_1", "l44e15irdq4db30i77cgphhx", "a", "1a", "a.b", "..."})
    void anInboxIdAcceptsCharactersAllowedInAPath(String text) {
        assertThat(value(compiled.of("ThingId", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/b", "a b", "a\n", "a?b", "a#b", "a%2Fb", "a\\b", "123456789"})
    void rejectsAnInvalidInboxIdByName(String text) {
        assertThatThrownBy(() -> compiled.of("ThingId", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ThingId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "555555555", "9999999999999999999"})
    void aPlatformIdAcceptsUpToNineteenDigits(String text) {
        assertThat(value(compiled.of("UserId", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user_1", "-1", "1.5", "12345678901234567890", "１２３", "1 "})
    void rejectsAnInvalidPlatformIdByName(String text) {
        assertThatThrownBy(() -> compiled.of("UserId", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UserId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acc_1", "555555555", "a/b c", "1:2"})
    void anIdOfAnyFormAcceptsEveryText(String text) {
        assertThat(value(compiled.of("AuthorId", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThingId", "UserId", "AuthorId"})
    void rejectsAnEmptyOrNullId(String type) {
        assertThatThrownBy(() -> compiled.of(type, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> compiled.of(type, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call(compiled.model(type), "fromServer", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThingId", "UserId", "AuthorId"})
    void fromServerAcceptsAnyForm(String type) {
        for (String text : new String[] {"..", "a/b", "123", "x y", "12345678901234567890123"}) {
            assertThat(value(call(compiled.model(type), "fromServer", text))).isEqualTo(text);
        }
    }

    @Test
    void decodesIdsOfAnyForm() throws IOException {
        String json = "{\"thing\":\"123/..\",\"user\":\"not a number\",\"author\":\"a b\"}";

        assertThat(compiled.write(compiled.read("Thing", json))).isEqualTo(json);
    }

    @Test
    void idsAreEqualByTypeAndText() {
        Object id = compiled.of("ThingId", "a");

        assertThat(id)
                .isEqualTo(compiled.of("ThingId", "a"))
                .hasSameHashCodeAs(compiled.of("ThingId", "a"))
                .isEqualTo(call(compiled.model("ThingId"), "fromServer", "a"))
                .isNotEqualTo(compiled.of("ThingId", "b"))
                .isNotEqualTo(compiled.of("AuthorId", "a"))
                .hasToString("a");
    }

    @Test
    void equalityMethodsCompareTheTextsOfTwoKinds() {
        Object author = compiled.of("AuthorId", "thing_1");

        assertThat(call(author, "isThing", compiled.of("ThingId", "thing_1"))).isEqualTo(true);
        assertThat(call(author, "isThing", compiled.of("ThingId", "thing_2"))).isEqualTo(false);
        assertThat(call(compiled.of("AuthorId", "5"), "isUser", compiled.of("UserId", "5")))
                .isEqualTo(true);
    }

    @Test
    void equalityMethodsAcceptOneKindOnly() {
        assertThat(compiled.model("AuthorId").getMethods())
                .filteredOn(method -> method.getName().equals("isThing"))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes()).containsExactly(compiled.model("ThingId")));
    }
}
