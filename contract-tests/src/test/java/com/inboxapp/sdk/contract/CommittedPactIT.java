package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommittedPactIT {
    private static final Path RECORDED = Path.of("target", "pacts");
    private static final Path COMMITTED = Path.of("pacts");

    @Test
    void committedPactsMatchTheRecordedPacts() throws IOException {
        assertThat(names(RECORDED)).isNotEmpty().isEqualTo(names(COMMITTED));
        if (Unproven.isRenewing()) {
            renew();
        }
        for (String name : names(RECORDED)) {
            assertThat(RECORDED.resolve(name))
                    .as(
                            "the recorded pact differs from the committed pact: %s. If the change is intended, run: %s",
                            differences(COMMITTED.resolve(name), RECORDED.resolve(name)), Unproven.RENEW)
                    .hasSameTextualContentAs(COMMITTED.resolve(name));
        }
    }

    /** Replaces the committed pacts with the recorded ones, and prints which interactions were added, removed or changed. */
    private static void renew() throws IOException {
        List<String> changes = new ArrayList<>();
        for (String name : names(RECORDED)) {
            differences(COMMITTED.resolve(name), RECORDED.resolve(name))
                    .forEach(difference -> changes.add(name + ": " + difference));
            Files.copy(RECORDED.resolve(name), COMMITTED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Set<String> listed = Unproven.listed();
        Set<String> current = Unproven.current();
        sorted(listed, current).forEach(part -> {
            if (listed.contains(part) != current.contains(part)) {
                changes.add(Unproven.FILE + ": " + (current.contains(part) ? "+ " : "- ") + part);
            }
        });
        Unproven.write(current);
        System.out.println(changes.isEmpty() ? "the pacts are up to date" : String.join("\n", changes));
    }

    /** Returns the keys of the interactions that differ: added ones with "+", removed ones with "-", changed ones with "~" in front. */
    private static List<String> differences(Path before, Path after) throws IOException {
        Map<String, JsonNode> old = interactions(before);
        Map<String, JsonNode> recorded = interactions(after);
        return sorted(old.keySet(), recorded.keySet()).stream()
                .filter(key -> !recorded.getOrDefault(key, JsonMapper.shared().missingNode())
                        .equals(old.get(key)))
                .map(key -> (!old.containsKey(key) ? "+ " : recorded.containsKey(key) ? "~ " : "- ") + key)
                .toList();
    }

    private static Map<String, JsonNode> interactions(Path pact) throws IOException {
        Map<String, JsonNode> interactions = new TreeMap<>();
        JsonMapper.shared()
                .readTree(Files.readString(pact))
                .path("interactions")
                .forEach(interaction -> interactions.put(interaction.path("key").asString(), interaction));
        return interactions;
    }

    private static Set<String> sorted(Set<String> first, Set<String> second) {
        Set<String> all = new TreeSet<>(first);
        all.addAll(second);
        return all;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
