package com.inboxapp.sdk.contract.changes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A difference between two documents in normal form.
 *
 * @param path the names that lead to the place
 * @param from the old value; a missing node if it was added
 * @param to the new value; a missing node if it was removed
 */
record Difference(List<String> path, JsonNode from, JsonNode to) {

    static List<Difference> between(ObjectNode before, ObjectNode after) {
        List<Difference> differences = new ArrayList<>();
        compare(List.of(), before, after, differences);
        return differences;
    }

    private static void compare(List<String> path, JsonNode before, JsonNode after, List<Difference> differences) {
        if (descends(path, before, after)) {
            if (FactKind.isOrdered(path)) {
                compareOrder(path, before, after, differences);
            }
            Set<String> names = new LinkedHashSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            for (String name : names) {
                List<String> longer = new ArrayList<>(path);
                longer.add(name);
                compare(longer, before.path(name), after.path(name), differences);
            }
        } else if (!before.equals(after)) {
            differences.add(new Difference(path, before, after));
        }
    }

    /** Compares the order of the names that are in both lists. */
    private static void compareOrder(List<String> path, JsonNode before, JsonNode after, List<Difference> differences) {
        JsonNode from = order(before, after);
        JsonNode to = order(after, before);
        if (!from.equals(to)) {
            differences.add(new Difference(FactKind.order(path), from, to));
        }
    }

    private static JsonNode order(JsonNode list, JsonNode other) {
        return JsonNodeFactory.instance.stringNode(
                list.propertyNames().stream().filter(other::has).collect(Collectors.joining(", ")));
    }

    /**
     * Returns whether to compare the children: if both nodes are objects, or if one is missing and the other is a container of named items.
     * An enum that was added or removed is a single difference.
     */
    private static boolean descends(List<String> path, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            return path.isEmpty() || !NormalForm.WHOLE.contains(path.get(path.size() - 1));
        }
        JsonNode only = before.isMissingNode() ? after : before;
        boolean one = before.isMissingNode() || after.isMissingNode();
        return one && only.isObject() && !only.isEmpty() && FactKind.isContainer(path) && !isWhole(path, "enum");
    }

    private static boolean isWhole(List<String> path, String container) {
        return FactKind.isContainer(path) && path.get(path.size() - 1).equals(container);
    }

    /** Returns whether the container itself was added or removed, and not one of its items. */
    boolean isWhole(String container) {
        return isWhole(path, container);
    }

    boolean added() {
        return from.isMissingNode();
    }

    boolean removed() {
        return to.isMissingNode();
    }

    /** Returns the last name of the path. */
    String name() {
        return path.get(path.size() - 1);
    }

    String kind() {
        return FactKind.of(path);
    }

    /** Returns the key of the operation or the name of the schema that the path leads into; empty if it is in another section. */
    String in(String section) {
        return path.size() > 1 && path.get(0).equals(section) ? path.get(1) : "";
    }

    /**
     * Describes the difference, such as {@code LastMessage.authorId: type AuthorId -> AccountLinkId}.
     *
     * @param operation the name to use for the operation, if the difference is in one
     */
    String describe(String operation) {
        List<String> where = new ArrayList<>();
        String what = "";
        for (int i = 0; i < path.size(); i++) {
            String name = path.get(i);
            boolean last = i == path.size() - 1;
            if (FactKind.isNamed(name) && !last) {
                i++;
                what = FactKind.of(List.of(name, path.get(i))) + " " + path.get(i);
                if (i == path.size() - 1) {
                    break;
                }
                if (name.equals("properties")) {
                    where.add(where.remove(where.size() - 1) + "." + path.get(i));
                } else {
                    where.add(name.equals("operations") ? operation : path.get(i));
                }
            } else if (last) {
                what = name;
            } else if (!name.equals("schema")) {
                where.add(name);
            }
        }
        String place = String.join(" ", where);
        return (place.isEmpty() ? "" : place + ": ") + what + change();
    }

    private String change() {
        if (FactKind.isContainer(path.subList(0, path.size() - 1)) && (added() || removed())) {
            return added() ? " added" : " removed";
        }
        return " " + text(from) + " -> " + text(to);
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "none" : node.isValueNode() ? node.asString() : node.toString();
    }
}
