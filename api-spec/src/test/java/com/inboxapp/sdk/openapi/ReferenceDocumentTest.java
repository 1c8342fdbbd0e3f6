package com.inboxapp.sdk.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ReferenceDocumentTest {

    private static final String SCHEMAS = """
            Platform: {type: string, enum: [x, other], x-inbox-value-aliases: {twitter: x}}
            Account:
              type: object
              required: [platform, username, id]
              properties:
                id: {type: string}
                platform: {$ref: '#/components/schemas/Platform'}
                username: {type: string}
                friend: {oneOf: [{$ref: '#/components/schemas/Account'}, {type: 'null'}]}
                data: {description: Anything.}
                byName: {type: object, additionalProperties: {$ref: '#/components/schemas/Account'}}
              x-inbox-aliases: {username: {reference: handle, also: [screenName]}, id: {also: [key]}}
            Accounts:
              type: object
              description: All of them.
              required: [accounts]
              properties: {accounts: {type: array, items: {$ref: '#/components/schemas/Account'}}}
              example: {accounts: []}
              x-inbox-envelope: accounts
            Found:
              type: object
              properties: {account: {oneOf: [{$ref: '#/components/schemas/Account'}, {type: 'null'}]}}
              x-inbox-envelope: account
            Special:
              allOf: [{$ref: '#/components/schemas/Account'}, {required: [username], properties: {extra: {type: string}}}]
            Send:
              type: object
              required: [text]
              properties: {text: {type: string}, toPlatform: {type: string}, toId: {type: string}}
              oneOf: [{required: [toPlatform]}, {required: [toId]}]
              x-inbox-exactly-one-of: [[toPlatform, toId]]
              x-inbox-sensitive: [text]
              x-inbox-aliases: {text: {reference: content}, toPlatform: {reference: toExternal}}
            """;

    @Test
    void renamesPropertiesInTheirOrder() {
        JsonNode account = derive(SCHEMAS, "").at("/components/schemas/Account");

        assertThat(account.path("properties").propertyNames())
                .containsExactly("id", "platform", "handle", "friend", "data", "byName");
        assertThat(Field.texts(account.path("required"))).containsExactly("platform", "handle", "id");
        assertThat(account.has("x-inbox-aliases")).isFalse();
    }

    @Test
    void renamesRequiredNamesInBranchesAndChoices() {
        JsonNode send = derive(SCHEMAS, "").at("/components/schemas/Send");

        assertThat(send.path("oneOf")).isEqualTo(yaml("[{required: [toExternal]}, {required: [toId]}]"));
        assertThat(send.path("x-inbox-exactly-one-of")).isEqualTo(yaml("[[toExternal, toId]]"));
        assertThat(Field.texts(send.path("required"))).containsExactly("content");
        assertThat(Field.texts(send.path("x-inbox-sensitive"))).containsExactly("content");
    }

    @Test
    void renamesRequiredNamesBesideAReference() {
        assertThat(derive(SCHEMAS, "").at("/components/schemas/Special/allOf/1/required"))
                .isEqualTo(yaml("[handle]"));
    }

    @Test
    void swapsEnumValues() {
        assertThat(derive(SCHEMAS, "").at("/components/schemas/Platform"))
                .isEqualTo(yaml("{type: string, enum: [twitter, other]}"));
    }

    @Test
    void unwrapsEnvelopes() {
        JsonNode schemas = derive(SCHEMAS, "").at("/components/schemas");

        assertThat(schemas.path("Accounts"))
                .isEqualTo(
                        yaml(
                                "{description: All of them., example: [], type: array, items: {$ref: '#/components/schemas/Account'}}"));
        assertThat(schemas.path("Found"))
                .isEqualTo(yaml("{oneOf: [{$ref: '#/components/schemas/Account'}, {type: 'null'}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Account | {platform: x, username: a, id: 1}         | {platform: twitter, handle: a, id: 1}",
                "Account | {platform: other}                         | {platform: other}",
                "Account | {username: x}                             | {handle: x}",
                "Account | {friend: {friend: {username: a}}}         | {friend: {friend: {handle: a}}}",
                "Account | {friend: null}                            | {friend: null}",
                "Account | {data: {username: a, platform: x}}        | {data: {username: a, platform: x}}",
                "Account | {unknown: {username: a}}                  | {unknown: {username: a}}",
                "Account | {byName: {username: {username: a}}}       | {byName: {username: {handle: a}}}",
                "Account | {username: ours, handle: theirs}          | {handle: ours}",
                "Account | {handle: theirs, username: ours}          | {handle: ours}",
                "Account | {handle: theirs}                          | {handle: theirs}",
                "Accounts | {accounts: [{username: a}, {platform: x}]} | [{handle: a}, {platform: twitter}]",
                "Found | {account: {username: a}}                    | {handle: a}",
                "Found | {account: null}                             | null",
                "Special | {username: a, extra: x, platform: x}      | {handle: a, extra: x, platform: twitter}",
                "Platform | x                                        | twitter"
            })
    void rewritesExamples(String schema, String example, String derived) {
        String components =
                SCHEMAS + "Probe: {$ref: '#/components/schemas/" + schema + "', examples: [" + example + "]}\n";

        assertThat(derive(components, "").at("/components/schemas/Probe/examples/0"))
                .isEqualTo(yaml(derived));
    }

    @Test
    void rewritesExamplesEverywhere() {
        JsonNode document = derive(SCHEMAS, """
                /send:
                  post:
                    requestBody:
                      content:
                        application/json:
                          schema: {$ref: '#/components/schemas/Send'}
                          examples: {one: {summary: One, value: {text: Hi, toPlatform: '5'}}}
                    responses:
                      '200':
                        description: Done.
                        headers: {X-Platform: {schema: {$ref: '#/components/schemas/Platform'}, example: x}}
                        content:
                          application/json:
                            schema: {type: array, items: {$ref: '#/components/schemas/Account'}}
                            examples: {shared: {$ref: '#/components/examples/Shared'}}
                """);

        assertThat(document.at("/paths/~1send/post/requestBody/content/application~1json/examples/one"))
                .isEqualTo(yaml("{summary: One, value: {content: Hi, toExternal: '5'}}"));
        assertThat(document.at("/paths/~1send/post/responses/200/headers/X-Platform/example"))
                .isEqualTo(yaml("twitter"));
        assertThat(document.at("/paths/~1send/post/responses/200/content/application~1json/examples/shared"))
                .isEqualTo(yaml("{summary: Shared, value: [{handle: a}]}"));
        assertThat(document.at("/components/examples").isEmpty()).isTrue();
    }

    @Test
    void renamesQueryParametersAndMakesThemArrays() {
        JsonNode operation = derive(SCHEMAS, """
                        /accounts:
                          get:
                            x-inbox-aliases: {account: {reference: accounts, array: true}, view: {reference: box}}
                            x-inbox-exactly-one-of: [[account, view]]
                            x-inbox-both-or-neither: {cursor: {id: account, time: view}}
                            parameters:
                              - $ref: '#/components/parameters/Account'
                              - {name: view, in: query, schema: {$ref: '#/components/schemas/Platform'}, examples: {x: {value: x}}}
                              - {name: account, in: header, schema: {type: string}}
                            responses: {}
                        """).at("/paths/~1accounts/get");

        assertThat(operation.at("/parameters/0"))
                .isEqualTo(
                        yaml(
                                "{name: 'accounts[]', in: query, schema: {type: array, items: {type: string}}, example: [a], style: form, explode: true}"));
        assertThat(operation.at("/parameters/1/name").asString()).isEqualTo("box");
        assertThat(operation.at("/parameters/1/examples/x/value").asString()).isEqualTo("twitter");
        assertThat(operation.at("/parameters/2/name").asString()).isEqualTo("account");
        assertThat(operation.path("x-inbox-exactly-one-of")).isEqualTo(yaml("[[accounts, box]]"));
        assertThat(operation.path("x-inbox-both-or-neither")).isEqualTo(yaml("{cursor: {id: accounts, time: box}}"));
        assertThat(operation.has("x-inbox-aliases")).isFalse();
    }

    @Test
    void removesASharedParameterThatIsNoLongerUsed() {
        String aliased =
                "/a: {get: {x-inbox-aliases: {account: {reference: owner}}, parameters: [{$ref: '#/components/parameters/Account'}]}}\n";
        String plain = "/b: {get: {parameters: [{$ref: '#/components/parameters/Account'}]}}\n";

        assertThat(derive(SCHEMAS, aliased).at("/components/parameters/Account").isMissingNode())
                .isTrue();
        assertThat(derive(SCHEMAS, aliased + plain)
                        .at("/components/parameters/Account")
                        .isMissingNode())
                .isFalse();
    }

    @Test
    void keepsUnknownParts() {
        String paths =
                "/a: {get: {summary: '12', x-other: {platform: x}, responses: {'200': {description: 'null'}}}}\n";
        JsonNode document = derive(SCHEMAS, paths);

        assertThat(document.path("paths")).isEqualTo(yaml(paths));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{properties: {a: {}}, x-inbox-aliases: {b: {reference: c}}} | alias of an unknown name b",
                "{properties: {a: {}, b: {}}, x-inbox-aliases: {a: {reference: b}}} | uses b, the alias of a, twice",
                "{properties: {a: {}, b: {}}, x-inbox-aliases: {a: {also: [b]}}} | uses b, the alias of a, twice",
                "{properties: {a: {}, b: {}}, x-inbox-aliases: {a: {reference: c}, b: {also: [c]}}} | uses c, the alias of b, twice",
                "{properties: {a: {}}, x-inbox-aliases: {a: {reference: a}}} | uses a, the alias of a, twice",
                "{properties: {a: {}, b: {}}, x-inbox-envelope: a} | is an envelope and must have exactly one property, but has [a, b]",
                "{properties: {a: {}}, x-inbox-envelope: b} | is the envelope of an unknown property b",
                "{properties: {a: {}}, x-inbox-envelope: a, x-inbox-aliases: {a: {reference: b}}} | is an envelope, whose property must not have an alias",
                "{enum: [x], x-inbox-value-aliases: {twitter: y}} | alias of an unknown value y",
                "{enum: [x, twitter], x-inbox-value-aliases: {twitter: x}} | has the value twitter and an alias of it",
                "{enum: [x], x-inbox-value-aliases: {twitter: x, tw: x}} | has two aliases of the value x",
                "{enum: [x], x-inbox-type-aliases: {'true': y}} | alias of an unknown value y",
                "{allOf: [{properties: {a: {}}, x-inbox-aliases: {a: {reference: b}}}, {properties: {a: {}}, x-inbox-aliases: {a: {reference: c}}}]} | a has two names in the reference",
                "{allOf: [{properties: {a: {}}, x-inbox-aliases: {b: {reference: c}}}]} | alias of an unknown name b",
                "{properties: {a: {properties: {b: {}}, x-inbox-aliases: {c: {reference: d}}}}} | alias of an unknown name c"
            })
    void rejectsAContradictionAndNamesTheSchema(String schema, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> derive("Odd: " + schema + "\n", ""))
                .withMessageStartingWith("the schema Odd")
                .withMessageContaining(problem);
    }

    @Test
    void rejectsAnAliasOfAnUnknownParameterAndNamesTheOperation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> derive(SCHEMAS, "/a: {get: {x-inbox-aliases: {b: {reference: c}}}}\n"))
                .withMessage("the operation get /a has an alias of an unknown name b");
    }

    @Test
    void rejectsADanglingReference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> derive("Odd: {$ref: '#/components/schemas/Gone'}\n", ""))
                .withMessage("the reference #/components/schemas/Gone does not exist in the document");
    }

    @Test
    void rejectsAnExampleWithoutItsEnvelope() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        derive(SCHEMAS + "Odd: {$ref: '#/components/schemas/Found', examples: [{username: a}]}\n", ""))
                .withMessageContaining("has no account");
    }

    @Test
    void rejectsADuplicateKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> derive("Odd: {type: string, type: number}\n", ""))
                .withMessageContaining("type");
    }

    @Test
    void writesTheSameTextForTheSameDocument(@TempDir Path directory) throws IOException {
        Path first = directory.resolve("made").resolve("first.yaml");
        Path second = directory.resolve("second.yaml");

        ReferenceDocument.main(DocumentTest.GUIDES.toString(), first.toString());
        ReferenceDocument.main(DocumentTest.GUIDES.toString(), second.toString());

        assertThat(first).hasSameTextualContentAs(second).hasSameTextualContentAs(DocumentTest.REFERENCE);
        assertThat(Files.readString(first))
                .startsWith("# Derived from inbox.yaml")
                .doesNotContain("\r");
    }

    @Test
    void changesNothingOnASecondPass() throws IOException {
        String once = ReferenceDocument.derive(Files.readString(DocumentTest.GUIDES));

        assertThat(ReferenceDocument.derive(once)).isEqualTo(once);
    }

    private static JsonNode derive(String schemas, String paths) {
        String document = "openapi: 3.1.0\npaths:\n" + paths.indent(2) + """
                components:
                  parameters:
                    Account: {name: account, in: query, schema: {type: string}, example: a}
                  examples:
                    Shared: {summary: Shared, value: [{username: a}]}
                  schemas:
                """ + schemas.indent(4);
        return yaml(ReferenceDocument.derive(document));
    }

    private static JsonNode yaml(String text) {
        return YAMLMapper.shared().readTree(text);
    }
}
