package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

/** Creates invalid documents. The parser's own validation is turned off, because it differs between versions. */
final class Refusals {
    static final String IDS = """
            Id: {type: string, x-inbox-id: {kind: any}}
            Kind: {type: string, enum: [a, b]}
            Aliased: {type: string, enum: [x], x-inbox-value-aliases: {twitter: x}}
            Other: {type: object, properties: {name: {type: string}}}
            Cursor: {type: object, required: [id, at], properties: {id: {type: string}, at: {type: string}}}
            """;

    private Refusals() {}

    static void assertRejected(String document, Path folder, String where, String problem) {
        assertThatThrownBy(() -> Generation.of(document, folder, plugin -> plugin.setValidateSpec(false)))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith(where + ":")
                .hasMessageContaining(problem);
    }

    static String property(String schema) {
        return "Thing: {type: object, properties: {value: {" + schema + "}}}\n" + IDS;
    }

    /** Replaces a valid part of a document with an invalid one. {@code \n} starts a line with the same indentation. */
    static String edit(String document, String right, String wrong) {
        int at = document.indexOf(right);
        int line = document.lastIndexOf('\n', at) + 1;
        String indentation = document.substring(line, at).replaceAll("\\S.*", "");
        return document.substring(0, at)
                + wrong.replace("\\n", "\n" + indentation)
                + document.substring(at + right.length());
    }
}
