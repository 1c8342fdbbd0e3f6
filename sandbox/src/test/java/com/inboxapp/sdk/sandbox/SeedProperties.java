package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SeedProperties {
    private static final JsonNode EXAMPLE = JsonMapper.shared().readTree(SeedTest.readme());

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "7",
                "-1",
                "1.5",
                "1e999999999",
                "99999999999999999999",
                "true",
                "[]",
                "[7]",
                "[\"none\"]",
                "{}",
                "{\"a\":1}",
                "\"\"",
                "\"\\u0000\"",
                "\"\\ud83d\"",
                "\"a/b\"",
                "\"..\"",
                "\"7\"",
                "\"#12345\"",
                "\"2025-11-10T18:03:16.000Z\"",
                "\"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"-1000000000-01-01T00:00:00Z\"",
                "\"" + "x".repeat(300) + "\"");
    }

    @Provide
    Arbitrary<Integer> locations() {
        int count = changes(EXAMPLE, EXAMPLE).size();
        return Arbitraries.integers().between(0, count - 1).withDistribution(RandomDistribution.uniform());
    }

    @Property(tries = 3_000)
    void acceptsAnyFieldValueOrReportsItsLocation(@ForAll("values") String value, @ForAll("locations") int location) {
        JsonNode seed = EXAMPLE.deepCopy();
        List<Runnable> changes = changes(seed, JsonMapper.shared().readTree(value));
        changes.get(location).run();

        try {
            InboxSandbox.builder().seed(seed.toString());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage())
                    .matches("(?s)seed: (the document|[A-Za-z]+(\\[[0-9]+])?(\\.[A-Za-z]+(\\[[0-9]+])?)*) .*");
        }
    }

    /** Returns one change for each value of a document, which replaces it with another value. */
    private static List<Runnable> changes(JsonNode node, JsonNode value) {
        List<Runnable> changes = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                changes.add(() -> object.set(name, value));
                changes.addAll(changes(object.path(name), value));
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                changes.add(() -> list.set(index, value));
                changes.addAll(changes(list.path(i), value));
            }
        }
        return changes;
    }
}
