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

class AliasTest {
    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        String things = Documents.path("get", "things.get", "safe", "", Documents.responding("Thing"));
        String query = Documents.path("get", "things.list", "safe", """
                x-inbox-query: ListThingsQuery
                x-inbox-aliases:
                  accountLinkId: {reference: accountLinkIds, array: true}
                  view: {reference: inbox}
                  platforms: {reference: networks}
                parameters:
                  - {name: accountLinkId, in: query, schema: {$ref: '#/components/schemas/AccountLinkId'}}
                  - {name: view, in: query, schema: {type: string}}
                  - {name: platform, in: query, schema: {$ref: '#/components/schemas/Platform'}}
                  - {name: 'platforms[]', in: query, schema: {type: array, items: {$ref: '#/components/schemas/Platform'}}}
                  - {name: filter, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Filter'}}
                """, Documents.nothing());
        String document = Documents.of(things + query, """
                Thing:
                  type: object
                  required: [text, owner]
                  x-inbox-aliases:
                    text: {reference: content, also: [body, old_text]}
                    owner: {reference: holder}
                    note: {also: [remark]}
                    tags: {reference: labels}
                  properties:
                    text: {type: string}
                    owner: {type: [string, 'null']}
                    note: {type: [string, 'null']}
                    count: {type: integer}
                    tags: {type: array, items: {type: string}}
                    platform: {$ref: '#/components/schemas/Platform'}
                    platforms: {type: array, items: {$ref: '#/components/schemas/Platform'}}
                    check: {$ref: '#/components/schemas/Check'}
                Platform: {type: string, enum: [x, other], x-inbox-value-aliases: {twitter: x}}
                Check: {type: string, enum: [none, verified, business], x-inbox-type-aliases: {'true': verified, 'false': none}}
                AccountLinkId: {type: string, x-inbox-id: {kind: inbox}}
                Filter:
                  type: object
                  x-inbox-aliases: {state: {reference: status}}
                  properties:
                    state: {type: string}
                    platform: {$ref: '#/components/schemas/Platform'}
                """);
        compiled = Generation.of(document, folder).compile();
    }

    private static Object thing(String rest) throws IOException {
        return compiled.read("Thing", "{\"owner\": null, " + rest.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "content", "body", "old_text"})
    void decodesEveryName(String name) throws IOException {
        assertThat(call(thing("'" + name + "': 'a'"), "text")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "body", "old_text"})
    void prefersTheCanonicalNameInEitherOrder(String alias) throws IOException {
        assertThat(call(thing("'text': 'a', '" + alias + "': 'b'"), "text")).isEqualTo("a");
        assertThat(call(thing("'" + alias + "': 'b', 'text': 'a'"), "text")).isEqualTo("a");
    }

    @Test
    void prefersTheCanonicalNullInEitherOrder() throws IOException {
        assertThat(call(thing("'text': 't', 'note': null, 'remark': 'b'"), "note"))
                .isNull();
        assertThat(call(thing("'text': 't', 'remark': 'b', 'note': null"), "note"))
                .isNull();
    }

    @Test
    void prefersTheCanonicalNullOfARequiredPropertyInEitherOrder() throws IOException {
        assertThat(call(compiled.read("Thing", "{\"text\": \"t\", \"owner\": null, \"holder\": \"b\"}"), "owner"))
                .isNull();
        assertThat(call(compiled.read("Thing", "{\"holder\": \"b\", \"owner\": null, \"text\": \"t\"}"), "owner"))
                .isNull();
    }

    @Test
    void acceptsANullUnderAnAliasForARequiredNullableProperty() throws IOException {
        assertThat(call(compiled.read("Thing", "{\"text\": \"t\", \"holder\": null}"), "owner"))
                .isNull();
    }

    @Test
    void ignoresANullUnderAnAliasWhenTheCanonicalNameHasAValue() throws IOException {
        assertThat(call(thing("'note': 'a', 'remark': null, 'text': 't'"), "note"))
                .isEqualTo("a");
        assertThat(call(thing("'remark': null, 'note': 'a', 'text': 't'"), "note"))
                .isEqualTo("a");
    }

    @Test
    void usesTheAliasWhenTheCanonicalNameHasAnInvalidNull() throws IOException {
        assertThat(call(thing("'text': null, 'content': 'a'"), "text")).isEqualTo("a");
    }

    @Test
    void skipsTheAliasAfterTheCanonicalName() throws IOException {
        assertThat(call(thing("'text': 'a', 'content': {'not': ['a text']}"), "text"))
                .isEqualTo("a");
    }

    @Test
    void reportsAMissingRequiredPropertyByItsCanonicalName() {
        assertThatThrownBy(() -> thing("'count': 1"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.text is required");
    }

    @Test
    void encodesGuideNamesByDefault() throws IOException {
        assertThat(compiled.write(thing("'content': 'a', 'remark': 'n', 'labels': ['l']")))
                .isEqualTo("{\"text\":\"a\",\"owner\":null,\"note\":\"n\",\"tags\":[\"l\"]}");
    }

    @Test
    void encodesReferenceNamesButNeverOlderNames() throws IOException {
        assertThat(compiled.write(thing("'text': 'a', 'note': 'n', 'tags': ['l']"), "REFERENCE"))
                .isEqualTo("{\"content\":\"a\",\"holder\":null,\"note\":\"n\",\"labels\":[\"l\"]}");
    }

    @Test
    void decodesBothValuesAsOneConstant() throws IOException {
        Object x = compiled.constant("model.Platform", "X");

        assertThat(call(thing("'text': 't', 'platform': 'x'"), "platform")).isSameAs(x);
        assertThat(call(thing("'text': 't', 'platform': 'twitter'"), "platform"))
                .isSameAs(x);
        assertThat(compiled.of("Platform", "twitter")).isSameAs(x);
    }

    @Test
    void encodesTheValueOfTheNameSet() throws IOException {
        Object thing = thing("'text': 't', 'platform': 'twitter', 'platforms': ['x', 'other', 'new']");

        assertThat(compiled.write(thing)).contains("\"platform\":\"x\",\"platforms\":[\"x\",\"other\",\"new\"]");
        assertThat(compiled.write(thing, "REFERENCE"))
                .contains("\"platform\":\"twitter\",\"platforms\":[\"twitter\",\"other\",\"new\"]");
    }

    @ParameterizedTest
    @CsvSource({"true, VERIFIED", "false, NONE", "'\"verified\"', VERIFIED", "'\"business\"', BUSINESS"})
    void decodesBooleansAsEnumValues(String json, String constant) throws IOException {
        Object thing = thing("'text': 't', 'check': " + json);

        assertThat(call(thing, "check")).isSameAs(compiled.constant("model.Check", constant));
    }

    @Test
    void neverEncodesBooleansForEnumValues() throws IOException {
        Object thing = thing("'text': 't', 'check': true");

        assertThat(compiled.write(thing)).contains("\"check\":\"verified\"");
        assertThat(compiled.write(thing, "REFERENCE")).contains("\"check\":\"verified\"");
    }

    @Test
    void writesAParameterInTheNamesOfTheNameSet() {
        Object query = compiled.build("ListThingsQuery", "view", "v");

        assertThat(compiled.query(query, "GUIDE", "INDICES", "FLAT")).containsExactly("view=v");
        assertThat(compiled.query(query, "REFERENCE", "INDICES", "FLAT")).containsExactly("inbox=v");
    }

    @ParameterizedTest
    @CsvSource({"INDICES, accountLinkIds[0]=acc_a", "BRACKETS, accountLinkIds[]=acc_a", "REPEAT, accountLinkIds[]=acc_a"
    })
    void writesOneValueAsAnArrayInTheReferenceNames(String arrays, String written) {
        Object query = compiled.build("ListThingsQuery", "accountLinkId", compiled.of("AccountLinkId", "acc_a"));

        assertThat(compiled.query(query, "GUIDE", arrays, "FLAT")).containsExactly("accountLinkId=acc_a");
        assertThat(compiled.query(query, "REFERENCE", arrays, "FLAT")).containsExactly(written);
    }

    @Test
    void omitsTheArrayOfAnAbsentValue() {
        assertThat(compiled.query(compiled.build("ListThingsQuery"), "REFERENCE", "INDICES", "FLAT"))
                .isEmpty();
    }

    @Test
    void writesQueryValuesOfTheNameSet() {
        Object x = compiled.constant("model.Platform", "X");
        Object query = compiled.build("ListThingsQuery", "platform", x, "platforms", List.of(x));

        assertThat(compiled.query(query, "GUIDE", "INDICES", "FLAT")).containsExactly("platform=x", "platforms[0]=x");
        assertThat(compiled.query(query, "REFERENCE", "INDICES", "FLAT"))
                .containsExactly("platform=twitter", "networks[0]=twitter");
    }

    @Test
    void writesAnObjectInAQueryInTheNamesOfTheNameSet() {
        Object filter = compiled.build("Filter", "state", "s", "platform", compiled.constant("model.Platform", "X"));
        Object query = compiled.build("ListThingsQuery", "filter", filter);

        assertThat(compiled.query(query, "GUIDE", "INDICES", "FLAT"))
                .containsExactly("filter[state]=s", "filter[platform]=x");
        assertThat(compiled.query(query, "REFERENCE", "INDICES", "FLAT"))
                .containsExactly("filter[status]=s", "filter[platform]=twitter");
    }
}
