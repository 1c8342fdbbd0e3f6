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

/** Looks up the reference names that the hand-written document declares. Does not change the document. */
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

    /** Returns the target of a reference, or the node itself if it is not a reference. */
    JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        Set<String> seen = new HashSet<>();
        while (resolved.path("$ref").isTextual()) {
            String reference = resolved.path("$ref").asText();
            resolved = reference.startsWith("#/") && seen.add(reference)
                    ? document.at(URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8))
                    : document.path("");
            require(!resolved.isMissingNode(), "the reference " + reference, "does not exist in the document");
        }
        return resolved;
    }

    /** Returns the schema, the schemas it refers to and those it is composed of. Together they describe one value. */
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

    /** Returns the guide names of properties, mapped to the reference names where those differ. */
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

    /** Returns the guide values of an enum, mapped to the reference values where those differ. */
    Map<String, String> values(JsonNode schema) {
        Map<String, String> values = new LinkedHashMap<>();
        parts(schema)
                .forEach(part -> part.path(VALUE_ALIASES)
                        .properties()
                        .forEach(alias -> values.putIfAbsent(alias.getValue().asText(), alias.getKey())));
        return values;
    }

    /** Returns the property of an envelope, which the reference omits, or null if the schema is not an envelope. */
    @Nullable
    String envelope(JsonNode schema) {
        for (JsonNode part : parts(schema)) {
            if (part.has(ENVELOPE)) {
                return part.path(ENVELOPE).asText();
            }
        }
        return null;
    }

    /** Returns the schema of a property, or null if the property is not described. */
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

    /** Returns the schema of the items, or null if the items are not described. */
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

    /** Returns the guide names in one alias declaration, mapped to the reference names. */
    static Map<String, String> references(JsonNode aliases) {
        Map<String, String> names = new LinkedHashMap<>();
        aliases.properties().forEach(alias -> {
            if (alias.getValue().has("reference")) {
                names.put(alias.getKey(), alias.getValue().path("reference").asText());
            }
        });
        return names;
    }

    /** Rejects declarations that contradict each other or their schema. */
    void check(JsonNode schema, String where) {
        checkAliases(schema.path(ALIASES), names(schema.path("properties")), where);
        checkValues(schema, where);
        if (schema.has(ENVELOPE)) {
            Set<String> names = names(schema.path("properties"));
            require(names.size() == 1, where, "is an envelope and must have exactly one property, but has " + names);
            require(
                    names.contains(schema.path(ENVELOPE).asText()),
                    where,
                    "is the envelope of an unknown property "
                            + schema.path(ENVELOPE).asText());
            require(!schema.has(ALIASES), where, "is an envelope, whose property must not have an alias");
        }
    }

    /** Rejects aliases of unknown names, and ambiguous names. */
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
