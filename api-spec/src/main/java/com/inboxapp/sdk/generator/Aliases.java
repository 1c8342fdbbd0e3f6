package com.inboxapp.sdk.generator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code x-inbox-aliases} of the properties of one schema, or of the query parameters of one operation. */
final class Aliases {
    private record Alias(@Nullable String reference, List<String> also, boolean array) {}

    private static final Alias NONE = new Alias(null, List.of(), false);

    private final Map<String, Alias> aliases = new HashMap<>();
    private final String where;

    Aliases(Map<String, Object> extension, String where, boolean parameters) {
        this.where = where;
        List<String> known = parameters ? List.of("reference", "array") : List.of("reference", "also");
        extension.forEach((name, value) -> {
            Map<String, Object> alias = Extension.asMap(value, where, "x-inbox-aliases." + name);
            if (!known.containsAll(alias.keySet()) || alias.isEmpty()) {
                throw new SpecException(
                        where,
                        "x-inbox-aliases." + name + " must hold keys from " + known + ", but holds " + alias.keySet());
            }
            String reference = alias.containsKey("reference") ? alias(alias.get("reference"), name) : null;
            List<String> also = alias.containsKey("also")
                    ? Extension.names(alias.get("also"), where, "x-inbox-aliases." + name + ".also")
                    : List.of();
            also.forEach(each -> alias(each, name));
            if (alias.containsKey("array") && (reference == null || !(alias.get("array") instanceof Boolean))) {
                throw new SpecException(
                        where, "x-inbox-aliases." + name + ".array must be true or false, and needs a reference");
            }
            aliases.put(name, new Alias(reference, also, Boolean.TRUE.equals(alias.get("array"))));
        });
    }

    private String alias(@Nullable Object alias, String name) {
        if (!(alias instanceof String text) || !text.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            throw new SpecException(where, "x-inbox-aliases." + name + " must hold names, but holds '" + alias + "'");
        }
        return text;
    }

    @Nullable
    String reference(String name) {
        return aliases.getOrDefault(name, NONE).reference;
    }

    boolean has(String name) {
        return aliases.containsKey(name);
    }

    List<String> also(String name) {
        return aliases.getOrDefault(name, NONE).also;
    }

    boolean array(String name) {
        return aliases.getOrDefault(name, NONE).array;
    }

    /** Rejects aliases of unknown names, and aliases that are already in use. */
    void checkAgainst(Set<String> names) {
        Set<String> taken = new HashSet<>(names);
        aliases.forEach((name, alias) -> {
            if (!names.contains(name)) {
                throw new SpecException(where, "x-inbox-aliases names '" + name + "', which does not exist");
            }
            if (alias.reference != null && !taken.add(alias.reference)) {
                throw new SpecException(where, "the alias '" + alias.reference + "' is already in use");
            }
            for (String also : alias.also) {
                if (!taken.add(also)) {
                    throw new SpecException(where, "the alias '" + also + "' is already in use");
                }
            }
        });
    }
}
