package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.query.NameSet;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientPageTest {
    private final JsonAdapter<LenientPage<Tag>> adapter = new Moshi.Builder()
            .add(LenientPage.FACTORY)
            .add(new InboxModels(NameSet.GUIDE))
            .build()
            .adapter(Types.newParameterizedType(LenientPage.class, Tag.class));

    private static final String TAG = "{\"id\":\"tag_1\",\"name\":\"lead\",\"color\":\"#ff0000\"}";

    @Test
    void readsElementsBesideUnreadableOnes() throws IOException {
        LenientPage<Tag> page = adapter.fromJson("{\"before\":null,\"tags\":[" + TAG
                + ",{\"id\":7},null,5,\"x\",[{}], {\"id\": nul} ," + TAG + "],\"more\":true,\"others\":[]}");

        assertThat(page.array("tags"))
                .extracting(element -> element.value() == null)
                .containsExactly(false, true, true, true, true, true, true, false);
        assertThat(page.array("tags"))
                .extracting(LenientPage.Element::json)
                .startsWith(TAG, "{\"id\":7}", "null", "5", "\"x\"", "[{}]", "{\"id\": nul}");
        assertThat(page.array("others")).isEmpty();
        assertThat(page.array("more")).isNull();
        assertThat(page.field("more")).isEqualTo(JsonValue.of("true"));
        assertThat(page.field("before")).isNull();
        assertThat(page.has("before") && page.has("more") && page.has("tags")).isTrue();
        assertThat(page.has("after")).isFalse();
        assertThat(page.array("tags").get(1)).hasToString("Element[unreadable]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "null", "\"x\""})
    void rejectsJsonThatIsNotAnObject(String json) {
        assertThatThrownBy(() -> adapter.fromJson(json)).isInstanceOf(JsonDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"tags\":[{}", "{\"tags\":[{}}"})
    void rejectsTextThatIsNotJson(String json) {
        assertThatThrownBy(() -> adapter.fromJson(json)).isInstanceOf(IOException.class);
    }

    @Test
    void cannotBeWritten() throws IOException {
        LenientPage<Tag> page = adapter.fromJson("{}");

        assertThatThrownBy(() -> adapter.toJson(page)).isInstanceOf(JsonDataException.class);
    }
}
