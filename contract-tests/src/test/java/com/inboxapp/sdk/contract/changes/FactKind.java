package com.inboxapp.sdk.contract.changes;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What kind of fact stands at a place of a document: the place without the names in it. {@code /paths/~1team/get/summary} is an {@code operation summary},
 * and each property has its {@code property type}.
 */
public final class FactKind {
    /** What holds things that have a name, or a number, of their own. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            entry("paths", "path"),
            entry("operations", "operation"),
            entry("servers", "server"),
            entry("security", "security"),
            entry("securitySchemes", "security scheme"),
            entry("tags", "tag"),
            entry("parameters", "parameter"),
            entry("headers", "header"),
            entry("responses", "answer"),
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

    /** Lists whose order is that of the SDK's record components, constants and parameters. */
    private static final Set<String> ORDERED = Set.of("properties", "enum", "parameters");

    static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Wherever these stand, they are the same. */
    private static final Set<String> BY_THEMSELVES = Set.of(
            "parameter",
            "header",
            "answer",
            "body",
            "example",
            "example value",
            "property",
            "schema",
            "security scheme");

    private FactKind() {}

    /** Whether what follows in a path is a name. */
    static boolean isNamed(String container) {
        return NAMED.containsKey(container);
    }

    /** Whether a path leads to what holds named things, and not to one that is called so. */
    public static boolean isContainer(List<String> path) {
        boolean container = false;
        for (String name : path) {
            container = !container && NAMED.containsKey(name);
        }
        return container;
    }

    /** Whether a path leads to a list of named things whose order counts; that of the shared parameters does not. */
    public static boolean isOrdered(List<String> path) {
        return isContainer(path)
                && ORDERED.contains(path.get(path.size() - 1))
                && !path.equals(List.of("components", "parameters"));
    }

    /** Where the order of a list stands: beside it. */
    public static List<String> order(List<String> list) {
        List<String> order = new ArrayList<>(list.subList(0, list.size() - 1));
        order.add(NAMED.get(list.get(list.size() - 1)) + " order");
        return order;
    }

    /** The kind of what a path of names leads to. */
    public static String of(List<String> path) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            String name = path.get(i);
            boolean last = i == path.size() - 1;
            boolean operation = name.equals("paths") && i + 2 < path.size() && METHODS.contains(path.get(i + 2));
            String word = operation
                    ? "operation"
                    : last && name.equals("required") ? name : OTHER.getOrDefault(name, NAMED.getOrDefault(name, name));
            if (BY_THEMSELVES.contains(word)) {
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
