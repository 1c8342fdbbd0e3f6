package com.inboxapp.sdk.generator;

/** Small documents around the piece that a test is about. */
final class Documents {
    private Documents() {}

    /** A whole document. */
    static String of(String paths, String schemas) {
        return """
                openapi: 3.1.0
                info: {title: Small, version: '1'}
                servers: [{url: 'https://example.com'}]
                paths:
                """ + paths.indent(2) + "components:\n  schemas:\n" + schemas.indent(4);
    }

    /** {@code things.get} answers the first schema. */
    static String answer(String schemas) {
        return of(path("get", "things.get", "safe", "", answering(first(schemas))), schemas);
    }

    /** {@code things.create} takes the first schema. */
    static String request(String schemas) {
        return of(path("post", "things.create", "unsafe", taking(first(schemas)), nothing()), schemas);
    }

    /** {@code things.list} with these parameters and extensions answers nothing. */
    static String query(String operation, String schemas) {
        return of(path("get", "things.list", "safe", operation, nothing()), schemas);
    }

    /** {@code things.list} with these parameters and extensions answers the first schema. */
    static String pages(String operation, String schemas) {
        return of(path("get", "things.list", "safe", operation, answering(first(schemas))), schemas);
    }

    /** A path with one operation. */
    static String path(String http, String id, String safety, String operation, String responses) {
        return "/" + id.replace('.', '/') + ":\n"
                + operation(http, id, safety, operation, responses).indent(2);
    }

    static String operation(String http, String id, String safety, String operation, String responses) {
        return http + ":\n"
                + ("operationId: " + id + "\ntags: [" + id.substring(0, id.indexOf('.')) + "]\nx-inbox-safety: "
                                + safety + "\n" + operation + responses)
                        .indent(2);
    }

    static String taking(String schema) {
        return """
                requestBody:
                  required: true
                  content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}
                """.formatted(schema);
    }

    static String answering(String schema) {
        return """
                responses:
                  '200':
                    description: It.
                    content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}
                """.formatted(schema);
    }

    static String nothing() {
        return """
                responses:
                  '200': {description: Done.}
                """;
    }

    /** A text as YAML writes it in double quotes. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String first(String schemas) {
        return schemas.substring(0, schemas.indexOf(':'));
    }
}
