package com.inboxapp.sdk.generator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The vendor extensions of the document. {@code api-spec/README.md} describes them. */
enum Extension {
    ID("x-inbox-id"),
    ALIASES("x-inbox-aliases"),
    VALUE_ALIASES("x-inbox-value-aliases"),
    TYPE_ALIASES("x-inbox-type-aliases"),
    ENVELOPE("x-inbox-envelope"),
    THREE_STATE("x-inbox-three-state"),
    SENSITIVE("x-inbox-sensitive"),
    SAFETY("x-inbox-safety"),
    QUERY("x-inbox-query"),
    EXACTLY_ONE_OF("x-inbox-exactly-one-of"),
    BOTH_OR_NEITHER("x-inbox-both-or-neither");

    private static final Set<String> KEYS = Stream.of(values()).map(e -> e.key).collect(Collectors.toUnmodifiableSet());

    private final String key;

    Extension(String key) {
        this.key = key;
    }

    /**
     * Rejects unknown {@code x-inbox-*} extensions, and known ones in places where they are not allowed. Extensions of other tools are
     * ignored. The parser also reports unknown keywords as extensions, so they are rejected here.
     */
    static void checkOnly(@Nullable Map<String, Object> extensions, String where, Extension... allowed) {
        if (extensions == null) {
            return;
        }
        Set<String> allowedKeys = Stream.of(allowed).map(e -> e.key).collect(Collectors.toSet());
        for (String key : extensions.keySet()) {
            if (!key.startsWith("x-")) {
                throw new SpecException(where, "unknown keyword '" + key + "'");
            }
            if (key.startsWith("x-inbox-") && !allowedKeys.contains(key)) {
                throw new SpecException(
                        where, KEYS.contains(key) ? key + " is not allowed here" : "unknown extension " + key);
            }
        }
    }

    @Nullable
    Object in(@Nullable Map<String, Object> extensions) {
        return extensions == null ? null : extensions.get(key);
    }

    @Nullable
    String text(@Nullable Map<String, Object> extensions, String where) {
        Object value = in(extensions);
        if (value != null && !(value instanceof String)) {
            throw new SpecException(where, key + " must be a string");
        }
        return (String) value;
    }

    boolean flag(@Nullable Map<String, Object> extensions, String where) {
        Object value = in(extensions);
        if (value != null && !(value instanceof Boolean)) {
            throw new SpecException(where, key + " must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** Returns the extension as a map, empty if it is absent. */
    Map<String, Object> map(@Nullable Map<String, Object> extensions, String where) {
        Object value = in(extensions);
        if (value == null) {
            return Map.of();
        }
        return asMap(value, where, key);
    }

    /** Returns the extension as a list of names, empty if it is absent. */
    List<String> names(@Nullable Map<String, Object> extensions, String where) {
        Object value = in(extensions);
        return value == null ? List.of() : names(value, where, key);
    }

    /** Returns the extension as a list of lists of names, empty if it is absent. */
    List<List<String>> groups(@Nullable Map<String, Object> extensions, String where) {
        Object value = in(extensions);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> groups)) {
            throw new SpecException(where, key + " must be a list of lists of names");
        }
        return groups.stream()
                .map(group -> names(group, where, "each list of " + key))
                .toList();
    }

    static Map<String, Object> asMap(@Nullable Object value, String where, String key) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new SpecException(where, key + " must be a map");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((name, each) -> result.put(String.valueOf(name), each));
        return result;
    }

    static List<String> names(@Nullable Object value, String where, String key) {
        if (!(value instanceof List<?> names) || !names.stream().allMatch(String.class::isInstance)) {
            throw new SpecException(where, key + " must be a list of names");
        }
        return names.stream().map(String.class::cast).toList();
    }
}
