package com.inboxapp.sdk.sandbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decoded query parameters, with typed access. An invalid parameter is a 400 error that names the parameter.
 *
 * <p>For a parameter with two names, pass both, the canonical one first. The canonical name wins if both are present.
 */
final class QueryParameters {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<?, ?> values;
    private final String parent;

    private QueryParameters(Map<?, ?> values, String parent) {
        this.values = values;
        this.parent = parent;
    }

    /**
     * Returns the parameters of a query that {@link QueryDecoder} decoded.
     *
     * @throws ApiError 400 if the query has a parameter that is not in {@code known}
     */
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

    /** Returns a single, non-empty value, or null if the parameter is absent. */
    @Nullable
    String text(String... names) {
        String name = firstPresent(names);
        if (name == null) {
            return null;
        }
        if (!(values.get(name) instanceof String text)) {
            throw ApiError.badRequest("'" + path(name) + "' takes a single value.");
        }
        if (text.isEmpty()) {
            throw ApiError.badRequest("'" + path(name) + "' is empty. Set it to a value or omit it.");
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

    /** Returns a list of non-empty values; an empty list if the parameter is absent. */
    List<String> list(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw ApiError.badRequest("'" + path(name) + "' must be a list, but is a single value. Write " + path(name)
                    + "[]=... or " + path(name) + "[0]=...");
        }
        return list.stream().map(item -> listItem(name, item)).toList();
    }

    private String listItem(String name, Object item) {
        if (item instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw ApiError.badRequest("'" + path(name) + "' must be a list of non-empty values.");
    }

    /** Returns an integer in the given range, or {@code absent} if the parameter is absent. */
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

    /** Returns one of the given words, or null if the parameter is absent. */
    @Nullable
    String word(List<String> words, String... names) {
        String text = text(names);
        if (text != null && !words.contains(text)) {
            throw ApiError.badRequest(
                    "'" + path(String.valueOf(firstPresent(names))) + "' takes one of " + words + ".");
        }
        return text;
    }

    /** Returns whether the parameter is {@code true}; false if it is {@code false} or absent. */
    boolean flag(String name) {
        return "true".equals(word(List.of("true", "false"), name));
    }

    /** Returns the parameters in the brackets of {@code name[...]}; none if the parameter is absent. */
    QueryParameters object(String name, String... known) {
        Object value = values.containsKey(name) ? values.get(name) : Map.of();
        if (!(value instanceof Map<?, ?> map)) {
            throw ApiError.badRequest(
                    "'" + path(name) + "' is an object: write " + path(name) + "[" + known[0] + "]=...");
        }
        return checked(map, path(name), Arrays.asList(known));
    }

    private @Nullable String firstPresent(String... names) {
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
