package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.query.NameSet;
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

/** Checks that the SDK reads the names of older guide pages, which no name set uses any more, as the current names. */
class OlderNamesTest {
    private static final JsonNode SCHEMAS = ApiDocument.guide().root().at("/components/schemas");
    private static final Examples EXAMPLES = new Examples(NameSet.GUIDE);
    /** Responses with the schemas that have older names. */
    private static final Map<String, Map<String, Object>> RESPONSES =
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

    private static Object read(String schema, JsonNode response) {
        JsonAdapter<?> adapter =
                new Moshi.Builder().add(new InboxModels(NameSet.GUIDE)).build().adapter(MODELS.get(schema));
        try {
            return adapter.fromJson(response.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsAnOlderNameAsTheCurrentName(String schema, String name, String older) {
        ObjectNode response = (ObjectNode) Shape.example(RESPONSES.get(schema));
        Object expected = read(schema, response);
        JsonNode value = response.remove(name);
        assertThat(value).as("%s in the example", name).isNotNull();
        response.set(older, value);
        assertThat(read(schema, response)).isEqualTo(expected);
    }

    @Test
    void documentHasOlderNames() {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void readsABooleanVerifiedAsTheCurrentValue() {
        ObjectNode response = (ObjectNode) Shape.example(RESPONSES.get("Prospect"));
        for (boolean verified : new boolean[] {true, false}) {
            Object expected = read("Prospect", response.put("verified", verified ? "verified" : "none"));
            assertThat(read("Prospect", response.put("verified", verified))).isEqualTo(expected);
        }
    }
}
