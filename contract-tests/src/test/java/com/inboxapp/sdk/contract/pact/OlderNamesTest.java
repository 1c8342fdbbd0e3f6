package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.runtime.NameSet;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Names of older guide pages, which no name set answers in any more, are read as the names of now. */
class OlderNamesTest {
    private static final JsonNode SCHEMAS = ApiDocument.guide().root().at("/components/schemas");
    private static final Examples EXAMPLES = new Examples(NameSet.GUIDE);
    /** The schemas that have such names, as they are answered and as the SDK reads them. */
    private static final Map<String, Map<String, Object>> ANSWERS =
            Map.of("Thread", EXAMPLES.fullThread(), "Prospect", EXAMPLES.fullProspectWithContext());

    private static final Map<String, Class<?>> MODELS = Map.of("Thread", InboxThread.class, "Prospect", Prospect.class);

    static Stream<Arguments> names() {
        return SCHEMAS.propertyStream()
                .flatMap(schema -> schema.getValue()
                        .path("x-inbox-aliases")
                        .propertyStream()
                        .flatMap(property -> property.getValue()
                                .path("also")
                                .valueStream()
                                .map(older -> Arguments.of(schema.getKey(), property.getKey(), older.asString()))));
    }

    private static Object read(String schema, JsonNode answer) {
        JsonAdapter<?> adapter =
                new Moshi.Builder().add(new InboxModels(NameSet.GUIDE)).build().adapter(MODELS.get(schema));
        try {
            return adapter.fromJson(answer.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void anOlderNameIsReadAsTheNameOfNow(String schema, String name, String older) {
        ObjectNode answer = (ObjectNode) Shape.example(ANSWERS.get(schema));
        Object expected = read(schema, answer);
        JsonNode value = answer.remove(name);
        assertThat(value).as("the example has no %s", name).isNotNull();
        answer.set(older, value);
        assertThat(read(schema, answer)).isEqualTo(expected);
    }

    @Test
    void thereAreSome() {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void anOlderKindOfValueIsReadAsThatOfNow() {
        ObjectNode answer = (ObjectNode) Shape.example(ANSWERS.get("Prospect"));
        for (boolean verified : new boolean[] {true, false}) {
            Object expected = read("Prospect", answer.put("verified", verified ? "verified" : "none"));
            assertThat(read("Prospect", answer.put("verified", verified))).isEqualTo(expected);
        }
    }
}
