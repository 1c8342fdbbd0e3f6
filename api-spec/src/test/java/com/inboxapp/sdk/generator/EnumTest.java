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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnumTest {
    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        String get = Documents.path("get", "things.get", "safe", "", Documents.responding("Thing"));
        String create =
                Documents.path("post", "things.create", "unsafe", Documents.taking("Change"), Documents.nothing());
        String list = Documents.path("get", "things.list", "safe", """
                x-inbox-query: ListThingsQuery
                parameters: [{name: order, in: query, schema: {$ref: '#/components/schemas/Order'}}]
                """, Documents.nothing());
        compiled = Generation.of(Documents.of(get + create + list, """
                                Thing:
                                  type: object
                                  required: [state]
                                  properties:
                                    state: {$ref: '#/components/schemas/State'}
                                    states: {type: array, items: {$ref: '#/components/schemas/State'}}
                                    odd: {$ref: '#/components/schemas/Odd'}
                                Change:
                                  type: object
                                  properties:
                                    state: {$ref: '#/components/schemas/State'}
                                    kind: {$ref: '#/components/schemas/Kind'}
                                State: {type: string, enum: [active, no-reply, xChat, '1.0', thread.created, A_B]}
                                Kind: {type: string, enum: [small, large], x-inbox-value-aliases: {big: large}}
                                Order: {type: string, enum: [asc, desc]}
                                Odd:
                                  type: string
                                  enum: [values, readable, read-as, unknown-value, known, class, 'a*/', 'b}', '{@code', 'c\\u002a/', "a\\nb", 'd"']
                                """), folder).compile();
    }

    private static Object state(String value) throws IOException {
        return call(compiled.read("Thing", "{\"state\": \"" + value + "\"}"), "state");
    }

    @ParameterizedTest
    @CsvSource({
        "active, ACTIVE",
        "no-reply, NO_REPLY",
        "xChat, X_CHAT",
        "1.0, V1_0",
        "thread.created, THREAD_CREATED",
        "A_B, A_B"
    })
    void knownValuesAreConstants(String value, String constant) throws IOException {
        Object expected = compiled.constant("model.State", constant);

        assertThat(state(value)).isSameAs(expected);
        assertThat(compiled.of("State", value)).isSameAs(expected);
        assertThat(call(expected, "value")).isEqualTo(value);
        assertThat(call(expected, "known")).hasToString(constant);
    }

    @Test
    void anUnknownValueOfAnOpenEnumIsKept() throws IOException {
        Object unknown = state("brand-new");

        assertThat(call(unknown, "value")).isEqualTo("brand-new");
        assertThat(unknown)
                .hasToString("brand-new")
                .isEqualTo(state("brand-new"))
                .hasSameHashCodeAs(state("brand-new"));
        assertThat(unknown).isNotEqualTo(state("other"));
        assertThat(call(unknown, "known")).hasToString("UNKNOWN_VALUE");
    }

    @Test
    void encodesAnUnknownValueUnchanged() throws IOException {
        String json = "{\"state\":\"brand-new\",\"states\":[\"active\",\"newer\"]}";

        assertThat(compiled.write(compiled.read("Thing", json))).isEqualTo(json);
    }

    @Test
    void valuesReturnsTheKnownValuesInTheOrderOfTheDocument() {
        assertThat((List<?>) call(compiled.model("State"), "values"))
                .extracting(Object::toString)
                .containsExactly("active", "no-reply", "xChat", "1.0", "thread.created", "A_B");
    }

    @Test
    void anEnumUsedInResponsesIsAlsoOpenInRequests() throws IOException {
        Object change = compiled.build("Change", "state", compiled.of("State", "brand-new"));

        assertThat(compiled.write(change)).isEqualTo("{\"state\":\"brand-new\"}");
    }

    @Test
    void anEmptyValueIsReportedWithItsPath() {
        assertThatThrownBy(() -> state(""))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.state");
        assertThatThrownBy(() -> compiled.of("State", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEnumUsedOnlyInRequestsIsAJavaEnum() {
        assertThat(compiled.model("Kind").isEnum()).isTrue();
        assertThat(compiled.model("Order").isEnum()).isTrue();
        assertThat(compiled.model("State").isEnum()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"medium", "SMALL", "small "})
    void aClosedEnumRejectsUnknownValues(String value) {
        assertThatThrownBy(() -> compiled.of("Kind", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Kind")
                .hasMessageContaining("[small, large]")
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void anUnknownValueOfAClosedEnumInJsonIsReportedWithItsPath() {
        assertThatThrownBy(() -> compiled.read("Change", "{\"kind\": \"medium\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.kind");
    }

    @Test
    void aClosedEnumWritesTheValueOfTheNameSet() throws IOException {
        Object change = compiled.build("Change", "kind", compiled.of("Kind", "big"));

        assertThat(compiled.write(change)).isEqualTo("{\"kind\":\"large\"}");
        assertThat(compiled.write(change, "REFERENCE")).isEqualTo("{\"kind\":\"big\"}");
        assertThat(compiled.read("Change", "{\"kind\": \"big\"}")).isEqualTo(change);
    }

    @Test
    void aClosedEnumInAQueryIsWrittenByItsValue() {
        Object query = compiled.build("ListThingsQuery", "order", compiled.constant("model.Order", "DESC"));

        assertThat(compiled.query(query, "GUIDE", "INDICES", "FLAT")).containsExactly("order=desc");
    }

    @ParameterizedTest
    @CsvSource({
        "values, VALUES_",
        "readable, READABLE_",
        "read-as, READ_AS_",
        "unknown-value, UNKNOWN_VALUE_",
        "known, KNOWN",
        "class, CLASS",
        "a*/, A_",
        "b}, B_",
        "{@code, _CODE",
        "c\\u002a/, C_U002A_",
        "'a\nb', A_B",
        "d\", D_",
    })
    void valuesWithAMeaningInJavaOrJavadocBecomeConstants(String value, String constant) {
        Object expected = compiled.constant("model.Odd", constant);

        assertThat(compiled.of("Odd", value)).isSameAs(expected);
        assertThat(call(expected, "value")).isEqualTo(value);
        assertThat(call(expected, "known")).hasToString(constant);
    }
}
