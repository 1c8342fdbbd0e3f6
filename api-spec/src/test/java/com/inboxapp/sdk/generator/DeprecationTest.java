package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated code compiles without warnings, even where it calls deprecated methods. */
class DeprecationTest {
    @TempDir
    private static Path folder;

    private static Generation generation;
    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        String create = Documents.path(
                "post", "things.create", "unsafe", Documents.taking("Create"), Documents.responding("Thing"));
        String list = Documents.path("get", "things.list", "safe", """
                deprecated: true
                description: |-
                  Lists things.

                  Deprecated: use `things.create` instead.
                x-inbox-query: ListQuery
                x-inbox-both-or-neither: {cursor: {id: cursorId}}
                parameters:
                  - {name: sort, in: query, deprecated: true, description: "Deprecated: has no effect.", schema: {type: string}}
                  - {name: cursor, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Cursor'}}
                  - {name: cursorId, in: query, schema: {type: string}}
                """, Documents.responding("Page"));
        generation = Generation.withRx(Documents.of(create + list, """
                Create:
                  type: object
                  x-inbox-three-state: true
                  properties:
                    colour:
                      type: [string, 'null']
                      deprecated: true
                      description: |-
                        The colour.

                        Deprecated: use
                        `color` instead.
                    color: {type: [string, 'null'], description: The color.}
                Thing:
                  type: object
                  required: [old]
                  properties: {old: {type: string, deprecated: true, description: 'Deprecated: use `new` instead.'}}
                Page:
                  type: object
                  required: [things, next]
                  properties:
                    things: {type: array, items: {$ref: '#/components/schemas/Thing'}}
                    next: {oneOf: [{$ref: '#/components/schemas/Cursor'}, {type: 'null'}]}
                Cursor: {type: object, required: [id], properties: {id: {type: string}}}
                """), folder);
        compiled = generation.compile();
    }

    private static void assertDeprecated(Class<?> type, String method, boolean deprecated) {
        assertThat(Arrays.stream(type.getMethods())
                        .filter(each -> each.getName().equals(method)))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(((AnnotatedElement) each).isAnnotationPresent(Deprecated.class))
                        .as("%s", each)
                        .isEqualTo(deprecated));
    }

    @Test
    void deprecatesEveryMethodOfADeprecatedOperation() {
        assertDeprecated(compiled.load("api.ThingsApi"), "list", true);
        assertDeprecated(compiled.load("api.ThingsApi"), "create", false);
        assertThat(List.of("list", "all", "pager"))
                .allSatisfy(method -> assertDeprecated(compiled.load("rx.api.ThingsRxApi"), method, true));
    }

    @Test
    void aDeprecatedPropertyHasADeprecatedAccessorAndBuilderMethod() {
        assertDeprecated(compiled.model("Create"), "colour", true);
        assertDeprecated(compiled.model("Create$Builder"), "colour", true);
        assertDeprecated(compiled.model("Create$Builder"), "clearColour", true);
        assertDeprecated(compiled.model("Create"), "color", false);
        assertDeprecated(compiled.model("Create$Builder"), "color", false);
        assertDeprecated(compiled.model("Thing"), "old", true);
    }

    @Test
    void aDeprecatedQueryParameterHasADeprecatedBuilderMethod() {
        assertDeprecated(compiled.model("ListQuery"), "sort", true);
        assertDeprecated(compiled.model("ListQuery$Builder"), "sort", true);
    }

    @Test
    void javadocNamesTheReplacement() {
        assertThat(generation.api("ThingsApi")).contains("     * @deprecated use {@code things.create} instead.\n");
        assertThat(generation.model("Create")).contains("         * @deprecated use {@code color} instead.\n");
    }
}
