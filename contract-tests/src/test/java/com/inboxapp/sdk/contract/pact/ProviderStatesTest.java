package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks that {@code states/provider-states.json} describes exactly the provider states and values that the pacts use. */
class ProviderStatesTest {
    private static final Pattern VALUE = Pattern.compile("\\$\\{(\\w+)}");

    private static final JsonNode FILE = read();
    private static final List<JsonNode> INTERACTIONS = Stream.of(NameSet.values())
            .flatMap(names -> PactFile.nodes(names).stream())
            .toList();

    private static JsonNode read() {
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of("states", "provider-states.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<JsonNode> states() {
        return FILE.path("states").valueStream().toList();
    }

    private static Set<String> valuesOf(String state) {
        return states().stream()
                .filter(described -> described.path("name").asString().equals(state))
                .flatMap(described -> described.path("values").valueStream())
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    private static Set<String> statesOf(JsonNode interaction) {
        return interaction
                .path("providerStates")
                .valueStream()
                .map(state -> state.path("name").asString())
                .collect(Collectors.toSet());
    }

    private static Set<String> valuesIn(JsonNode interaction) {
        return VALUE.matcher(interaction.toString())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void describesEachStateOnce() {
        assertThat(states())
                .extracting(state -> state.path("name").asString())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(INTERACTIONS.stream()
                        .flatMap(interaction -> statesOf(interaction).stream())
                        .collect(Collectors.toSet()));
        assertThat(states())
                .allSatisfy(
                        state -> assertThat(state.path("meaning").asString()).endsWith("."));
    }

    @Test
    void parameterValuesMatchThePacts() {
        Map<String, Set<Object>> described = new TreeMap<>();
        states().forEach(state -> state.path("parameters").propertyStream().forEach(parameter -> {
            assertThat(parameter.getValue().path("type").asString()).isEqualTo("integer");
            assertThat(parameter.getValue().path("meaning").asString()).endsWith(".");
            described.put(
                    state.path("name").asString() + ": " + parameter.getKey(),
                    parameter
                            .getValue()
                            .path("values")
                            .valueStream()
                            .map(JsonNode::asInt)
                            .collect(Collectors.toSet()));
        }));
        Map<String, Set<Object>> used = new TreeMap<>();
        INTERACTIONS.stream()
                .flatMap(interaction -> interaction.path("providerStates").valueStream())
                .forEach(state -> state.path("params")
                        .propertyStream()
                        .forEach(parameter -> used.computeIfAbsent(
                                        state.path("name").asString() + ": " + parameter.getKey(),
                                        name -> new HashSet<>())
                                .add(parameter.getValue().asInt())));
        assertThat(described).isEqualTo(used);
    }

    @Test
    void statesOfAnInteractionReturnEachValueItUses() {
        assertThat(INTERACTIONS)
                .allSatisfy(interaction -> assertThat(
                                statesOf(interaction).stream().flatMap(state -> valuesOf(state).stream()))
                        .as(interaction.path("description").asString())
                        .containsAll(valuesIn(interaction)));
    }

    @Test
    void statesReturnOnlyUsedValues() {
        assertThat(states()).allSatisfy(state -> {
            String name = state.path("name").asString();
            assertThat(INTERACTIONS.stream()
                            .filter(interaction -> statesOf(interaction).contains(name))
                            .flatMap(interaction -> valuesIn(interaction).stream()))
                    .as(name)
                    .containsAll(valuesOf(name));
        });
    }

    @Test
    void examplesOfValuesMatchThePacts() {
        Map<String, Object> examples = new TreeMap<>();
        FILE.path("values").propertyStream().forEach(value -> {
            assertThat(value.getValue().path("meaning").asString()).endsWith(".");
            examples.put(value.getKey(), value.getValue().path("example").asString());
        });
        assertThat(examples).isEqualTo(Given.EXAMPLES);
    }
}
