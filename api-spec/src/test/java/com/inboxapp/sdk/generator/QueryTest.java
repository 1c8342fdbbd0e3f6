package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @TempDir
    private static Path folder;

    private static Generation generation;
    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        generation = Generation.of(Documents.pages("""
                        x-inbox-query: ListThingsQuery
                        x-inbox-both-or-neither: {cursor: {id: cursorId, timestamp: cursorTimestamp}}
                        parameters:
                          - {name: owner, in: query, required: true, description: Whose things., schema: {$ref: '#/components/schemas/OwnerId'}}
                          - {name: 'ids[]', in: query, schema: {type: array, items: {$ref: '#/components/schemas/OwnerId'}}}
                          - {name: cursorId, in: query, schema: {type: string}}
                          - {name: cursorTimestamp, in: query, schema: {type: string}}
                          - {name: cursor, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Cursor'}}
                          - {name: filters, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Filters'}}
                          - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
                          - {name: seq, in: query, schema: {type: integer, format: int64}}
                        """, """
                        Page:
                          type: object
                          required: [things, nextCursor]
                          properties:
                            things: {type: array, items: {$ref: '#/components/schemas/Thing'}}
                            nextCursor: {oneOf: [{$ref: '#/components/schemas/Cursor'}, {type: 'null'}]}
                        Thing: {type: object, properties: {name: {type: string}}}
                        Cursor:
                          type: object
                          required: [id, timestamp]
                          properties: {id: {type: string, minLength: 1}, timestamp: {type: string, minLength: 1}}
                        Filters:
                          type: object
                          properties:
                            tags: {$ref: '#/components/schemas/TagFilter'}
                            done: {type: boolean}
                        TagFilter:
                          type: object
                          properties:
                            selectedIds: {type: array, items: {$ref: '#/components/schemas/OwnerId'}}
                            names: {type: array, items: {type: string}}
                        OwnerId: {type: string, x-inbox-id: {kind: inbox}}
                        """), folder);
        compiled = generation.compile();
    }

    private static Object owner(String text) {
        return compiled.of("OwnerId", text);
    }

    private static Object query(Object... settings) {
        List<Object> all = new ArrayList<>(List.of("owner", owner("o")));
        all.addAll(List.of(settings));
        return compiled.build("ListThingsQuery", all.toArray());
    }

    private static List<String> written(Object query) {
        return compiled.query(query, "GUIDE", "INDICES", "FLAT");
    }

    @Test
    void writesOnlyTheGivenParameters() {
        assertThat(written(query())).containsExactly("owner=o");
    }

    @Test
    void scalarsAreWrittenByTheirNames() {
        assertThat(written(query("limit", 20, "seq", 9007199254740993L)))
                .containsExactly("owner=o", "limit=20", "seq=9007199254740993");
    }

    @Test
    void aCursorIsWrittenAsFlatParametersByteForByte() {
        Object cursor = compiled.build("Cursor", "id", "c 1", "timestamp", "2025-11-10T18:03:16.123456+02:00");

        assertThat(written(query("cursor", cursor)))
                .containsExactly("owner=o", "cursorId=c 1", "cursorTimestamp=2025-11-10T18:03:16.123456+02:00");
    }

    @Test
    void aCursorIsWrittenInBracketsWhenConfigured() {
        Object cursor = compiled.build("Cursor", "id", "c 1", "timestamp", "2025-11-10T18:03:16Z");

        assertThat(compiled.query(query("cursor", cursor), "GUIDE", "INDICES", "BRACKETS"))
                .containsExactly("owner=o", "cursor[id]=c 1", "cursor[timestamp]=2025-11-10T18:03:16Z");
    }

    @Test
    void flatParametersAreNotPropertiesOfTheQuery() {
        assertThat(compiled.model("ListThingsQuery").getRecordComponents())
                .extracting(component -> component.getName())
                .containsExactly("owner", "ids", "cursor", "filters", "limit", "seq");
    }

    /** Half of a surrogate pair cannot be encoded as UTF-8, so a cursor with it cannot be sent back. */
    @Test
    void rejectsACursorThatCannotBeEncoded() {
        assertThatThrownBy(() -> compiled.build("Cursor", "id", "c\ud83d", "timestamp", "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cursor.id has an unpaired surrogate at index 1");
        assertThatThrownBy(() -> compiled.read("Cursor", "{\"id\":\"c\",\"timestamp\":\"\\udc00\"}"))
                .hasMessageContaining("Cursor.timestamp has an unpaired surrogate at index 0");
    }

    @Test
    void rejectsHalfACursor() {
        assertThatThrownBy(() -> compiled.build("Cursor", "id", "c")).hasMessage("Cursor.timestamp is required");
        assertThatThrownBy(() -> compiled.build("Cursor", "timestamp", "t")).hasMessage("Cursor.id is required");
    }

    @ParameterizedTest
    @CsvSource({
        "INDICES, ids[0]=a, ids[1]=b",
        "BRACKETS, ids[]=a, ids[]=b",
        "REPEAT, ids=a, ids=b",
    })
    void anArrayIsWrittenInTheConfiguredFormat(String form, String first, String second) {
        Object query = query("ids", List.of(owner("a"), owner("b")));

        assertThat(compiled.query(query, "GUIDE", form, "FLAT")).containsExactly("owner=o", first, second);
    }

    @ParameterizedTest
    @CsvSource({"INDICES, ids[0]=a", "BRACKETS, ids[]=a", "REPEAT, ids[]=a"})
    void neverWritesAnArrayOfOneAsAScalar(String form, String written) {
        assertThat(compiled.query(query("ids", List.of(owner("a"))), "GUIDE", form, "FLAT"))
                .containsExactly("owner=o", written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INDICES", "BRACKETS", "REPEAT"})
    void omitsAnEmptyArray(String form) {
        assertThat(compiled.query(query("ids", List.of()), "GUIDE", form, "FLAT"))
                .containsExactly("owner=o");
    }

    @Test
    void objectsAreNestedInBrackets() {
        Object tags =
                compiled.build("TagFilter", "selectedIds", List.of(owner("t1"), owner("t2")), "names", List.of("n"));
        Object filters = compiled.build("Filters", "tags", tags, "done", false);

        assertThat(written(query("filters", filters)))
                .containsExactly(
                        "owner=o",
                        "filters[tags][selectedIds][0]=t1",
                        "filters[tags][selectedIds][1]=t2",
                        "filters[tags][names][0]=n",
                        "filters[done]=false");
        assertThat(compiled.query(query("filters", filters), "GUIDE", "REPEAT", "FLAT"))
                .containsExactly(
                        "owner=o",
                        "filters[tags][selectedIds]=t1",
                        "filters[tags][selectedIds]=t2",
                        "filters[tags][names][]=n",
                        "filters[done]=false");
    }

    @Test
    void omitsAnEmptyObject() {
        assertThat(written(query("filters", compiled.build("Filters", "tags", compiled.build("TagFilter")))))
                .containsExactly("owner=o");
    }

    @Test
    void arraysInQueriesAreCopied() {
        List<Object> ids = new ArrayList<>(List.of(owner("a")));
        Object query = query("ids", ids);

        ids.clear();

        assertThat(written(query)).containsExactly("owner=o", "ids[0]=a");
    }

    @Test
    void namesAMissingRequiredParameter() {
        assertThatThrownBy(() -> compiled.build("ListThingsQuery"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ListThingsQuery.owner is required");
    }

    @Test
    void boundsOfParametersAreChecked() {
        assertThatThrownBy(() -> query("limit", 0)).hasMessageContaining("ListThingsQuery.limit");
        assertThatThrownBy(() -> query("limit", 101)).hasMessageContaining("ListThingsQuery.limit");
    }

    @Test
    void javadocHasTheDescriptionOfTheParameter() {
        assertThat(generation.model("ListThingsQuery"))
                .contains(" * The query parameters of {@code things.list}.\n")
                .contains(" * @param owner Whose things.\n");
    }

    @Test
    void objectsUsedOnlyInQueriesHaveNoJsonAdapter() {
        assertThat(generation.model("ListThingsQuery")).doesNotContain("JsonAdapter<");
        assertThat(generation.model("Filters")).doesNotContain("JsonAdapter<");
        assertThat(generation.model("Cursor")).contains("JsonAdapter<Cursor>").contains("implements QueryParameters");
    }

    @Test
    void toBuilderCreatesTheQueryForTheNextPage() {
        Object cursor = compiled.build("Cursor", "id", "c", "timestamp", "t");

        Object next = call(call(call(query("limit", 5), "toBuilder"), "cursor", cursor), "build");

        assertThat(written(next)).containsExactly("owner=o", "cursorId=c", "cursorTimestamp=t", "limit=5");
    }

    @Test
    void generatesAQueryWithoutComponents(@TempDir Path other) {
        String document = Documents.query("""
                x-inbox-query: Search
                parameters: [{name: text, in: query, schema: {type: string}}]
                """, "Unused: {type: string}");

        Generation small = Generation.of(document.substring(0, document.indexOf("components:")), other);

        assertThat(small.models()).containsExactly("Search");
        Compiled search = small.compile();
        assertThat(search.query(search.build("Search", "text", "a"), "GUIDE", "INDICES", "FLAT"))
                .containsExactly("text=a");
    }
}
