package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.query.NameSet;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsAListInOrderAsAnImmutableOne() throws IOException {
        List<String> list = Json.list(reader("[\"b\",\"a\"]"), JsonReader::nextString);

        assertThat(list).containsExactly("b", "a");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.add("c"));
    }

    @Test
    void reportsANullInAListWithItsIndex() {
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Json.list(reader("[\"a\",null]"), JsonReader::nextString))
                .withMessageStartingWith("$[1] ");
    }

    @Test
    void reportsAMissingPropertyWithThePathOfItsObject() throws IOException {
        JsonReader reader = reader("{\"threads\":[{},{\"a.b\":1,\"id\":2}]}");
        reader.beginObject();
        assertThat(reader.nextName()).isNotEmpty();
        reader.beginArray();
        reader.beginObject();
        assertThat(Json.missing(reader, "id")).hasMessageStartingWith("$.threads[0].id is required");
        reader.endObject();
        reader.beginObject();
        reader.skipName();
        reader.skipValue();
        assertThat(Json.missing(reader, "id")).hasMessageStartingWith("$.threads[1].id is required");
        assertThat(reader.nextName()).isNotEmpty();
        reader.skipValue();
        assertThat(Json.missing(reader, "done")).hasMessageStartingWith("$.threads[1].done is required");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1250.50, 1250.50", "'\"1250.50\"', 1250.50", "1e3, 1E+3", "0.1, 0.1"})
    void readsADecimalExactly(String json, BigDecimal expected) throws IOException {
        assertThat(Json.decimal(reader(json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"much\"", "\"NaN\"", "true", "{}", "[]", "1e99999999999"})
    void reportsAnInvalidDecimalWithItsPath(String json) {
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Json.decimal(reader(json)))
                .withMessageContaining("$");
    }

    @Test
    void reportsAnEmptyIdWithItsPath() throws IOException {
        assertThat(Json.nonEmpty(reader("\"a\""))).isEqualTo("a");
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Json.nonEmpty(reader("\"\"")))
                .withMessageStartingWith("$ ");
    }

    @Test
    void writesOnlyExplicitNulls() throws IOException {
        Buffer buffer = new Buffer();
        JsonWriter writer = JsonWriter.of(buffer);
        writer.beginObject();
        writer.name("before").nullValue();
        writer.name("notes");
        Json.explicitNull(writer);
        writer.name("after").nullValue();
        writer.endObject();

        assertThat(buffer.readUtf8()).isEqualTo("{\"notes\":null}");
    }

    @Test
    void reportsAnUnknownValueOfAClosedEnumWithItsPath() throws IOException {
        NameSet known = Json.closed(reader("\"GUIDE\""), NameSet::valueOf);

        assertThat(known).isEqualTo(NameSet.GUIDE);
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Json.closed(reader("\"other\""), text -> (NameSet) null))
                .withMessageStartingWith("$ ");
    }

    private static JsonReader reader(String json) {
        return JsonReader.of(new Buffer().writeUtf8(json));
    }
}
