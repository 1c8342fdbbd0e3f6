package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.JsonTree;
import com.inboxapp.sdk.runtime.QueryWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-11-10T18:03:16.123456Z",
                "2025-11-10T18:03:16.123456789Z",
                "2025-11-10T20:03:16.000+02:00",
                "2025-11-10T18:03:16Z",
                "2025-11-10T18:03:16.000Z",
                "2025-11-10T18:03:16.1Z",
                "2025-11-10 18:03:16.123456+00",
                "1762797796",
                " opaque & \u2028 + text "
            })
    void sendsBothPartsBackByteForByte(String timestamp) {
        String json = "{\"threads\":[],\"nextCursor\":{\"id\":\"thread/9 \",\"timestamp\":" + JsonTree.quote(timestamp)
                + "}}";

        Cursor cursor = Adapters.read(ThreadPage.class, json).nextCursor();

        ListThreadsQuery query = ListThreadsQuery.builder().cursor(cursor).build();
        assertThat(written(query, CursorFormat.FLAT))
                .containsOnly(Map.entry("cursorId", "thread/9 "), Map.entry("cursorTimestamp", timestamp));
        assertThat(written(query, CursorFormat.BRACKETS))
                .containsOnly(Map.entry("cursor[id]", "thread/9 "), Map.entry("cursor[timestamp]", timestamp));
    }

    @Test
    void hasNoCursorOnTheLastPage() {
        assertThat(Adapters.read(ThreadPage.class, "{\"threads\":[],\"nextCursor\":null}")
                        .nextCursor())
                .isNull();
    }

    @Test
    void rejectsAnIncompleteCursor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.builder().id("a").build())
                .withMessage("Cursor.timestamp is required");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cursor.builder().id("").timestamp("t").build())
                .withMessageStartingWith("Cursor.id ");
    }

    private static Map<String, String> written(ListThreadsQuery query, CursorFormat format) {
        QueryWriter writer = new QueryWriter(NameSet.GUIDE, ArrayFormat.INDICES, format);
        query.writeTo(writer);
        return writer.entries().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
