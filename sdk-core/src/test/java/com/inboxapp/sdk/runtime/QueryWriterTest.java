package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryWriterTest {
    @Test
    void writesArraysInTheChosenFormat() {
        assertThat(array(ArrayFormat.INDICES, List.of("a", "b"))).containsExactly("ids[0]=a", "ids[1]=b");
        assertThat(array(ArrayFormat.BRACKETS, List.of("a", "b"))).containsExactly("ids[]=a", "ids[]=b");
        assertThat(array(ArrayFormat.REPEAT, List.of("a", "b"))).containsExactly("ids=a", "ids=b");
    }

    @Test
    void writesBracketsForASingleElement() {
        assertThat(array(ArrayFormat.INDICES, List.of("a"))).containsExactly("ids[0]=a");
        assertThat(array(ArrayFormat.BRACKETS, List.of("a"))).containsExactly("ids[]=a");
        assertThat(array(ArrayFormat.REPEAT, List.of("a"))).containsExactly("ids[]=a");
    }

    @Test
    void omitsNullsAndEmptyArrays() {
        for (ArrayFormat format : ArrayFormat.values()) {
            QueryWriter writer = writer(format);
            writer.scalar("a", null);
            writer.array("b", null);
            writer.array("c", List.of());
            writer.object("d", null);
            writer.object("e", out -> out.array("f", List.of()));

            assertThat(writer.entries()).isEmpty();
        }
    }

    @Test
    void nestsObjectsInBrackets() {
        QueryWriter writer = writer(ArrayFormat.INDICES);
        writer.object("filters", filters -> {
            filters.object("tags", tags -> {
                tags.array("selectedIds", List.of("t1", "t2"));
                tags.scalar("noTags", true);
            });
            filters.scalar("sortOrder", "asc");
        });
        writer.scalar("limit", 5);

        assertThat(lines(writer))
                .containsExactly(
                        "filters[tags][selectedIds][0]=t1",
                        "filters[tags][selectedIds][1]=t2",
                        "filters[tags][noTags]=true",
                        "filters[sortOrder]=asc",
                        "limit=5");
    }

    @Test
    void doesNotEncodeNamesAndValues() {
        QueryWriter writer = writer(ArrayFormat.REPEAT);
        writer.scalar("a", "&=+% ä[]");

        assertThat(lines(writer)).containsExactly("a=&=+% ä[]");
    }

    @Test
    void returnsImmutableEntries() {
        QueryWriter writer = writer(ArrayFormat.REPEAT);
        writer.scalar("a", "b");

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> writer.entries().clear());
    }

    private static List<String> array(ArrayFormat format, List<String> values) {
        QueryWriter writer = writer(format);
        writer.array("ids", values);
        return lines(writer);
    }

    private static QueryWriter writer(ArrayFormat format) {
        return new QueryWriter(NameSet.GUIDE, format, CursorFormat.FLAT);
    }

    private static List<String> lines(QueryWriter writer) {
        return writer.entries().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
