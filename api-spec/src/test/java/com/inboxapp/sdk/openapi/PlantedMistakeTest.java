package com.inboxapp.sdk.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlantedMistakeTest {

    private static final Document GUIDES = Document.read(DocumentTest.GUIDES);
    private static final Document REFERENCE = Document.read(DocumentTest.REFERENCE);
    private static final Map<NameSet, Boolean> IS_SOUND = Map.of(
            NameSet.GUIDES, DocumentChecker.check(GUIDES, NameSet.GUIDES).isEmpty(),
            NameSet.REFERENCE,
                    DocumentChecker.check(REFERENCE, NameSet.REFERENCE).isEmpty());

    /** An entry of {@code planted-mistakes.yaml}, and the name set of the document to change. */
    record Mistake(NameSet names, JsonNode entry) {

        Check check() {
            return Check.valueOf(entry.path("check").asString());
        }

        /** Returns all checks that may find the mistake. */
        List<Check> checks() {
            List<Check> checks = new ArrayList<>(List.of(check()));
            entry.path("also").forEach(also -> checks.add(Check.valueOf(also.asString())));
            return checks;
        }

        @Override
        public String toString() {
            return check() + " " + entry.path("name").asString();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFoundByItsCheck(Mistake mistake) {
        Document document = mistake.names() == NameSet.GUIDES ? GUIDES : REFERENCE;
        // DocumentTest reports the problems of an unsound document
        assumeThat(IS_SOUND.get(mistake.names())).isTrue();

        Document planted = document.with(root -> plant(root, mistake.entry()));

        assertThat(DocumentChecker.check(planted, mistake.names()))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(mistake.checks()).contains(finding.check()))
                .anySatisfy(finding -> assertThat(finding.toString())
                        .contains(mistake.entry().path("says").asString()));
    }

    @Test
    void coversEveryCheck() {
        Set<Check> planted = mistakes().map(Mistake::check).collect(Collectors.toSet());

        assertThat(planted).isEqualTo(EnumSet.allOf(Check.class));
    }

    static Stream<Mistake> mistakes() {
        JsonNode mistakes = Document.parse(Schemas.resource("/openapi/planted-mistakes.yaml"))
                .root()
                .node();
        return Stream.of(NameSet.values())
                .flatMap(
                        names -> mistakes.path(names.toString()).valueStream().map(entry -> new Mistake(names, entry)));
    }

    private static void plant(ObjectNode root, JsonNode mistake) {
        if (!mistake.has("changes")) {
            change(root, mistake);
        }
        mistake.path("changes").forEach(change -> change(root, change));
    }

    private static void change(ObjectNode root, JsonNode change) {
        JsonPointer place = JsonPointer.compile(change.path("at").asString());
        JsonNode parent = at(root, place.head());
        String name = place.last().getMatchingProperty();
        if (change.has("put")) {
            ((ObjectNode) parent).set(name, change.get("put"));
        } else if (change.has("copy")) {
            JsonPointer origin = JsonPointer.compile(change.path("copy").asString());
            ((ObjectNode) parent).set(name, at(root, origin).deepCopy());
        } else if (parent instanceof ArrayNode list) {
            list.removeIf(at(root, place)::equals);
        } else {
            at(root, place);
            ((ObjectNode) parent).remove(name);
        }
    }

    /** Returns the node at a pointer. The pointer may name a parameter instead of its index. */
    private static JsonNode at(ObjectNode root, JsonPointer pointer) {
        JsonNode node = root;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            JsonNode parent = node;
            String name = rest.getMatchingProperty();
            int index = rest.getMatchingIndex();
            node = parent.valueStream()
                    .filter(item ->
                            parent.isArray() && item.path("name").asString("").equals(name))
                    .findFirst()
                    .orElse(parent.isArray() ? parent.path(index) : parent.path(name));
        }
        assertThat(node.isMissingNode()).as("there is nothing at %s", pointer).isFalse();
        return node;
    }
}
