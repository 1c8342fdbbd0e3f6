package com.inboxapp.sdk.contract.pact;

import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MinTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NullMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.RuleLogic;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of a body: an example of maps, lists, strings, numbers and booleans, from which the matching rules of Pact are derived. A
 * string matches any string, a time any time, a string of digits any string of up to 19 digits, and a list any list of one or more items
 * like the first.
 */
final class Shape {
    private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";
    private static final String DIGITS = "\\d{1,19}";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Matches only this value. */
    record Exactly(Object example) {}

    /** Matches the shape or null. */
    record OrNull(Object example) {}

    /** Matches any list, including an empty one, with items of any shape. */
    record AnyList(List<?> example) {}

    /** Matches one of the given words. */
    record Word(String example, List<String> words) {
        String pattern() {
            return String.join("|", words);
        }
    }

    /** A string in a request whose value a provider state can replace. */
    record FromState(String name, Object example) {}

    private Shape() {}

    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Returns the fields of both maps. Those of the second map win. */
    static Map<String, Object> with(Map<String, Object> fields, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return all;
    }

    static OrNull orNull(Object example) {
        return new OrNull(example);
    }

    static Word word(String... words) {
        return new Word(words[0], List.of(words));
    }

    static JsonNode example(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            ObjectNode object = JSON.objectNode();
            fields.forEach((name, field) -> object.set(String.valueOf(name), example(field)));
            return object;
        }
        if (value instanceof List<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(example(item)));
            return array;
        }
        if (value instanceof Exactly exactly) {
            return example(exactly.example);
        }
        if (value instanceof OrNull nullable) {
            return example(nullable.example);
        }
        if (value instanceof AnyList list) {
            return example(list.example);
        }
        if (value instanceof Word word) {
            return JSON.stringNode(word.example);
        }
        if (value instanceof FromState state) {
            return example(state.example);
        }
        return value == null ? JSON.nullNode() : scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number);
        }
        return value instanceof Double number ? JSON.numberNode(number) : JSON.stringNode((String) value);
    }

    /** Adds the matching rules of a response body. */
    static void rules(@Nullable Object value, String path, MatchingRuleCategory rules) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, field) -> rules(field, path + "." + name, rules));
        } else if (value instanceof List<?> items) {
            rules.addRule(path, new MinTypeMatcher(1));
            rules(items.get(0), path + "[*]", rules);
        } else if (value instanceof OrNull nullable) {
            nullable(nullable.example, path, rules);
        } else if (value instanceof Exactly) {
            // without this rule, the rule of the surrounding list would apply
            rules.addRule(path, EqualsMatcher.INSTANCE);
        } else if (value != null) {
            rules.addRule(path, rule(value));
        }
    }

    private static void nullable(Object example, String path, MatchingRuleCategory rules) {
        if (example instanceof Map<?, ?> || example instanceof List<?>) {
            // Pact rejects null before it evaluates the rules
            throw new IllegalArgumentException(
                    path + ": Pact cannot match an object or list that is nullable; write two interactions instead");
        }
        rules.addRules(path, List.of(rule(example), NullMatcher.INSTANCE), RuleLogic.OR);
    }

    private static MatchingRule rule(Object value) {
        if (value instanceof Word word) {
            return new RegexMatcher(word.pattern(), word.example);
        }
        if (value instanceof Integer) {
            return new NumberTypeMatcher(NumberTypeMatcher.NumberType.INTEGER);
        }
        if (value instanceof Double) {
            return new NumberTypeMatcher(NumberTypeMatcher.NumberType.NUMBER);
        }
        if (value instanceof String text && text.matches(TIME)) {
            return new RegexMatcher(TIME, text);
        }
        if (value instanceof String text && text.matches(DIGITS)) {
            return new RegexMatcher(DIGITS, text);
        }
        return TypeMatcher.INSTANCE;
    }
}
