package com.inboxapp.sdk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reference's names as the document declares them; reads the hand-written document and never changes it. */
final class ReferenceNames {

    static final String ALIASES = "x-inbox-aliases";
    static final String VALUE_ALIASES = "x-inbox-value-aliases";
    static final String TYPE_ALIASES = "x-inbox-type-aliases";
    static final String ENVELOPE = "x-inbox-envelope";

    private static final List<String> COMPOSITIONS = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode document;

    ReferenceNames(JsonNode document) {
        this.document = document;
    }

    /** What a reference stands for; anything else stands for itself. */
    JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        Set<String> seen = new HashSet<>();
        while (resolved.path("$ref").isTextual()) {
            String reference = resolved.path("$ref").asText();
            resolved = reference.startsWith("#/") && seen.add(reference)
                    ? document.at(URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8))
                    : document.path("");
            require(!resolved.isMissingNode(), "the reference " + reference, "leads nowhere in the document");
        }
        return resolved;
    }

    /** The schema, what it refers to and what it is composed of: together they describe one value. */
    List<JsonNode> parts(JsonNode schema) {
        List<JsonNode> parts = new ArrayList<>();
        collectParts(schema, parts, Collections.newSetFromMap(new IdentityHashMap<>()));
        return parts;
    }

    private void collectParts(JsonNode schema, List<JsonNode> parts, Set<JsonNode> seen) {
        if (!seen.add(schema)) {
            return;
        }
        parts.add(schema);
        if (schema.has("$ref")) {
            collectParts(resolve(schema), parts, seen);
        }
        for (String composition : COMPOSITIONS) {
            schema.path(composition).forEach(part -> collectParts(part, parts, seen));
        }
    }

    /** Our property names to the reference's, for those that it names otherwise. */
    Map<String, String> properties(JsonNode schema, String where) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode part : parts(schema)) {
            references(part.path(ALIASES)).forEach((name, reference) -> {
                String other = names.putIfAbsent(name, reference);
                require(other == null || other.equals(reference), where, name + " has two names in the reference");
            });
        }
        return names;
    }

    /** Our values to the reference's, for those that it writes otherwise. */
    Map<String, String> values(JsonNode schema) {
        Map<String, String> values = new LinkedHashMap<>();
        parts(schema)
                .forEach(part -> part.path(VALUE_ALIASES)
                        .properties()
                        .forEach(alias -> values.putIfAbsent(alias.getValue().asText(), alias.getKey())));
        return values;
    }

    /** The property that is wrapped around what the reference answers bare, or null. */
    @Nullable
    String envelope(JsonNode schema) {
        for (JsonNode part : parts(schema)) {
            if (part.has(ENVELOPE)) {
                return part.path(ENVELOPE).asText();
            }
        }
        return null;
    }

    /** The schema of one property, or null where the property is not described. */
    @Nullable
    JsonNode property(JsonNode schema, String name) {
        for (JsonNode part : parts(schema)) {
            JsonNode property = part.path("properties").get(name);
            if (property != null) {
                return property;
            }
        }
        return keyword(schema, "additionalProperties");
    }

    /** The schema of every item, or null where the items are not described. */
    @Nullable
    JsonNode items(JsonNode schema) {
        return keyword(schema, "items");
    }

    private @Nullable JsonNode keyword(JsonNode schema, String keyword) {
        for (JsonNode part : parts(schema)) {
            if (part.path(keyword).isObject()) {
                return part.get(keyword);
            }
        }
        return null;
    }

    /** Our names to the reference's in one alias declaration. */
    static Map<String, String> references(JsonNode aliases) {
        Map<String, String> names = new LinkedHashMap<>();
        aliases.properties().forEach(alias -> {
            if (alias.getValue().has("reference")) {
                names.put(alias.getKey(), alias.getValue().path("reference").asText());
            }
        });
        return names;
    }

    /** Refuses declarations that contradict each other or the schema which they stand on. */
    void check(JsonNode schema, String where) {
        checkAliases(schema.path(ALIASES), names(schema.path("properties")), where);
        checkValues(schema, where);
        if (schema.has(ENVELOPE)) {
            Set<String> names = names(schema.path("properties"));
            require(names.size() == 1, where, "is an envelope and has not one property but " + names);
            require(
                    names.contains(schema.path(ENVELOPE).asText()),
                    where,
                    "is the envelope of an unknown property "
                            + schema.path(ENVELOPE).asText());
            require(!schema.has(ALIASES), where, "is an envelope, whose property has no alias");
        }
    }

    /** Refuses aliases of unknown names, and names that would stand for two things. */
    static void checkAliases(JsonNode aliases, Set<String> names, String where) {
        Set<String> taken = new LinkedHashSet<>(names);
        aliases.properties().forEach(alias -> {
            require(names.contains(alias.getKey()), where, "has an alias of an unknown name " + alias.getKey());
            List<String> others = new ArrayList<>();
            if (alias.getValue().has("reference")) {
                others.add(alias.getValue().path("reference").asText());
            }
            alias.getValue().path("also").forEach(also -> others.add(also.asText()));
            others.forEach(other ->
                    require(taken.add(other), where, "uses " + other + ", the alias of " + alias.getKey() + ", twice"));
        });
    }

    private static void checkValues(JsonNode schema, String where) {
        Set<String> values = new LinkedHashSet<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        Set<String> aliased = new HashSet<>();
        schema.path(VALUE_ALIASES).properties().forEach(alias -> {
            String value = alias.getValue().asText();
            require(values.contains(value), where, "has an alias of an unknown value " + value);
            require(!values.contains(alias.getKey()), where, "has the value " + alias.getKey() + " and an alias of it");
            require(aliased.add(value), where, "has two aliases of the value " + value);
        });
        schema.path(TYPE_ALIASES)
                .forEach(value -> require(
                        values.contains(value.asText()), where, "has an alias of an unknown value " + value.asText()));
    }

    static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static void require(boolean condition, String where, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(where + " " + problem);
        }
    }
}
