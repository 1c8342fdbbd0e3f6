package com.inboxapp.sdk.sandbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decoded query parameters, read by type. Every mistake is a 400 that names the parameter.
 *
 * <p>A parameter that has two names is asked for by both, the canonical one first: it wins when both are given.
 */
final class QueryParameters {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<?, ?> values;
    private final String parent;

    private QueryParameters(Map<?, ?> values, String parent) {
        this.values = values;
        this.parent = parent;
    }

    /** Takes what {@link QueryDecoder} decoded, and refuses names that the call does not know. */
    static QueryParameters of(Map<String, Object> decoded, Collection<String> known) {
        return checked(decoded, "", known);
    }

    private static QueryParameters checked(Map<?, ?> values, String parent, Collection<String> known) {
        QueryParameters parameters = new QueryParameters(values, parent);
        for (Object name : values.keySet()) {
            if (!known.contains(name)) {
                throw ApiError.badRequest("There is no parameter '" + parameters.path(String.valueOf(name)) + "' here. "
                        + (known.isEmpty() ? "This call takes none." : "Known: " + new TreeSet<>(known) + "."));
            }
        }
        return parameters;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A single value that is not empty, or null if it is not given. */
    @Nullable
    String text(String... names) {
        String name = given(names);
        if (name == null) {
            return null;
        }
        if (!(values.get(name) instanceof String text)) {
            throw ApiError.badRequest("'" + path(name) + "' takes a single value.");
        }
        if (text.isEmpty()) {
            throw ApiError.badRequest("'" + path(name) + "' is empty. Leave it out if you do not mean to give it.");
        }
        return text;
    }

    String requiredText(String... names) {
        String text = text(names);
        if (text == null) {
            throw ApiError.badRequest("The parameter '" + path(names[0]) + "' is missing.");
        }
        return text;
    }

    /** A list of values that are not empty; empty if it is not given. */
    List<String> list(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw ApiError.badRequest(
                    "'" + path(name) + "' is a list, and one plain value does not read as a list: write " + path(name)
                            + "[]=... or " + path(name) + "[0]=...");
        }
        return list.stream().map(item -> listItem(name, item)).toList();
    }

    private String listItem(String name, Object item) {
        if (item instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw ApiError.badRequest("'" + path(name) + "' is a list of plain values that are not empty.");
    }

    /** A number in the range given, or {@code absent} if it is not given. */
    long integer(String name, long min, long max, long absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        if (INTEGER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw ApiError.badRequest("'" + path(name) + "' takes a whole number "
                + (max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max) + ".");
    }

    /** One of the words given, or null if it is not given. */
    @Nullable
    String word(List<String> words, String... names) {
        String text = text(names);
        if (text != null && !words.contains(text)) {
            throw ApiError.badRequest("'" + path(String.valueOf(given(names))) + "' takes one of " + words + ".");
        }
        return text;
    }

    /** True if {@code true} is given; false if {@code false} or nothing is. */
    boolean flag(String name) {
        return "true".equals(word(List.of("true", "false"), name));
    }

    /** The parameters in the brackets of {@code name[...]}; none if it is not given. */
    QueryParameters object(String name, String... known) {
        Object value = values.containsKey(name) ? values.get(name) : Map.of();
        if (!(value instanceof Map<?, ?> map)) {
            throw ApiError.badRequest(
                    "'" + path(name) + "' is an object: write " + path(name) + "[" + known[0] + "]=...");
        }
        return checked(map, path(name), Arrays.asList(known));
    }

    private @Nullable String given(String... names) {
        for (String name : names) {
            if (values.containsKey(name)) {
                return name;
            }
        }
        return null;
    }

    private String path(String name) {
        return parent.isEmpty() ? name : parent + "[" + name + "]";
    }
}
