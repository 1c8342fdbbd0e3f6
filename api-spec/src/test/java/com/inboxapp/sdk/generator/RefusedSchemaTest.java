package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Refusals.IDS;
import static com.inboxapp.sdk.generator.Refusals.property;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal of the generator that is about a schema. */
class RefusedSchemaTest {
    @TempDir
    private Path folder;

    private void assertRefused(String document, String where, String problem) {
        Refusals.assertRefused(document, folder, where, problem);
    }

    @Test
    void theSnippetsAroundWhatIsRefusedAreNotRefusedThemselves() {
        String query = """
                x-inbox-query: Query
                x-inbox-both-or-neither: {cursor: {id: cursorId, at: cursorAt}}
                parameters:
                  - {name: cursor, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Cursor'}}
                  - {name: cursorId, in: query, schema: {type: string}}
                  - {name: cursorAt, in: query, schema: {type: string}}
                """;
        String page = """
                Page:
                  type: object
                  required: [items, next]
                  properties:
                    items: {type: array, items: {type: string}}
                    next: {oneOf: [{$ref: '#/components/schemas/Cursor'}, {type: 'null'}]}
                """ + IDS;

        assertThatCode(() -> {
                    Generation.of(Documents.answer(property("type: string")), folder.resolve("1"));
                    Generation.of(Documents.request(property("type: string")), folder.resolve("2"));
                    Generation.of(Documents.pages(query, page), folder.resolve("3"));
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "anyOf: [{type: string}]                     | anyOf",
                "allOf: [{type: string}]                     | allOf",
                "not: {type: string}                         | not",
                "discriminator: {propertyName: a}            | discriminator",
                "patternProperties: {a: {type: string}}      | patternProperties",
                "propertyNames: {pattern: a}                 | propertyNames",
                "prefixItems: [{type: string}]               | prefixItems",
                "contains: {type: string}                    | contains",
                "minContains: 1                              | minContains",
                "maxContains: 1                              | maxContains",
                "if: {type: string}                          | if",
                "then: {type: string}                        | then",
                "else: {type: string}                        | else",
                "dependentSchemas: {a: {type: string}}       | dependentSchemas",
                "dependentRequired: {a: [b]}                 | dependentRequired",
                "unevaluatedProperties: false                | unevaluatedProperties",
                "unevaluatedItems: false                     | unevaluatedItems",
                "multipleOf: 2                               | multipleOf",
                "exclusiveMinimum: 2                         | exclusiveMinimum",
                "exclusiveMaximum: 2                         | exclusiveMaximum",
                "minItems: 1                                 | minItems",
                "maxItems: 1                                 | maxItems",
                "uniqueItems: true                           | uniqueItems",
                "minProperties: 1                            | minProperties",
                "maxProperties: 1                            | maxProperties",
                "const: a                                    | const",
                "contentEncoding: base64                     | contentEncoding",
                "contentMediaType: image/png                 | contentMediaType",
                "contentSchema: {type: string}               | contentSchema",
                "$dynamicRef: '#a'                           | $dynamicRef",
                "readOnly: true                              | readOnly",
                "writeOnly: true                             | writeOnly",
                "deprecated: true                            | deprecated",
                "additionalProperties: {type: string}        | a map",
            })
    void aKeywordThatNoJavaIsGeneratedForIsRefused(String keyword, String name) {
        assertRefused(Documents.answer(property("type: string, " + keyword)), "Thing.value", name);
        assertRefused(
                Documents.answer("Thing: {type: object, " + keyword + ", properties: {a: {type: string}}}"),
                "Thing",
                name);
        assertRefused(
                Documents.answer(property("$ref: '#/components/schemas/Bad'") + "Bad: {type: string, enum: [a], "
                        + keyword + "}\n"),
                "Bad",
                name);
        assertRefused(
                Documents.answer(property("type: array, items: {type: string, " + keyword + "}")),
                "Thing.value[]",
                name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type: [string, integer]                                        | a choice of types [string, integer]",
                "type: string, enum: [a]                                        | inline object or enum",
                "type: object, properties: {a: {type: string}}                  | inline object or enum",
                "type: object                                                   | type 'object' with format ''",
                "type: string, format: uuid                                     | type 'string' with format 'uuid'",
                "type: integer, format: int8                                    | type 'integer' with format 'int8'",
                "format: date-time                                              | any JSON",
                "items: {type: string}                                          | any JSON",
                "type: 'null'                                                   | any JSON",
                "type: array                                                    | an array needs items",
                "type: array, items: {type: [string, 'null']}                   | an array of values that may be null",
                "type: array, items: {}                                         | an array of values that may be null",
                "type: array, items: {type: array, items: {type: string}}       | an array of arrays",
                "oneOf: [{$ref: '#/components/schemas/Id'}]                     | oneOf is supported for a reference and null only",
                "oneOf: [{type: 'null'}]                                        | oneOf is supported for a reference and null only",
                "oneOf: [{type: string, minLength: 1}, {type: 'null'}]          | oneOf is supported for a reference and null only",
                "oneOf: [{$ref: '#/components/schemas/Id'}, {$ref: '#/components/schemas/Kind'}] | oneOf is supported for a reference and null only",
                "oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}, {type: string}]      | oneOf is supported for a reference and null only",
                "type: string, x-inbox-id: {kind: any}                          | x-inbox-id has no meaning here",
                "type: string, x-inbox-new: 1                                   | unknown extension x-inbox-new",
                "type: string, nullable: true                                   | unknown keyword 'nullable'",
                "type: string, maxLenght: 5                                     | unknown keyword 'maxLenght'",
                "oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}], x-inbox-new: 1 | unknown extension x-inbox-new",
                "$ref: '#/components/schemas/Id', x-inbox-aliases: {a: b}       | x-inbox-aliases has no meaning here",
                "$ref: '#/components/schemas/Id', type: [string, 'null']        | a reference stands alone",
                "$ref: '#/components/schemas/Id', deprecated: true              | deprecated",
            })
    void aPropertyThatNoJavaTypeStandsForIsRefused(String schema, String problem) {
        assertRefused(Documents.answer(property(schema)), "Thing.value", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type: integer, minLength: 1                                    | Thing.value    | for texts only",
                "type: boolean, maxLength: 1                                    | Thing.value    | for texts only",
                "type: string, format: date-time, pattern: a                    | Thing.value    | for texts only",
                "minLength: 1                                                   | Thing.value    | for texts only",
                "$ref: '#/components/schemas/Id', minLength: 1                  | Thing.value    | for texts only",
                "type: array, items: {type: string}, pattern: a                 | Thing.value    | for texts only",
                "type: string, minimum: 1                                       | Thing.value    | for whole numbers only",
                "type: number, maximum: 1                                       | Thing.value    | for whole numbers only",
                "type: integer, minimum: 0.5                                    | Thing.value    | no whole number",
                "type: integer, format: int64, maximum: 9223372036854775808     | Thing.value    | no whole number",
                "type: string, pattern: '[a'                                    | Thing.value    | the pattern is none in Java",
                "type: array, items: {type: string, maxLength: 3}               | Thing.value[]  | bounds are supported for properties",
            })
    void aBoundThatCannotBeCheckedIsRefusedInRequests(String schema, String where, String problem) {
        assertRefused(Documents.request(property(schema)), where, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type: array, items: {type: string}                             | a named schema must be",
                "type: string                                                   | a named schema must be",
                "type: integer, enum: [1]                                       | a named schema must be",
                "type: object, enum: [{}]                                       | a named schema must be",
                "description: Anything.                                         | a named schema must be",
                "type: [object, 'null'], properties: {a: {type: string}}        | a named schema is not null",
                "type: [string, 'null'], enum: [a]                              | a named schema is not null",
                "type: object, nullable: true, properties: {a: {type: string}}  | unknown keyword 'nullable'",
                "type: object, requierd: [a], properties: {a: {type: string}}   | unknown keyword 'requierd'",
                "type: object                                                   | an object without properties",
                "type: object, properties: {}                                   | an object without properties",
                "type: object, required: [b], properties: {a: {type: string}}   | requires 'b', which is no property",
                "type: object, x-inbox-safety: safe, properties: {a: {type: string}} | x-inbox-safety has no meaning here",
                "type: object, x-inbox-new: 1, properties: {a: {type: string}}  | unknown extension x-inbox-new",
                "type: object, x-inbox-three-state: true, properties: {a: {type: [string, 'null']}} | x-inbox-three-state is for request bodies",
                "type: object, x-inbox-sensitive: [b], properties: {a: {type: string}} | x-inbox-sensitive names what is not there: [b]",
                "type: object, x-inbox-sensitive: a, properties: {a: {type: string}} | x-inbox-sensitive must hold lists of names",
                "type: object, x-inbox-three-state: a, properties: {a: {type: string}} | x-inbox-three-state must be true or false",
                "type: object, oneOf: [{required: [a]}, {required: [b]}], x-inbox-exactly-one-of: [[a, b]], properties: {a: {type: string}, b: {type: string}} | x-inbox-exactly-one-of is for requests only",
            })
    void aNamedSchemaThatIsNoObjectEnumOrIdIsRefused(String schema, String problem) {
        assertRefused(
                Documents.answer(property("$ref: '#/components/schemas/Bad'") + "Bad: {" + schema + "}\n"),
                "Bad",
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Thing: {type: object, properties: {Value: {type: string}}}             | Thing.Value      | cannot be the name of a Java member",
                "Thing: {type: object, properties: {old_name: {type: string}}}          | Thing.old_name   | cannot be the name of a Java member",
                "Thing: {type: object, properties: {'a.b': {type: string}}}             | Thing.a.b        | cannot be the name of a Java member",
                "thing: {type: object, properties: {value: {type: string}}}             | thing            | cannot be the name of a Java class",
                "My-Thing: {type: object, properties: {value: {type: string}}}          | My-Thing         | cannot be the name of a Java class",
            })
    void aNameThatJavaCannotHaveIsRefused(String schemas, String where, String problem) {
        assertRefused(Documents.answer(schemas), where, problem);
    }

    @ParameterizedTest
    @CsvSource({"InboxThread, Thread, InboxThread", "URLEntity, UrlEntity, UrlEntity", "InboxList, List, InboxList"})
    void twoSchemasOfOneJavaNameAreRefused(String first, String second, String where) {
        String text = ": {type: object, properties: {name: {type: string}}}\n";
        assertRefused(
                Documents.answer("Root: {type: object, properties: {a: {$ref: '#/components/schemas/" + first
                        + "'}, b: {$ref: '#/components/schemas/" + second + "'}}}\n" + first + text + second + text),
                second.equals("Thread") || second.equals("List") ? second : where,
                "is that of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "#/components/schemas/Nowhere     | Thing                | refers to 'Nowhere', which is not under components/schemas",
                "#/components/parameters/Nowhere  | Thing                | refers to #/components/parameters/Nowhere",
            })
    void aReferenceThatLeadsNowhereIsRefused(String ref, String where, String problem) {
        assertRefused(Documents.answer(property("$ref: '" + ref + "'")), where, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void trueOrFalseInPlaceOfASchemaIsRefused(String schema) {
        assertRefused(
                Documents.answer("Thing: {type: object, properties: {value: " + schema + "}}"),
                "Thing.value",
                "true or false in place of a schema is not supported");
    }

    @Test
    void moreThanSixtyFourPropertiesAreRefused() {
        String members = IntStream.rangeClosed(0, 64)
                .mapToObj(i -> "p" + i + ": {type: string}")
                .collect(Collectors.joining(", "));

        assertRefused(
                Documents.answer("Thing: {type: object, properties: {" + members + "}}"),
                "Thing",
                "more than 64 properties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x-inbox-id: {kind: other}                                      | x-inbox-id has the kind inbox, platform or any, but not other",
                "x-inbox-id: {equals: {isSame: Bad}}                            | but not null",
                "x-inbox-id: {kind: null}                                       | but not null",
                "x-inbox-id: inbox                                              | x-inbox-id must be a map",
                "x-inbox-id: {kind: any, strict: true}                          | x-inbox-id may hold [kind, equals], but holds [kind, strict]",
                "x-inbox-id: {kind: any, equals: Id}                            | x-inbox-id.equals must be a map",
                "x-inbox-id: {kind: any, equals: {isNowhere: Nowhere}}          | x-inbox-id.equals names 'Nowhere', which is no id in use",
                "x-inbox-id: {kind: any, equals: {isUnused: Id}}                | x-inbox-id.equals names 'Id', which is no id in use",
                "x-inbox-id: {kind: any, equals: {isThing: Thing}}              | x-inbox-id.equals names 'Thing', which is no id in use",
                "x-inbox-id: {kind: any, equals: {IsBad: Bad}}                  | 'IsBad' cannot be the name of a Java member",
                "x-inbox-id: {kind: any}, x-inbox-value-aliases: {a: b}         | x-inbox-value-aliases has no meaning here",
            })
    void anIdThatIsNotUnderstoodIsRefused(String id, String problem) {
        assertRefused(
                Documents.answer(property("$ref: '#/components/schemas/Bad'") + "Bad: {type: string, " + id + "}\n"),
                "Bad",
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "enum: [a b, a-b]                                               | two values would have the Java name A_B",
                "enum: [a, a]                                                   | two values would have the Java name A",
                "enum: [values, 'values-']                                      | two values would have the Java name VALUES_",
                "enum: ['']                                                     | no Java name can be made of the value ''",
                "enum: ['+']                                                    | no Java name can be made of the value '+'",
                "enum: [a, null]                                                | an enum holds texts only",
                "enum: [a], x-inbox-value-aliases: [a]                          | x-inbox-value-aliases must be a map",
                "enum: [a], x-inbox-value-aliases: {b: c}                       | an alias stands for 'c', which is no value",
                "enum: [a, b], x-inbox-value-aliases: {b: a}                    | the alias 'b' is a value of its own",
                "enum: [a], x-inbox-value-aliases: {b: a, c: a}                 | a value has two reference values",
                "enum: [a], x-inbox-type-aliases: {'true': a}                   | x-inbox-type-aliases must say what true and what false",
                "enum: [a], x-inbox-type-aliases: {'true': a, 'false': b}       | an alias stands for 'b', which is no value",
                "enum: [a], x-inbox-id: {kind: any}                             | x-inbox-id has no meaning here",
            })
    void anEnumThatIsNotUnderstoodIsRefused(String values, String problem) {
        assertRefused(
                Documents.answer(
                        property("$ref: '#/components/schemas/Bad'") + "Bad: {type: string, " + values + "}\n"),
                "Bad",
                problem);
    }

    @Test
    void typeAliasesOfAnEnumThatNoAnswerHasAreRefused() {
        assertRefused(
                Documents.request(property("$ref: '#/components/schemas/Bad'")
                        + "Bad: {type: string, enum: [a, b], x-inbox-type-aliases: {'true': a, 'false': b}}\n"),
                "Bad",
                "x-inbox-type-aliases is about answers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{c: {reference: d}}                                            | x-inbox-aliases names 'c', which is not there",
                "{a: {reference: b}}                                            | the alias 'b' is another name already",
                "{a: {reference: c}, b: {reference: c}}                         | the alias 'c' is another name already",
                "{a: {reference: c, also: [c]}}                                 | the alias 'c' is another name already",
                "{a: {also: [b]}}                                               | the alias 'b' is another name already",
                "{a: c}                                                         | x-inbox-aliases.a must be a map",
                "{a: {}}                                                        | x-inbox-aliases.a may hold [reference, also]",
                "{a: {reference: c, array: true}}                               | x-inbox-aliases.a may hold [reference, also]",
                "{a: {other: c}}                                                | x-inbox-aliases.a may hold [reference, also]",
                "{a: {reference: 5}}                                            | x-inbox-aliases.a holds '5', which is no name",
                "{a: {reference: [c]}}                                          | which is no name",
                "{a: {reference: ''}}                                           | x-inbox-aliases.a holds '', which is no name",
                "{a: {also: ['c.d']}}                                           | x-inbox-aliases.a holds 'c.d', which is no name",
                "{a: {also: c}}                                                 | x-inbox-aliases.a.also must hold lists of names",
                "[a]                                                            | x-inbox-aliases must be a map",
            })
    void anAliasThatIsNotUnderstoodIsRefused(String aliases, String problem) {
        assertRefused(
                Documents.answer("Thing: {type: object, x-inbox-aliases: " + aliases
                        + ", properties: {a: {type: string}, b: {type: string}}}"),
                "Thing",
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "required: [a], x-inbox-envelope: b, properties: {a: {type: array, items: {type: string}}}   | names its one, required property",
                "x-inbox-envelope: a, properties: {a: {type: array, items: {type: string}}}                  | names its one, required property",
                "required: [a, b], x-inbox-envelope: a, properties: {a: {type: array, items: {type: string}}, b: {type: string}} | names its one, required property",
                "required: [a], x-inbox-envelope: a, properties: {a: {type: string}}                         | an envelope holds an array, or an object or null",
                "required: [a], x-inbox-envelope: a, properties: {a: {type: [array, 'null'], items: {type: string}}} | an envelope holds an array, or an object or null",
                "required: [a], x-inbox-envelope: a, properties: {a: {$ref: '#/components/schemas/Other'}}   | an envelope holds an array, or an object or null",
                "required: [a], x-inbox-envelope: a, properties: {a: {oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}]}} | an envelope holds an array, or an object or null",
                "required: [a], x-inbox-envelope: a, x-inbox-aliases: {a: {also: [b]}}, properties: {a: {type: array, items: {type: string}}} | the property of an envelope has no alias",
                "required: [a], x-inbox-envelope: [a], properties: {a: {type: array, items: {type: string}}} | x-inbox-envelope must be a text",
                "required: [a], x-inbox-envelope: a, properties: {a: {oneOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}} | an envelope in an envelope",
            })
    void anEnvelopeThatIsNotUnderstoodIsRefused(String envelope, String problem) {
        assertRefused(Documents.answer("Thing: {type: object, " + envelope + "}\n" + IDS), "Thing", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "properties: {inner: {type: string}}",
                "x-inbox-aliases: {name: {reference: inner}}, properties: {name: {type: string}}",
                "x-inbox-aliases: {name: {also: [inner]}}, properties: {name: {type: string}}",
            })
    void anObjectWithItsEnvelopesNameInItIsRefused(String content) {
        assertRefused(
                Documents.answer(
                        "Lookup: {type: object, required: [inner], x-inbox-envelope: inner, properties: {inner: {oneOf: "
                                + "[{$ref: '#/components/schemas/Inner'}, {type: 'null'}]}}}\nInner: {type: object, "
                                + content + "}\n"),
                "Inner",
                "its envelope's name 'inner' is a property or an alias of its own");
    }

    @Test
    void anObjectInTwoEnvelopesIsRefused() {
        String envelope =
                "%s: {type: object, required: [%s], x-inbox-envelope: %s, properties: {%s: {oneOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]}}}\n";
        assertRefused(
                Documents.answer(
                        "Both: {type: object, properties: {a: {$ref: '#/components/schemas/Found'}, b: {$ref: '#/components/schemas/Seen'}}}\n"
                                + envelope.formatted("Found", "found", "found", "found")
                                + envelope.formatted("Seen", "seen", "seen", "seen")
                                + IDS),
                "Seen",
                "Other comes in another envelope already, 'found'");
    }
}
