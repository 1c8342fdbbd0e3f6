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

/** The generator rejects every unsupported schema. */
class RefusedSchemaTest {
    @TempDir
    private Path folder;

    private void assertRejected(String document, String where, String problem) {
        Refusals.assertRejected(document, folder, where, problem);
    }

    @Test
    void acceptsTheSnippetsAroundTheRejectedParts() {
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
                    Generation.of(Documents.response(property("type: string")), folder.resolve("1"));
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
    void rejectsAnUnsupportedKeyword(String keyword, String name) {
        assertRejected(Documents.response(property("type: string, " + keyword)), "Thing.value", name);
        assertRejected(
                Documents.response("Thing: {type: object, " + keyword + ", properties: {a: {type: string}}}"),
                "Thing",
                name);
        assertRejected(
                Documents.response(property("$ref: '#/components/schemas/Bad'") + "Bad: {type: string, enum: [a], "
                        + keyword + "}\n"),
                "Bad",
                name);
        assertRejected(
                Documents.response(property("type: array, items: {type: string, " + keyword + "}")),
                "Thing.value[]",
                name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type: [string, integer]                                        | more than one type [string, integer]",
                "type: string, enum: [a]                                        | inline object or enum",
                "type: object, properties: {a: {type: string}}                  | inline object or enum",
                "type: object                                                   | type 'object' with format ''",
                "type: string, format: uuid                                     | type 'string' with format 'uuid'",
                "type: integer, format: int8                                    | type 'integer' with format 'int8'",
                "format: date-time                                              | any JSON",
                "items: {type: string}                                          | any JSON",
                "type: 'null'                                                   | any JSON",
                "type: array                                                    | an array needs items",
                "type: array, items: {type: [string, 'null']}                   | an array of nullable values",
                "type: array, items: {}                                         | an array of nullable values",
                "type: array, items: {type: array, items: {type: string}}       | an array of arrays",
                "oneOf: [{$ref: '#/components/schemas/Id'}]                     | oneOf is supported for a reference and null only",
                "oneOf: [{type: 'null'}]                                        | oneOf is supported for a reference and null only",
                "oneOf: [{type: string, minLength: 1}, {type: 'null'}]          | oneOf is supported for a reference and null only",
                "oneOf: [{$ref: '#/components/schemas/Id'}, {$ref: '#/components/schemas/Kind'}] | oneOf is supported for a reference and null only",
                "oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}, {type: string}]      | oneOf is supported for a reference and null only",
                "type: string, x-inbox-id: {kind: any}                          | x-inbox-id is not allowed here",
                "type: string, x-inbox-new: 1                                   | unknown extension x-inbox-new",
                "type: string, nullable: true                                   | unknown keyword 'nullable'",
                "type: string, maxLenght: 5                                     | unknown keyword 'maxLenght'",
                "oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}], x-inbox-new: 1 | unknown extension x-inbox-new",
                "$ref: '#/components/schemas/Id', x-inbox-aliases: {a: b}       | x-inbox-aliases is not allowed here",
                "$ref: '#/components/schemas/Id', type: [string, 'null']        | a reference must stand alone",
                "$ref: '#/components/schemas/Id', deprecated: true              | deprecated",
            })
    void rejectsAPropertyWithoutAJavaType(String schema, String problem) {
        assertRejected(Documents.response(property(schema)), "Thing.value", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type: integer, minLength: 1                                    | Thing.value    | for strings only",
                "type: boolean, maxLength: 1                                    | Thing.value    | for strings only",
                "type: string, format: date-time, pattern: a                    | Thing.value    | for strings only",
                "minLength: 1                                                   | Thing.value    | for strings only",
                "$ref: '#/components/schemas/Id', minLength: 1                  | Thing.value    | for strings only",
                "type: array, items: {type: string}, pattern: a                 | Thing.value    | for strings only",
                "type: string, minimum: 1                                       | Thing.value    | for integers only",
                "type: number, maximum: 1                                       | Thing.value    | for integers only",
                "type: integer, minimum: 0.5                                    | Thing.value    | must be an integer",
                "type: integer, format: int64, maximum: 9223372036854775808     | Thing.value    | must be an integer",
                "type: string, pattern: '[a'                                    | Thing.value    | the pattern is not valid in Java",
                "type: array, items: {type: string, maxLength: 3}               | Thing.value[]  | bounds are supported for properties",
            })
    void rejectsABoundThatCannotBeCheckedInRequests(String schema, String where, String problem) {
        assertRejected(Documents.request(property(schema)), where, problem);
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
                "type: [object, 'null'], properties: {a: {type: string}}        | a named schema must not be nullable",
                "type: [string, 'null'], enum: [a]                              | a named schema must not be nullable",
                "type: object, nullable: true, properties: {a: {type: string}}  | unknown keyword 'nullable'",
                "type: object, requierd: [a], properties: {a: {type: string}}   | unknown keyword 'requierd'",
                "type: object                                                   | an object needs properties",
                "type: object, properties: {}                                   | an object needs properties",
                "type: object, required: [b], properties: {a: {type: string}}   | requires 'b', which is not a property",
                "type: object, x-inbox-safety: safe, properties: {a: {type: string}} | x-inbox-safety is not allowed here",
                "type: object, x-inbox-new: 1, properties: {a: {type: string}}  | unknown extension x-inbox-new",
                "type: object, x-inbox-three-state: true, properties: {a: {type: [string, 'null']}} | x-inbox-three-state is supported for request bodies",
                "type: object, x-inbox-sensitive: [b], properties: {a: {type: string}} | x-inbox-sensitive must name properties, but was [b]",
                "type: object, x-inbox-sensitive: a, properties: {a: {type: string}} | x-inbox-sensitive must be a list of names",
                "type: object, x-inbox-three-state: a, properties: {a: {type: string}} | x-inbox-three-state must be true or false",
                "type: object, oneOf: [{required: [a]}, {required: [b]}], x-inbox-exactly-one-of: [[a, b]], properties: {a: {type: string}, b: {type: string}} | x-inbox-exactly-one-of is supported for requests only",
            })
    void rejectsANamedSchemaThatIsNotAnObjectEnumOrId(String schema, String problem) {
        assertRejected(
                Documents.response(property("$ref: '#/components/schemas/Bad'") + "Bad: {" + schema + "}\n"),
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
    void rejectsANameThatIsNotAJavaName(String schemas, String where, String problem) {
        assertRejected(Documents.response(schemas), where, problem);
    }

    @ParameterizedTest
    @CsvSource({"InboxThread, Thread, InboxThread", "URLEntity, UrlEntity, UrlEntity", "InboxList, List, InboxList"})
    void rejectsTwoSchemasWithTheSameJavaName(String first, String second, String where) {
        String text = ": {type: object, properties: {name: {type: string}}}\n";
        assertRejected(
                Documents.response("Root: {type: object, properties: {a: {$ref: '#/components/schemas/" + first
                        + "'}, b: {$ref: '#/components/schemas/" + second + "'}}}\n" + first + text + second + text),
                second.equals("Thread") || second.equals("List") ? second : where,
                "is also that of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "#/components/schemas/Nowhere     | Thing                | refers to 'Nowhere', which is not under components/schemas",
                "#/components/parameters/Nowhere  | Thing                | refers to #/components/parameters/Nowhere",
            })
    void rejectsADanglingReference(String ref, String where, String problem) {
        assertRejected(Documents.response(property("$ref: '" + ref + "'")), where, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void rejectsABooleanSchema(String schema) {
        assertRejected(
                Documents.response("Thing: {type: object, properties: {value: " + schema + "}}"),
                "Thing.value",
                "true or false in place of a schema is not supported");
    }

    @Test
    void rejectsMoreThanSixtyFourProperties() {
        String members = IntStream.rangeClosed(0, 64)
                .mapToObj(i -> "p" + i + ": {type: string}")
                .collect(Collectors.joining(", "));

        assertRejected(
                Documents.response("Thing: {type: object, properties: {" + members + "}}"),
                "Thing",
                "more than 64 properties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x-inbox-id: {kind: other}                                      | x-inbox-id.kind must be inbox, platform or any, but was other",
                "x-inbox-id: {equals: {isSame: Bad}}                            | but was null",
                "x-inbox-id: {kind: null}                                       | but was null",
                "x-inbox-id: inbox                                              | x-inbox-id must be a map",
                "x-inbox-id: {kind: any, strict: true}                          | x-inbox-id must hold keys from [kind, equals], but holds [kind, strict]",
                "x-inbox-id: {kind: any, equals: Id}                            | x-inbox-id.equals must be a map",
                "x-inbox-id: {kind: any, equals: {isNowhere: Nowhere}}          | x-inbox-id.equals names 'Nowhere', which is not an id in use",
                "x-inbox-id: {kind: any, equals: {isUnused: Id}}                | x-inbox-id.equals names 'Id', which is not an id in use",
                "x-inbox-id: {kind: any, equals: {isThing: Thing}}              | x-inbox-id.equals names 'Thing', which is not an id in use",
                "x-inbox-id: {kind: any, equals: {IsBad: Bad}}                  | 'IsBad' cannot be the name of a Java member",
                "x-inbox-id: {kind: any}, x-inbox-value-aliases: {a: b}         | x-inbox-value-aliases is not allowed here",
            })
    void rejectsAnInvalidId(String id, String problem) {
        assertRejected(
                Documents.response(property("$ref: '#/components/schemas/Bad'") + "Bad: {type: string, " + id + "}\n"),
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
                "enum: ['']                                                     | no Java name can be derived from the value ''",
                "enum: ['+']                                                    | no Java name can be derived from the value '+'",
                "enum: [a, null]                                                | an enum must hold strings only",
                "enum: [a], x-inbox-value-aliases: [a]                          | x-inbox-value-aliases must be a map",
                "enum: [a], x-inbox-value-aliases: {b: c}                       | an alias maps to 'c', which is not a value",
                "enum: [a, b], x-inbox-value-aliases: {b: a}                    | the alias 'b' is also a value of the enum",
                "enum: [a], x-inbox-value-aliases: {b: a, c: a}                 | must give a value only one alias",
                "enum: [a], x-inbox-type-aliases: {'true': a}                   | x-inbox-type-aliases must map both true and false",
                "enum: [a], x-inbox-type-aliases: {'true': a, 'false': b}       | an alias maps to 'b', which is not a value",
                "enum: [a], x-inbox-id: {kind: any}                             | x-inbox-id is not allowed here",
            })
    void rejectsAnInvalidEnum(String values, String problem) {
        assertRejected(
                Documents.response(
                        property("$ref: '#/components/schemas/Bad'") + "Bad: {type: string, " + values + "}\n"),
                "Bad",
                problem);
    }

    @Test
    void rejectsTypeAliasesOfAnEnumThatNoResponseUses() {
        assertRejected(
                Documents.request(property("$ref: '#/components/schemas/Bad'")
                        + "Bad: {type: string, enum: [a, b], x-inbox-type-aliases: {'true': a, 'false': b}}\n"),
                "Bad",
                "x-inbox-type-aliases is supported for responses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{c: {reference: d}}                                            | x-inbox-aliases names 'c', which does not exist",
                "{a: {reference: b}}                                            | the alias 'b' is already in use",
                "{a: {reference: c}, b: {reference: c}}                         | the alias 'c' is already in use",
                "{a: {reference: c, also: [c]}}                                 | the alias 'c' is already in use",
                "{a: {also: [b]}}                                               | the alias 'b' is already in use",
                "{a: c}                                                         | x-inbox-aliases.a must be a map",
                "{a: {}}                                                        | x-inbox-aliases.a must hold keys from [reference, also]",
                "{a: {reference: c, array: true}}                               | x-inbox-aliases.a must hold keys from [reference, also]",
                "{a: {other: c}}                                                | x-inbox-aliases.a must hold keys from [reference, also]",
                "{a: {reference: 5}}                                            | x-inbox-aliases.a must hold names, but holds '5'",
                "{a: {reference: [c]}}                                          | must hold names",
                "{a: {reference: ''}}                                           | x-inbox-aliases.a must hold names, but holds ''",
                "{a: {also: ['c.d']}}                                           | x-inbox-aliases.a must hold names, but holds 'c.d'",
                "{a: {also: c}}                                                 | x-inbox-aliases.a.also must be a list of names",
                "[a]                                                            | x-inbox-aliases must be a map",
            })
    void rejectsAnInvalidAlias(String aliases, String problem) {
        assertRejected(
                Documents.response("Thing: {type: object, x-inbox-aliases: " + aliases
                        + ", properties: {a: {type: string}, b: {type: string}}}"),
                "Thing",
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "required: [a], x-inbox-envelope: b, properties: {a: {type: array, items: {type: string}}}   | must name the only property, which must be required",
                "x-inbox-envelope: a, properties: {a: {type: array, items: {type: string}}}                  | must name the only property, which must be required",
                "required: [a, b], x-inbox-envelope: a, properties: {a: {type: array, items: {type: string}}, b: {type: string}} | must name the only property, which must be required",
                "required: [a], x-inbox-envelope: a, properties: {a: {type: string}}                         | an envelope must hold an array or a nullable object",
                "required: [a], x-inbox-envelope: a, properties: {a: {type: [array, 'null'], items: {type: string}}} | an envelope must hold an array or a nullable object",
                "required: [a], x-inbox-envelope: a, properties: {a: {$ref: '#/components/schemas/Other'}}   | an envelope must hold an array or a nullable object",
                "required: [a], x-inbox-envelope: a, properties: {a: {oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}]}} | an envelope must hold an array or a nullable object",
                "required: [a], x-inbox-envelope: a, x-inbox-aliases: {a: {also: [b]}}, properties: {a: {type: array, items: {type: string}}} | the property of an envelope must not have an alias",
                "required: [a], x-inbox-envelope: [a], properties: {a: {type: array, items: {type: string}}} | x-inbox-envelope must be a string",
                "required: [a], x-inbox-envelope: a, properties: {a: {oneOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}} | nested envelopes",
            })
    void rejectsAnInvalidEnvelope(String envelope, String problem) {
        assertRejected(Documents.response("Thing: {type: object, " + envelope + "}\n" + IDS), "Thing", problem);
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
    void rejectsAnObjectWithTheNameOfItsEnvelope(String content) {
        assertRejected(
                Documents.response(
                        "Lookup: {type: object, required: [inner], x-inbox-envelope: inner, properties: {inner: {oneOf: "
                                + "[{$ref: '#/components/schemas/Inner'}, {type: 'null'}]}}}\nInner: {type: object, "
                                + content + "}\n"),
                "Inner",
                "its envelope's name 'inner' must not be one of its properties or aliases");
    }

    @Test
    void rejectsAnObjectInTwoEnvelopes() {
        String envelope =
                "%s: {type: object, required: [%s], x-inbox-envelope: %s, properties: {%s: {oneOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]}}}\n";
        assertRejected(
                Documents.response(
                        "Both: {type: object, properties: {a: {$ref: '#/components/schemas/Found'}, b: {$ref: '#/components/schemas/Seen'}}}\n"
                                + envelope.formatted("Found", "found", "found", "found")
                                + envelope.formatted("Seen", "seen", "seen", "seen")
                                + IDS),
                "Seen",
                "Other is already in another envelope, 'found'");
    }
}
