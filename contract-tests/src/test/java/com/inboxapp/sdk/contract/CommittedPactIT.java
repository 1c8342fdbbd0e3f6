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
    void thePactsThatWereRecordedAreThoseUnderVersionControl() throws IOException {
        assertThat(names(RECORDED)).isNotEmpty().isEqualTo(names(COMMITTED));
        if (Unproven.isRenewed()) {
            renew();
        }
        for (String name : names(RECORDED)) {
            assertThat(RECORDED.resolve(name))
                    .as(
                            "the SDK sends or reads something else than before: %s. If it is meant: %s",
                            differences(COMMITTED.resolve(name), RECORDED.resolve(name)), Unproven.RENEW)
                    .hasSameTextualContentAs(COMMITTED.resolve(name));
        }
    }

    /** Takes over what was recorded, and prints for the reviewer what is new, gone or another. */
    private static void renew() throws IOException {
        List<String> changes = new ArrayList<>();
        for (String name : names(RECORDED)) {
            differences(COMMITTED.resolve(name), RECORDED.resolve(name))
                    .forEach(difference -> changes.add(name + ": " + difference));
            Files.copy(RECORDED.resolve(name), COMMITTED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Set<String> listed = Unproven.listed();
        Set<String> now = Unproven.now();
        sorted(listed, now).forEach(part -> {
            if (listed.contains(part) != now.contains(part)) {
                changes.add(Unproven.FILE + ": " + (now.contains(part) ? "+ " : "- ") + part);
            }
        });
        Unproven.write(now);
        System.out.println(changes.isEmpty() ? "nothing to renew" : String.join("\n", changes));
    }

    /** The interactions that are not the same in both, each with a sign in front. */
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

    private static Set<String> sorted(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
