package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTest {
    @TempDir
    private static Path folder;

    private static Generation generation;
    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        generation = Generation.of(Documents.response("""
                        Note:
                          type: object
                          description: |-
                            A note.

                            Second paragraph, with `code`.
                          required: [title, lines, author]
                          x-inbox-sensitive: [lines, author]
                          properties:
                            title: {type: string, description: Title of the note.}
                            lines: {type: array, items: {type: string}, description: Lines of the note.}
                            author: {type: [string, 'null'], description: Author of the note. Null if unknown.}
                            stars: {type: integer, description: "Number of stars.\\n\\nNot more\\nthan five."}
                            labels: {type: array, items: {type: string}}
                        """), folder);
        compiled = generation.compile();
    }

    private static Object note() {
        return compiled.build("Note", "title", "T", "lines", List.of("a", "b"), "author", "ana", "stars", 3);
    }

    @Test
    void isARecordWithTheComponentsInTheOrderOfTheDocument() {
        assertThat(compiled.model("Note").isRecord()).isTrue();
        assertThat(compiled.model("Note").getRecordComponents())
                .extracting(component ->
                        component.getName() + ":" + component.getType().getSimpleName())
                .containsExactly("title:String", "lines:List", "author:String", "stars:Integer", "labels:List");
    }

    @Test
    void isMarkedAsGenerated() {
        assertThat(generation.model("Note"))
                .contains("@Generated(\"com.inboxapp.sdk.generator.InboxJavaGenerator\")\npublic record Note(");
    }

    @Test
    void builderAndConstructorCreateEqualInstances() throws ReflectiveOperationException {
        Object constructed =
                compiled.model("Note").getConstructors()[0].newInstance("T", List.of("a", "b"), "ana", 3, null);

        assertThat(note()).isEqualTo(constructed);
    }

    @Test
    void toBuilderKeepsUnchangedProperties() {
        Object changed = call(call(call(note(), "toBuilder"), "stars", 4), "build");

        assertThat(changed)
                .isEqualTo(
                        compiled.build("Note", "title", "T", "lines", List.of("a", "b"), "author", "ana", "stars", 4));
    }

    @Test
    void toBuilderRebuildsAnEqualInstance() {
        assertThat(call(call(note(), "toBuilder"), "build")).isEqualTo(note());
    }

    @Test
    void copiesListsOnConstruction() {
        List<String> given = new ArrayList<>(List.of("a"));
        Object note = compiled.build("Note", "title", "T", "lines", given);

        given.add("b");

        assertThat(call(note, "lines")).isEqualTo(List.of("a"));
    }

    @Test
    void decodedListsAreUnmodifiable() throws Exception {
        Object note =
                compiled.read("Note", "{\"title\": \"T\", \"lines\": [\"a\"], \"author\": null, \"labels\": [\"b\"]}");

        assertThat((List<?>) call(note, "lines")).isUnmodifiable();
        assertThat((List<?>) call(note, "labels")).isUnmodifiable();
    }

    @Test
    void rejectsListsWithANull() {
        assertThatThrownBy(() -> compiled.build("Note", "title", "T", "lines", Arrays.asList("a", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Note.lines");
    }

    @Test
    void namesAMissingRequiredProperty() {
        assertThatThrownBy(() -> compiled.build("Note", "lines", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Note.title is required");
        assertThatThrownBy(() -> compiled.build("Note", "title", "T"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Note.lines is required");
    }

    @Test
    void acceptsNullForARequiredNullableProperty() {
        assertThat(call(compiled.build("Note", "title", "T", "lines", List.of()), "author"))
                .isNull();
    }

    @Test
    void declaresNullnessOfThePackageAndOfOptionalProperties() {
        assertThat(generation.files().get("com/inboxapp/sdk/model/package-info.java"))
                .contains("@NullMarked\npackage com.inboxapp.sdk.model;");
        assertThat(generation.model("Note"))
                .contains("        String title,\n")
                .contains("        List<String> lines,\n")
                .contains("        @Nullable String author,\n")
                .contains("        @Nullable Integer stars,\n")
                .contains("        @Nullable List<String> labels) {\n")
                .contains("public Builder title(String title)")
                .contains("public Builder author(@Nullable String author)");
    }

    @Test
    void toStringHidesSensitiveProperties() {
        assertThat(note()).hasToString("Note[title=T, lines=(hidden), author=(hidden), stars=3, labels=null]");
        assertThat(compiled.build("Note", "title", "T", "lines", List.of()))
                .hasToString("Note[title=T, lines=(hidden), author=null, stars=null, labels=null]");
    }

    @Test
    void descriptionsBecomeJavadoc() {
        assertThat(generation.model("Note")).contains("""
                        /**
                         * A note.
                         *
                         * <p>Second paragraph, with {@code code}.
                         *
                         * @param title Title of the note.
                         * @param lines Lines of the note.
                         * @param author Author of the note. Null if unknown.
                         * @param stars Number of stars.
                         *
                         * Not more
                         * than five. Nullable.
                         * @param labels nullable
                         */
                        """).contains("""
                        /**
                         * Sets {@code stars}. Number of stars.
                         *
                         * <p>Not more
                         * than five.
                         *
                         * @param stars the value, or null for none
                         * @return this builder
                         */
                        public Builder stars(@Nullable Integer stars) {
                        """.indent(8));
    }
}
