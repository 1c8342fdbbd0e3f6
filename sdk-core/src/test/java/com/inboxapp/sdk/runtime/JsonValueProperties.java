package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okio.Buffer;

class JsonValueProperties {
    @Property
    void readsAndWritesJsonUnchanged(@ForAll("values") JsonTree tree) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8("[" + tree.json() + ",true]"));
        reader.beginArray();
        JsonValue value = JsonValue.read(reader);
        assertThat(reader.nextBoolean()).isTrue();
        Buffer written = new Buffer();
        value.write(JsonWriter.of(written));

        assertThat(value.json()).isEqualTo(tree.json());
        assertThat(written.readUtf8()).isEqualTo(tree.json());
    }

    @Property
    void convertsJsonToEqualJavaValues(@ForAll("values") JsonTree tree) {
        assertThat(JsonValue.of(tree.json()).toJava()).isEqualTo(tree.java());
    }

    @Provide
    Arbitrary<JsonTree> values() {
        return JsonTree.arbitrary().filter(tree -> tree.java() != null);
    }
}
