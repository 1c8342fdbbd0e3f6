package com.inboxapp.sdk.generator;

/** Creates small documents around the part that a test is about. */
final class Documents {
    private Documents() {}

    /** Returns a complete document. */
    static String of(String paths, String schemas) {
        return """
                openapi: 3.1.0
                info: {title: Small, version: '1'}
                servers: [{url: 'https://example.com'}]
                paths:
                """ + paths.indent(2) + "components:\n  schemas:\n" + schemas.indent(4);
    }

    /** Returns a document in which {@code things.get} returns the first schema. */
    static String response(String schemas) {
        return of(path("get", "things.get", "safe", "", responding(first(schemas))), schemas);
    }

    /** Returns a document in which {@code things.create} takes the first schema. */
    static String request(String schemas) {
        return of(path("post", "things.create", "unsafe", taking(first(schemas)), nothing()), schemas);
    }

    /** Returns a document in which {@code things.list}, with the given parameters and extensions, returns nothing. */
    static String query(String operation, String schemas) {
        return of(path("get", "things.list", "safe", operation, nothing()), schemas);
    }

    /** Returns a document in which {@code things.list}, with the given parameters and extensions, returns the first schema. */
    static String pages(String operation, String schemas) {
        return of(path("get", "things.list", "safe", operation, responding(first(schemas))), schemas);
    }

    /** Returns a path with one operation. */
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

    static String responding(String schema) {
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

    /** Returns a text as a double-quoted YAML string. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String first(String schemas) {
        return schemas.substring(0, schemas.indexOf(':'));
    }
}
