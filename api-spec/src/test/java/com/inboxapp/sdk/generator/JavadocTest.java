package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocTest {
    private static final List<String> HOSTILE = List.of(
            "Ends the comment */ here, and **/ there.",
            "`*/` in code, and `a */ b`.",
            "@deprecated at the start, @param nothing @return x.",
            "List<String> and 1 < 2 && 3 > 2, <b>not bold, &lt; &nosuch;",
            "{@code open, {@link Nowhere}, {{{ and }}}.",
            "`{` and `}` and `{}` and `{@code` and `}{`.",
            "A lone ` backtick, and ``two``.",
            "C:\\users\\u002a/ and `\\u002a/`, \\u000a and \\",
            "First paragraph.\n\nSecond */ paragraph\n\n\n- `a`\n- @b\n\n    * c */",
            "Ends in a star *",
            "*/",
            "`a\nb */ c`",
            " ",
            "Gr\u00fc\u00dfe \u2028 \ud83d\ude00");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a */ b            | a *&#47; b",
                "a **/             | a **&#47;",
                "x@y               | x&#64;y",
                "a < b > c & d     | a &lt; b &gt; c &amp; d",
                "`a<b>`            | {@code a<b>}",
                "`{a: {b}}`        | {@code {a: {b}}}",
                "`{`               | {",
                "`}{`              | }{",
                "\\u002a/          | &#92;u002a/",
                "`\\u002a/`        | &#92;u002a/",
                "{@code x          | {&#64;code x",
                "`a */ b`          | {@code a *&#47; b}",
            })
    void escapesCharactersWithAMeaningInJavadoc(String text, String javadoc) {
        assertThat(Javadoc.inline(text)).isEqualTo(javadoc);
    }

    @Test
    void separatesParagraphsAndIndentsLines() {
        assertThat(Javadoc.block("    ", "One\nline.\n\nTwo.", List.of("@return it")))
                .isEqualTo("""
                            /**
                             * One
                             * line.
                             *
                             * <p>Two.
                             *
                             * @return it
                             */
                        """);
    }

    @Test
    void omitsTheCommentWithoutDescriptionAndTags() {
        assertThat(Javadoc.block("", null, List.of())).isEmpty();
    }

    @Test
    void documentsTheChecksThatTheConstructorHas() {
        String change =
                Generation.of(Documents.request("""
                        Change:
                          type: object
                          required: [name, count]
                          properties:
                            name: {type: string}
                            count: {type: integer, maximum: 5}
                            tags: {type: array, items: {type: string}}
                        """), folder.resolve("request")).model("Change");
        String condition = "@throws IllegalArgumentException if a required value is null, a list contains null,"
                + " a text has an unpaired surrogate, or a value violates";

        assertThat(change.replaceAll("\\s+\\*\\s+", " ").split(condition, -1)).hasSize(3);
    }

    @Test
    void documentsNoExceptionOfAConstructorWithoutChecks() {
        String thing = Generation.of(
                        Documents.response("Thing: {type: object, properties: {name: {type: string}}}"),
                        folder.resolve("response"))
                .model("Thing");

        assertThat(thing).doesNotContain("@throws", "public Thing {");
    }

    @Test
    void generatesValidJavaAndJavadocFromHostileDescriptions() {
        StringBuilder operations = new StringBuilder();
        StringBuilder properties = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < HOSTILE.size(); i++) {
            String text = Documents.quoted(HOSTILE.get(i));
            char letter = (char) ('a' + i);
            operations.append("""
                    /things/%1$s/{id}:
                      post:
                        operationId: things.post%1$s
                        tags: [things]
                        description: %2$s
                        x-inbox-safety: unsafe
                        parameters: [{name: id, in: path, required: true, description: %2$s, schema: {type: string}}]
                        requestBody:
                          description: %2$s
                          content: {application/json: {schema: {$ref: '#/components/schemas/Change'}}}
                        responses:
                          '200': {description: OK., content: {application/json: {schema: {$ref: '#/components/schemas/Thing%1$s'}}}}
                    """.formatted(letter, text));
            properties.append("""
                    Thing%1$s:
                      type: object
                      description: %2$s
                      properties:
                        id: {$ref: '#/components/schemas/Id%1$s', description: %2$s}
                        kind: {$ref: '#/components/schemas/Kind%1$s', description: %2$s}
                        note: {type: string, description: %2$s}
                    Id%1$s: {type: string, description: %2$s, x-inbox-id: {kind: any}}
                    Kind%1$s: {type: string, description: %2$s, enum: [%2$s, other]}
                    """.formatted(letter, text)
                    .replace("enum: [\"*/\", ", "enum: [\"*/x\", ")
                    .replace("enum: [\" \", ", "enum: [\" x\", "));
            parameters.append("%1$s: {type: [string, 'null'], description: %2$s}\n".formatted(letter, text));
        }
        String document = Documents.of(
                        operations.toString(),
                        properties + "Change:\n  type: object\n  x-inbox-three-state: true\n  properties:\n"
                                + parameters.toString().indent(4))
                + "tags: [{name: things, description: " + Documents.quoted(String.join("\n\n", HOSTILE)) + "}]\n";

        Generation generation = Generation.withRx(document, folder);

        assertThatCode(() -> generation.compile("-Xdoclint:all,-missing")).doesNotThrowAnyException();
    }
}
