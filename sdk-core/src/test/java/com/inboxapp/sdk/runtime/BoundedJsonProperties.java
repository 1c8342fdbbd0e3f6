package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

class BoundedJsonProperties {
    @Property
    void passesJsonUnchangedInPiecesOfAnySize(
            @ForAll("values") JsonTree tree, @ForAll @IntRange(min = 1, max = 40) int piece) throws IOException {
        assertThat(pass(tree.json(), piece)).isEqualTo(tree.json());
    }

    @Property
    void passesTextExceptWhitespace(@ForAll String text, @ForAll @IntRange(min = 1, max = 40) int piece)
            throws IOException {
        assertThat(withoutWhitespace(pass(text, piece)))
                .isEqualTo(withoutWhitespace(new Buffer().writeUtf8(text).readUtf8()));
    }

    @Property
    void countsTokensAndLevelsInPiecesOfAnySize(
            @ForAll("values") JsonTree tree, @ForAll @IntRange(min = 1, max = 9000) int piece) throws IOException {
        String deep = "[".repeat(BoundedJson.MAX_DEPTH - 10) + tree.json() + "]".repeat(BoundedJson.MAX_DEPTH - 10);
        String number = "9".repeat(BoundedJson.MAX_TOKEN_LENGTH);

        assertThat(pass("[" + tree.json() + "," + number + "," + tree.json() + "," + deep + "]", piece))
                .contains(number);
        for (String tooMuch : new String[] {
            "[" + tree.json() + "," + number + "9]",
            "[" + tree.json() + "," + "[".repeat(BoundedJson.MAX_DEPTH) + tree.json(),
        }) {
            assertThatThrownBy(() -> pass(tooMuch, piece)).isInstanceOf(BoundedJson.ExceededException.class);
        }
    }

    @Example
    void stopsWhenCancelled() {
        AtomicInteger checks = new AtomicInteger();
        Buffer json = new Buffer().writeUtf8("[" + "1,".repeat(1_000_000) + "1]");
        JsonAdapter<Object> skipping = new JsonAdapter<>() {
            @Override
            public @Nullable Object fromJson(JsonReader reader) throws IOException {
                Json.skip(reader);
                return null;
            }

            @Override
            public void toJson(JsonWriter writer, @Nullable Object value) {
                throw new UnsupportedOperationException();
            }
        };

        assertThatThrownBy(() -> JsonDocument.read(skipping, json, () -> checks.incrementAndGet() > 5))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(json.size()).isGreaterThan(1_000_000);
    }

    private static String pass(String json, int piece) throws IOException {
        Buffer all = new Buffer();
        try (Source source = new BoundedJson(new Buffer().writeUtf8(json), () -> false)) {
            Buffer taken = new Buffer();
            while (source.read(taken, piece) != -1) {
                all.writeAll(taken);
            }
        }
        return Okio.buffer((Source) all).readUtf8();
    }

    private static String withoutWhitespace(String text) {
        return text.replaceAll("[ \\t\\r\\n]", "");
    }

    @Provide
    Arbitrary<JsonTree> values() {
        return JsonTree.arbitrary();
    }
}
