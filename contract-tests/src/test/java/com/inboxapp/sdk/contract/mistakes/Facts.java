package com.inboxapp.sdk.contract.mistakes;

import com.inboxapp.sdk.contract.changes.FactKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates mistakes for every fact of a document: the fact is removed, changed, duplicated under another name, or moved to another place
 * in its list.
 */
final class Facts {
    /** A mistake in one fact. */
    record Mistake(String kind, String how, String place, Consumer<ObjectNode> change) {
        @Override
        public String toString() {
            return kind + " " + how + " at " + place;
        }
    }

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Texts. Their wording is free, but the numbers and names in them must be right. */
    private static final Set<String> TEXTS = Set.of("description", "summary", "title");

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w`])[0-9]+(?=[ .,])");
    private static final Pattern NAME = Pattern.compile("`([a-z]+[A-Z]\\w*)`");

    /** Keywords that the document does not use yet, by the kind of node that may have them. */
    private static final Map<String, List<String>> NEW = Map.of(
            "path", List.of("servers"),
            "operation", List.of("deprecated", "security", "servers"),
            "parameter", List.of("deprecated", "allowEmptyValue", "allowReserved"),
            "header", List.of("deprecated"),
            "property",
                    List.of(
                            "deprecated",
                            "readOnly",
                            "writeOnly",
                            "const",
                            "minItems",
                            "maxItems",
                            "uniqueItems",
                            "multipleOf"),
            "schema", List.of("deprecated", "minProperties", "allOf", "anyOf", "title"));

    private final JsonNode root;
    private final List<Mistake> mistakes = new ArrayList<>();

    private Facts(JsonNode root) {
        this.root = root;
    }

    /** Returns all mistakes by kind of fact. */
    static Map<String, List<Mistake>> mistakes(JsonNode root) {
        Facts facts = new Facts(root);
        facts.visit(List.of(), root);
        Map<String, List<Mistake>> byKind = new TreeMap<>();
        facts.mistakes.forEach(mistake ->
                byKind.computeIfAbsent(mistake.kind(), key -> new ArrayList<>()).add(mistake));
        return byKind;
    }

    private void visit(List<String> path, JsonNode node) {
        String kind = FactKind.of(path);
        if (node instanceof ObjectNode object) {
            object.propertyStream().forEach(field -> fact(with(path, field.getKey()), field.getValue()));
            NEW.getOrDefault(kind, List.of()).stream()
                    .filter(keyword -> !node.has("$ref") && !node.has(keyword))
                    .forEach(keyword -> add(
                            kind + " " + keyword,
                            "new",
                            path,
                            owner -> ((ObjectNode) owner).set(keyword, value(keyword))));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                fact(with(path, String.valueOf(i)), list.get(i));
            }
        }
    }

    private void fact(List<String> path, JsonNode node) {
        String kind = FactKind.of(path);
        String name = path.get(path.size() - 1);
        boolean oneOfSeveralExamples = kind.equals("example")
                && (node.isValueNode() || at(root, parent(path)).size() > 1);
        if (!oneOfSeveralExamples) {
            edit(kind, "removed", path, Facts::remove);
        }
        if (kind.equals("example value") || (kind.equals("example") && node.isValueNode())) {
            value(path, node);
            return;
        }
        if (FactKind.isContainer(path) && node.size() > 0 && !kind.equals("example")) {
            add(FactKind.of(with(path, "0")), "added", path, Facts::addCopy);
        }
        if (FactKind.isOrdered(path) && node.size() > 1) {
            add(FactKind.of(FactKind.order(path)), "first moved to the end", path, Facts::moveFirstToEnd);
            add(FactKind.of(FactKind.order(path)), "last two swapped", path, Facts::swapLastTwo);
        }
        if (node.isValueNode()) {
            if (TEXTS.contains(name) || kind.startsWith("info contact")) {
                text(kind, path, node.asString());
            } else {
                edit(kind, "changed", path, (owner, key) -> set(owner, key, other(path, node)));
            }
        }
        visit(path, node);
    }

    private void text(String kind, List<String> path, String text) {
        edit(kind, "blank", path, (owner, key) -> set(owner, key, JSON.stringNode(" ")));
        var number = NUMBER.matcher(text);
        if (number.find()) {
            String wrong = text.substring(0, number.start())
                    + (Long.parseLong(number.group()) + 7)
                    + text.substring(number.end());
            edit(kind, "another number", path, (owner, key) -> set(owner, key, JSON.stringNode(wrong)));
        }
        var name = NAME.matcher(text);
        if (name.find()) {
            String wrong = text.substring(0, name.end(1)) + "Zz" + text.substring(name.end(1));
            edit(kind, "another name", path, (owner, key) -> set(owner, key, JSON.stringNode(wrong)));
        }
    }

    /** Adds mistakes in an example: a value of another type, and a misspelled name. */
    private void value(List<String> path, JsonNode node) {
        if (node.isContainer() && !node.isEmpty()) {
            List<String> names = new ArrayList<>(node.propertyNames());
            for (int i = 0; i < node.size(); i++) {
                String key = node.isObject() ? names.get(i) : String.valueOf(i);
                value(with(path, key), node.path(0).isMissingNode() ? node.path(key) : node.path(i));
            }
        } else if (node.isValueNode() && !node.isNull()) {
            JsonNode wrong = node.isString() ? JSON.numberNode(7) : JSON.stringNode("seven");
            edit("example value", "another type", path, (owner, key) -> set(owner, key, wrong));
            if (at(root, parent(path)).isObject()) {
                edit("example value", "another name", path, (owner, key) -> {
                    JsonNode value = ((ObjectNode) owner).remove(key);
                    ((ObjectNode) owner).set(key + "Zz", value);
                });
            }
        }
    }

    private void edit(String kind, String how, List<String> path, BiConsumer<JsonNode, String> change) {
        String key = path.get(path.size() - 1);
        mistakes.add(new Mistake(
                kind, how, String.join("/", path), document -> change.accept(at(document, parent(path)), key)));
    }

    private void add(String kind, String how, List<String> path, Consumer<JsonNode> change) {
        mistakes.add(new Mistake(kind, how, String.join("/", path), document -> change.accept(at(document, path))));
    }

    private static JsonNode at(JsonNode root, List<String> path) {
        JsonNode node = root;
        for (String name : path) {
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node;
    }

    private static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static List<String> parent(List<String> path) {
        return path.subList(0, path.size() - 1);
    }

    private static void remove(JsonNode owner, String key) {
        if (owner instanceof ArrayNode list) {
            list.remove(Integer.parseInt(key));
        } else {
            ((ObjectNode) owner).remove(key);
        }
    }

    private static void set(JsonNode owner, String key, JsonNode value) {
        if (owner instanceof ArrayNode list) {
            list.set(Integer.parseInt(key), value);
        } else {
            ((ObjectNode) owner).set(key, value);
        }
    }

    /** Adds a copy of the first item, under another name. */
    private static void addCopy(JsonNode owner) {
        JsonNode first = owner.iterator().next().deepCopy();
        if (owner instanceof ObjectNode object) {
            object.set(owner.propertyNames().iterator().next() + "2", first);
        } else {
            JsonNode item = first.isString() ? JSON.stringNode(first.asString() + "2") : first;
            if (item instanceof ObjectNode fields && !fields.isEmpty()) {
                String key = fields.propertyNames().iterator().next();
                if (fields.path(key).isString()) {
                    fields.put(key, fields.path(key).asString() + "2");
                } else {
                    fields.removeAll();
                }
            } else if (item instanceof ArrayNode names) {
                names.set(0, JSON.stringNode(names.path(0).asString() + "2"));
            }
            ((ArrayNode) owner).add(item);
        }
    }

    private static void moveFirstToEnd(JsonNode owner) {
        move(owner, 0);
    }

    private static void swapLastTwo(JsonNode owner) {
        move(owner, owner.size() - 2);
    }

    /** Moves an item to the end. */
    private static void move(JsonNode owner, int index) {
        if (owner instanceof ObjectNode object) {
            String name = List.copyOf(object.propertyNames()).get(index);
            object.set(name, object.remove(name));
        } else {
            ArrayNode list = (ArrayNode) owner;
            list.add(list.remove(index));
        }
    }

    /** Returns another value of the same type; for a reference, a reference to another component of the same section. */
    private JsonNode other(List<String> path, JsonNode node) {
        if (node.isBoolean()) {
            return JSON.booleanNode(!node.booleanValue());
        }
        if (node.isNumber()) {
            return JSON.numberNode(node.asLong() + 1);
        }
        String text = node.asString();
        if (!path.get(path.size() - 1).equals("$ref")) {
            return JSON.stringNode(text + "2");
        }
        String section = text.substring(0, text.lastIndexOf('/') + 1);
        List<String> names = new ArrayList<>(
                root.at(section.substring(1, section.length() - 1)).propertyNames());
        // the next example is often valid in the same place
        int step = section.endsWith("/examples/") ? names.size() / 2 : 1;
        int next = (names.indexOf(text.substring(section.length())) + step) % names.size();
        return JSON.stringNode(section + names.get(next));
    }

    private static JsonNode value(String keyword) {
        return switch (keyword) {
            case "minItems", "maxItems", "minProperties", "multipleOf" -> JSON.numberNode(1);
            case "security", "servers" -> JSON.arrayNode();
            case "allOf", "anyOf" -> JSON.arrayNode().add(JSON.objectNode());
            case "const", "title" -> JSON.stringNode("constant");
            default -> JSON.booleanNode(true);
        };
    }
}
