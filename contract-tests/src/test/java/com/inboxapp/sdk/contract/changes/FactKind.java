package com.inboxapp.sdk.contract.changes;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names the kind of fact at a place in a document. The kind is the path without the names in it: {@code /paths/~1team/get/summary} is an
 * {@code operation summary}, and the type of every property is a {@code property type}.
 */
public final class FactKind {
    /** The containers of items that have a name or an index, and the kind of their items. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            entry("paths", "path"),
            entry("operations", "operation"),
            entry("servers", "server"),
            entry("security", "security"),
            entry("securitySchemes", "security scheme"),
            entry("tags", "tag"),
            entry("parameters", "parameter"),
            entry("headers", "header"),
            entry("responses", "response"),
            entry("content", "content"),
            entry("examples", "example"),
            entry("schemas", "schema"),
            entry("properties", "property"),
            entry("required", "required name"),
            entry("enum", "value"),
            entry("oneOf", "branch"),
            entry("x-inbox-aliases", "alias"),
            entry("x-inbox-value-aliases", "value alias"),
            entry("x-inbox-type-aliases", "type alias"),
            entry("x-inbox-sensitive", "sensitive name"),
            entry("x-inbox-exactly-one-of", "choice"),
            entry("x-inbox-both-or-neither", "pair"),
            entry("equals", "comparable id"),
            entry("also", "older name"));

    private static final Map<String, String> OTHER = Map.of(
            "components", "",
            "requestBody", "body",
            "value", "example value",
            "example", "example value");

    /** Containers whose order is the order of record components, constants or parameters in the SDK. */
    private static final Set<String> ORDERED = Set.of("properties", "enum", "parameters");

    static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Kinds that do not depend on the place: the path before them is dropped. */
    private static final Set<String> CONTEXT_FREE = Set.of(
            "parameter",
            "header",
            "response",
            "body",
            "example",
            "example value",
            "property",
            "schema",
            "security scheme");

    private FactKind() {}

    /** Returns whether the next element of the path is the name of an item. */
    static boolean isNamed(String container) {
        return NAMED.containsKey(container);
    }

    /** Returns whether a path leads to a container of named items, and not to an item with the name of a container. */
    public static boolean isContainer(List<String> path) {
        boolean container = false;
        for (String name : path) {
            container = !container && NAMED.containsKey(name);
        }
        return container;
    }

    /** Returns whether a path leads to a container whose order matters. The order of the shared parameters does not. */
    public static boolean isOrdered(List<String> path) {
        return isContainer(path)
                && ORDERED.contains(path.get(path.size() - 1))
                && !path.equals(List.of("components", "parameters"));
    }

    /** Returns the path under which the order of a container is reported: beside the container. */
    public static List<String> order(List<String> list) {
        List<String> order = new ArrayList<>(list.subList(0, list.size() - 1));
        order.add(NAMED.get(list.get(list.size() - 1)) + " order");
        return order;
    }

    /** Returns the kind of the fact that a path leads to. */
    public static String of(List<String> path) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            String name = path.get(i);
            boolean last = i == path.size() - 1;
            boolean operation = name.equals("paths") && i + 2 < path.size() && METHODS.contains(path.get(i + 2));
            String word = operation
                    ? "operation"
                    : last && name.equals("required") ? name : OTHER.getOrDefault(name, NAMED.getOrDefault(name, name));
            if (CONTEXT_FREE.contains(word)) {
                words.clear();
            }
            if (!word.isEmpty() && !NUMBER.matcher(word).matches()) {
                words.add(word);
            }
            if (word.equals("example value")) {
                break;
            }
            i += operation ? 2 : NAMED.containsKey(name) ? 1 : 0;
        }
        return words.isEmpty() ? "document" : String.join(" ", words);
    }
}
