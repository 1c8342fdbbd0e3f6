package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Refusals.IDS;
import static com.inboxapp.sdk.generator.Refusals.edit;
import static com.inboxapp.sdk.generator.Refusals.property;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator rejects every unsupported operation, and every unsupported part of the document as a whole. */
class RefusedOperationTest {
    @TempDir
    private Path folder;

    private void assertRejected(String document, String where, String problem) {
        Refusals.assertRejected(document, folder, where, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x-inbox-exactly-one-of: [a, b]                                          | must be a list of names",
                "x-inbox-exactly-one-of: a                                               | must be a list of lists of names",
                "x-inbox-exactly-one-of: [[a, 5]]                                        | must be a list of names",
                "x-inbox-exactly-one-of: [[a, z]]                                        | names 'z', which does not exist",
                "x-inbox-exactly-one-of: [[a]]                                           | must have at least two names",
                "x-inbox-exactly-one-of: [[a, a]]                                        | must have at least two names",
                "x-inbox-exactly-one-of: [[]]                                            | must have at least two names",
                "x-inbox-exactly-one-of: [[a, c]]                                        | names 'c', which must be optional",
                "x-inbox-three-state: true, x-inbox-exactly-one-of: [[a, d]]             | names 'd', which must be optional",
                "oneOf: [{required: [a]}, {required: [b]}]                               | must list the same names",
                "oneOf: [{required: [a]}, {required: [b]}], x-inbox-exactly-one-of: [[a, c]] | must list the same names",
                "oneOf: [{required: [a, b]}], x-inbox-exactly-one-of: [[a, b]]           | must require exactly one name",
                "oneOf: [{type: object}], x-inbox-exactly-one-of: [[a, b]]               | must require exactly one name",
            })
    void rejectsAnInvalidChoice(String rule, String problem) {
        assertRejected(
                Documents.request(
                        "Thing: {type: object, required: [c], " + rule
                                + ", properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: [string, 'null']}}}"),
                "Thing",
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "operationId: things.get  | operationId: get           | operation get         | <tag>.<method>",
                "operationId: things.get  | operationId: others.get    | operation others.get  | <tag>.<method>",
                "operationId: things.get  | operationId: things.get.it | operation things.get.it | <tag>.<method>",
                "operationId: things.get  | summary: It.               | operation null        | <tag>.<method>",
                "tags: [things]           | tags: [things, others]     | operation things.get  | one tag",
                "tags: [things]           | summary: It.               | operation things.get  | one tag",
                "operationId: things.get  | operationId: things.Get    | operation things.Get  | <tag>.<method>",
                "x-inbox-safety: safe     | x-inbox-safety: careful    | things.get            | x-inbox-safety must be safe, idempotent or unsafe, but was careful",
                "x-inbox-safety: safe     | x-inbox-safety: [safe]     | things.get            | x-inbox-safety must be a string",
                "x-inbox-safety: safe     | summary: It.               | things.get            | x-inbox-safety must be safe, idempotent or unsafe, but was null",
                "tags: [things]           | tags: [things]\\nx-inbox-envelope: a       | things.get  | x-inbox-envelope is not allowed here",
                "tags: [things]           | tags: [things]\\nx-inbox-new: a            | things.get  | unknown extension x-inbox-new",
                "tags: [things]           | tags: [things]\\nx-internal: true          | things.get  | x-internal",
                "tags: [things]           | tags: [things]\\ndeprecated: true          | things.get  | deprecated",
                "tags: [things]           | tags: [things]\\nsecurity: []              | things.get  | separate security",
                "tags: [things]           | tags: [things]\\nservers: [{url: 'https://other.example.com'}] | things.get | a separate server",
                "tags: [things]           | tags: [things]\\ncallbacks: {done: {'{$request.body#/url}': {post: {responses: {'200': {description: OK}}}}}} | things.get | callbacks",
                "description: It.         | description: It.\\nx-inbox-query: A  | things.get, response 200 | x-inbox-query is not allowed here",
                "schema:                  | x-inbox-query: A, schema:  | things.get, response 200 | x-inbox-query is not allowed here",
                "'200':                   | '201':                     | things.get            | has no response 200",
                "'200':                   | 2XX:                       | things.get            | has no response 200",
                "'200':                   | '202': {description: Later.}\\n'200': | things.get | a second successful response 202 is not supported",
                "application/json         | text/plain                 | things.get, response 200 | must be application/json with a schema, and nothing else",
                "{schema: {$ref: '#/components/schemas/Thing'}} | {example: 1} | things.get, response 200 | must be application/json with a schema, and nothing else",
                "{$ref: '#/components/schemas/Thing'} | {type: string}   | things.get       | a response must be an object or an array of objects, but was String",
                "{$ref: '#/components/schemas/Thing'} | {type: array, items: {type: string}} | things.get | a response must be an object or an array of objects, but was List<String>",
                "{$ref: '#/components/schemas/Thing'} | {$ref: '#/components/schemas/Kind'}  | things.get | a response must be an object or an array of objects, but was Kind",
                "{$ref: '#/components/schemas/Thing'} | {}               | things.get       | a response must be an object or an array of objects, but was JsonValue",
                "/things/get:             | /things/{id}:              | things.get            | the path /things/{id} must have no query, and its parameters [id] must be the declared ones, but declared are []",
                "/things/get:             | /things?all=true:          | things.get            | the path /things?all=true must have no query",
            })
    void rejectsAnInvalidOperation(String right, String wrong, String where, String problem) {
        assertRejected(edit(Documents.response(property("type: string")), right, wrong), where, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{$ref: '#/components/schemas/Thing'} | {type: object, properties: {a: {type: string}}} | things.create       | an inline body",
                "{$ref: '#/components/schemas/Thing'} | {$ref: '#/components/schemas/Kind'}             | things.create       | a body must be an object, but was Kind",
                "application/json                     | multipart/form-data                             | things.create, body | must be application/json",
                "required: true                       | required: true\\nx-inbox-query: A          | things.create, body | x-inbox-query is not allowed here",
                "post:                                | get:                                            | things.create       | a GET with a body",
                "content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}} | content: {}  | things.create     | a body must have the content application/json",
            })
    void rejectsAnInvalidBody(String right, String wrong, String where, String problem) {
        assertRejected(edit(Documents.request(property("type: string")), right, wrong), where, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type: object, required: [a], properties: {a: {type: string}}",
                "type: object, x-inbox-exactly-one-of: [[a, b]], properties: {a: {type: string}, b: {type: string}}",
                "type: object, required: [a], x-inbox-three-state: true, properties: {a: {type: [string, 'null']}}",
            })
    void rejectsAnOptionalBodyWithRequiredProperties(String body) {
        assertRejected(
                Documents.request("Thing: {" + body + "}").replace("required: true", "required: false"),
                "things.create",
                "an optional body must have no required property");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "options", "trace"})
    void rejectsAnUnsupportedHttpMethod(String http) {
        assertRejected(
                Documents.of(Documents.path(http, "things.get", "safe", "", Documents.nothing()), IDS),
                "things.get",
                "the method " + http.toUpperCase(Locale.ROOT) + " is not supported");
    }

    @Test
    void rejectsAReferencedBody() {
        String operation = "requestBody: {$ref: '#/components/requestBodies/Body'}\n";
        String document = Documents.of(
                        Documents.path("post", "things.create", "unsafe", operation, Documents.nothing()),
                        property("type: string"))
                + "  requestBodies: {Body: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}\n";

        assertRejected(document, "things.create", "a referenced body is not supported");
    }

    @Test
    void rejectsAReferencedResponse() {
        String document = Documents.of(
                        Documents.path(
                                "get",
                                "things.get",
                                "safe",
                                "",
                                "responses: {'200': {$ref: '#/components/responses/Thing'}}\n"),
                        property("type: string"))
                + "  responses: {Thing: {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}\n";

        assertRejected(document, "things.get", "a referenced successful response is not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{name: id, in: header, schema: {type: string}}                                   | things.list, parameter id | parameters in 'header' are not supported",
                "{name: id, in: cookie, schema: {type: string}}                                   | things.list, parameter id | parameters in 'cookie' are not supported",
                "{name: id, in: query}                                                            | things.list               | parameter 'id' has no schema",
                "{name: id, in: query, content: {application/json: {schema: {type: string}}}}     | things.list               | parameter 'id' has no schema",
                "{name: id, in: query, schema: {type: string}}                                    | things.list, parameter id | x-inbox-query",
                "{name: id, in: query, required: true, schema: {type: [string, 'null']}}          | things.list, parameter id | x-inbox-query",
                "{name: id, in: query, required: true, schema: {type: array, items: {type: string}}} | things.list, parameter id | x-inbox-query",
                "{name: id, in: query, required: true, schema: {$ref: '#/components/schemas/Other'}} | things.list, parameter id | x-inbox-query",
                "{name: id, in: query, required: true, schema: {$ref: '#/components/schemas/Aliased'}} | things.list, parameter id | without aliases",
                "{name: id, in: query, required: true, schema: {type: string, format: date-time}} | things.list, parameter id | x-inbox-query",
                "{name: id, in: query, required: true, schema: {type: number}}                    | things.list, parameter id | x-inbox-query",
                "{name: id, in: query, required: true, schema: {type: string, minLength: 1}}      | things.list, parameter id | bounds are supported",
                "{name: Id, in: query, required: true, schema: {type: string}}                    | things.list, parameter Id | 'Id' cannot be the name of a Java member",
                "{name: id, in: query, required: true, deprecated: true, schema: {type: string}}  | things.list, parameter id | deprecated",
                "{name: id, in: query, required: true, allowReserved: true, schema: {type: string}} | things.list, parameter id | allowReserved",
                "{name: id, in: query, required: true, allowEmptyValue: true, schema: {type: string}} | things.list, parameter id | allowEmptyValue",
                "{name: id, in: query, required: true, x-inbox-aliases: {}, schema: {type: string}} | things.list, parameter id | x-inbox-aliases is not allowed here",
                "{name: id, in: query, required: true, schema: {type: string, x-inbox-new: 1}}    | things.list, parameter id | unknown extension x-inbox-new",
                "{name: id, in: path, required: true, schema: {type: string}}                     | things.list               | but declared are [id]",
                "{$ref: '#/components/parameters/Nowhere'}                                        | things.list               | refers to #/components/parameters/Nowhere",
            })
    void rejectsAnInvalidParameter(String parameter, String where, String problem) {
        assertRejected(Documents.query("parameters: [" + parameter + "]\n", IDS), where, problem);
    }

    @Test
    void rejectsTwoParametersWithTheSameName() {
        String parameters =
                "parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: id, in: query, required: true, schema: {type: string}}]\n";

        assertRejected(
                Documents.query(parameters, IDS).replace("/things/list:", "/things/{id}:"),
                "things.list",
                "two parameters would have the Java name id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x-inbox-aliases: {a: {reference: b}}                            | things.list | x-inbox-aliases names 'a', which does not exist",
                "x-inbox-exactly-one-of: [[a, b]]                                | things.list | rules on query parameters need x-inbox-query",
                "x-inbox-both-or-neither: {a: {b: c}}                            | things.list | rules on query parameters need x-inbox-query",
                "x-inbox-query: [Query]                                          | things.list | x-inbox-query must be a string",
                "x-inbox-query: list-query                                       | things.list | cannot be the name of a Java class",
            })
    void rejectsQueryRulesWithoutAQueryClass(String extension, String where, String problem) {
        assertRejected(Documents.query(extension + "\n", IDS), where, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a: {type: string, format: date-time}                          |             | things.list, parameter a | Instant is not supported in a query",
                "a: {type: number}                                             |             | things.list, parameter a | Double is not supported in a query",
                "a: {type: number, format: decimal}                            |             | things.list, parameter a | BigDecimal is not supported in a query",
                "a: {}                                                         |             | things.list, parameter a | JsonValue is not supported in a query",
                "a: {type: array, items: {$ref: '#/components/schemas/Other'}} |             | things.list, parameter a | List<Other> is not supported in a query",
                "a: {type: array, items: {type: number}}                       |             | things.list, parameter a | List<Double> is not supported in a query",
                "a: {$ref: '#/components/schemas/Other'}                       |             | things.list, parameter a | must have the style deepObject, but has form",
                "a: {type: string}                                             | style: deepObject | things.list, parameter a | must have the style form, but has deepObject",
                "a: {type: array, items: {type: string}}                       | style: pipeDelimited | things.list, parameter a | must have the style form, but has pipeDelimited",
                "a: {type: array, items: {type: string}}                       | explode: false | things.list, parameter a | an array that is not exploded",
                "a: {type: array, items: {type: string}}                       |             | things.list, parameter a | the name must end with [] if and only if the parameter is an array: 'a'",
                "a[]: {type: string}                                           |             | things.list, parameter a[] | the name must end with [] if and only if the parameter is an array: 'a[]'",
                "a: {$ref: '#/components/schemas/Times'}                       | style: deepObject | Times.at           | Instant is not supported in a query",
                "a: {$ref: '#/components/schemas/Lists'}                       | style: deepObject | Lists.others       | List<Other> is not supported in a query",
                "a: {$ref: '#/components/schemas/States'}                      | style: deepObject | States             | x-inbox-three-state is supported for request bodies",
            })
    void rejectsAQueryParameterThatCannotBeWritten(String parameter, String extra, String where, String problem) {
        String name = parameter.substring(0, parameter.indexOf(':'));
        String schema = parameter.substring(name.length() + 2);
        assertRejected(
                Documents.query(
                        "x-inbox-query: Query\nparameters: [{name: '" + name + "', in: query, "
                                + (extra == null ? "" : extra + ", ") + "schema: " + schema + "}]\n",
                        IDS + """
                        Times: {type: object, properties: {at: {type: string, format: date-time}}}
                        Lists: {type: object, properties: {others: {type: array, items: {$ref: '#/components/schemas/Other'}}}}
                        States: {type: object, x-inbox-three-state: true, properties: {a: {type: [string, 'null']}}}
                        """),
                where,
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x-inbox-aliases: {z: {reference: y}}                    | things.list | x-inbox-aliases names 'z', which does not exist",
                "x-inbox-aliases: {a: {reference: ids}}                  | things.list | the alias 'ids' is already in use",
                "x-inbox-aliases: {a: {also: [b]}}                       | things.list | x-inbox-aliases.a must hold keys from [reference, array]",
                "x-inbox-aliases: {a: {array: true}}                     | things.list | x-inbox-aliases.a.array must be true or false, and needs a reference",
                "x-inbox-aliases: {a: {reference: b, array: 'yes'}}      | things.list | x-inbox-aliases.a.array must be true or false, and needs a reference",
                "x-inbox-aliases: {ids: {reference: b, array: true}}     | things.list, parameter ids[] | x-inbox-aliases.array is not supported for List<String>",
                "x-inbox-aliases: {other: {reference: b, array: true}}   | things.list, parameter other | x-inbox-aliases.array is not supported for Other",
                "x-inbox-aliases: {net: {reference: b, array: true}}     | things.list, parameter net | x-inbox-aliases.array is not supported for Aliased",
                "x-inbox-exactly-one-of: [[a, z]]                        | things.list | names 'z', which does not exist",
                "x-inbox-exactly-one-of: [[a, must]]                     | things.list | names 'must', which must be optional",
                "x-inbox-both-or-neither: [a]                            | things.list | x-inbox-both-or-neither must be a map",
                "x-inbox-both-or-neither: {}                             | things.list | x-inbox-both-or-neither must name a cursor",
                "x-inbox-both-or-neither: {other: a}                     | things.list | x-inbox-both-or-neither.other must be a map",
                "x-inbox-both-or-neither: {z: {name: a}}                 | things.list | names 'z', which is not a parameter",
                "x-inbox-both-or-neither: {other: {name: z}}             | things.list | names 'z', which is not a parameter",
                "x-inbox-both-or-neither: {other: {}}                    | things.list | x-inbox-both-or-neither must name a cursor",
                "x-inbox-both-or-neither: {other: {title: a}}            | things.list, parameter other | must map each property to a parameter of its type: [name]",
                "x-inbox-both-or-neither: {other: {name: number}}        | things.list, parameter other | must map each property to a parameter of its type: [name]",
                "x-inbox-both-or-neither: {a: {name: number}}            | things.list, parameter a | must map each property to a parameter of its type: []",
                "x-inbox-both-or-neither: {other: {name: must}}          | things.list, parameter must | must be optional and must not have an alias",
                "x-inbox-both-or-neither: {other: {name: a}}\\nx-inbox-aliases: {a: {reference: b}} | things.list, parameter a | must be optional and must not have an alias",
                "x-inbox-both-or-neither: {other: {name: a}}             | things.list | takes a cursor, so its response needs exactly one required array",
            })
    void rejectsInvalidQueryRules(String extension, String where, String problem) {
        assertRejected(Documents.query(extension.replace("\\n", "\n") + """

                        x-inbox-query: Query
                        parameters:
                          - {name: a, in: query, schema: {type: string}}
                          - {name: 'ids[]', in: query, schema: {type: array, items: {type: string}}}
                          - {name: other, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Other'}}
                          - {name: net, in: query, schema: {$ref: '#/components/schemas/Aliased'}}
                          - {name: must, in: query, required: true, schema: {type: string}}
                          - {name: number, in: query, schema: {type: integer}}
                        """, IDS), where, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "required: [next], properties: {items: {type: array, items: {type: string}}, next: %s}",
                "required: [items], properties: {items: {type: array, items: {type: string}}, next: %s}",
                "required: [items, next], properties: {items: {type: string}, next: %s}",
                "required: [items, next], properties: {items: {type: [array, 'null'], items: {type: string}}, next: %s}",
                "required: [items, more, next], properties: {items: {type: array, items: {type: string}}, more: {type: array, items: {type: string}}, next: %s}",
                "required: [items, next], properties: {items: {type: array, items: {type: string}}, next: {$ref: '#/components/schemas/Cursor'}}",
                "required: [items, next, before], properties: {items: {type: array, items: {type: string}}, next: %s, before: %s}",
            })
    void rejectsAResponseThatIsNotAPageForAnOperationWithACursor(String page) {
        String cursor = "{oneOf: [{$ref: '#/components/schemas/Cursor'}, {type: 'null'}]}";
        assertRejected(
                Documents.pages("""
                        x-inbox-query: Query
                        x-inbox-both-or-neither: {cursor: {id: cursorId, at: cursorAt}}
                        parameters:
                          - {name: cursor, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Cursor'}}
                          - {name: cursorId, in: query, schema: {type: string}}
                          - {name: cursorAt, in: query, schema: {type: string}}
                        """, "Page: {type: object, " + page.replace("%s", cursor) + "}\n" + IDS),
                "things.list",
                "takes a cursor, so its response needs exactly one required array and one required, nullable cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "Other, x-inbox-query names another schema",
        "InboxThread, is also that of",
        "inboxThread, cannot be the name",
        "OTHER, is also that of"
    })
    void rejectsAQueryClassNamedLikeASchema(String name, String problem) {
        assertThatThrownBy(() -> Generation.of(
                        Documents.query(
                                "x-inbox-query: " + name
                                        + "\nparameters: [{name: a, in: query, style: deepObject, schema: "
                                        + "{$ref: '#/components/schemas/Thread'}}]\n",
                                "Thread: {type: object, properties: {other: {$ref: '#/components/schemas/Other'}}}\n"
                                        + IDS),
                        folder))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void rejectsASchemaNamedLikeAnInterface() {
        assertRejected(
                Documents.response("ThingsApi: {type: object, properties: {name: {type: string}}}"),
                "ThingsApi",
                "its Java name is also that of the interface ThingsApi");
    }

    @Test
    void rejectsTwoOperationsWithTheSameQueryClass() {
        String query = "x-inbox-query: Query\nparameters: [{name: a, in: query, schema: {type: string}}]\n";

        assertRejected(
                Documents.of(
                        Documents.path("get", "things.list", "safe", query, Documents.nothing())
                                + Documents.path("get", "things.find", "safe", query, Documents.nothing()),
                        IDS),
                "things.find",
                "x-inbox-query names another schema or query: Query");
    }

    @Test
    void rejectsTwoOperationsWithTheSameId() {
        String operation = Documents.path("get", "things.list", "safe", "", Documents.nothing());

        assertRejected(
                Documents.of(operation + operation.replace("/things/list", "/other"), IDS),
                "things.list",
                "two operations have this operationId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "paths:                | x-inbox-new: 1\\npaths:                        | document     | unknown extension x-inbox-new",
                "paths:                | x-inbox-safety: safe\\npaths:                  | document     | x-inbox-safety is not allowed here",
                "{title: Small,        | {x-inbox-new: 1, title: Small,                 | info         | unknown extension x-inbox-new",
                "paths:                | paths:\\n  x-inbox-new: 1                      | paths        | unknown extension x-inbox-new",
                "components:           | components:\\n  x-inbox-new: 1                 | components   | unknown extension x-inbox-new",
                "/things/get:          | /things/get:\\n  x-inbox-new: 1              | /things/get  | unknown extension x-inbox-new",
                "/things/get:          | /things/get:\\n  servers: [{url: 'https://other.example.com'}] | /things/get | a separate server",
                "/things/get:          | /things/get:\\n  parameters: [{name: a, in: query, schema: {type: string}}] | /things/get | path-level parameters",
                "paths:                | tags: [{name: things, x-inbox-new: 1}]\\npaths: | tag things   | unknown extension x-inbox-new",
                "paths:                | webhooks: {sent: {post: {responses: {'200': {description: OK}}}}}\\npaths: | document | webhooks is not supported",
            })
    void rejectsAnInvalidDocument(String right, String wrong, String where, String problem) {
        assertRejected(edit(Documents.response(property("type: string")), right, wrong), where, problem);
    }

    @Test
    void rejectsAnUnknownCallType() {
        assertThatThrownBy(() -> Generation.of(
                        Documents.response(property("type: string")),
                        folder,
                        plugin -> plugin.addAdditionalProperty("callType", "Future")))
                .isInstanceOf(SpecException.class)
                .hasMessage("option callType: must be InboxCall or RxJava3, but was Future");
    }
}
