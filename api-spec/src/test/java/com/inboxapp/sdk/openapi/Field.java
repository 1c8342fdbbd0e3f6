package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A property or a parameter, as {@link Contract} writes it and as a document has it. */
record Field(String name, boolean list, boolean optional, boolean nullable, boolean anyJson, String bounds) {

    private static final Pattern NOTATION = Pattern.compile("(\\w+)(\\[])?(\\?)?(\\|null)?(\\*)?(?:\\((.*)\\))?");

    static Field parse(String notation) {
        Matcher matcher = NOTATION.matcher(notation);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(notation);
        }
        return new Field(
                matcher.group(1),
                matcher.group(2) != null,
                matcher.group(3) != null,
                matcher.group(4) != null,
                matcher.group(5) != null,
                matcher.group(6) == null ? "" : matcher.group(6));
    }

    static Field of(String name, JsonNode schema, boolean required) {
        boolean anyJson =
                List.of("type", "$ref", "oneOf", "allOf", "enum").stream().noneMatch(schema::has);
        return new Field(name, types(schema).contains("array"), !required, isNullable(schema), anyJson, bounds(schema));
    }

    /** The fields of an object schema. */
    static List<Field> of(Place schema) {
        List<String> required = texts(schema.node().path("required"));
        return schema.child("properties").children().stream()
                .map(property -> of(property.name(), property.node(), required.contains(property.name())))
                .toList();
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asString()));
        return texts;
    }

    /** The same under another name, which makes it a list when it ends in brackets. */
    Field named(String other) {
        boolean brackets = other.endsWith("[]");
        String plain = brackets ? other.substring(0, other.length() - 2) : other;
        return new Field(plain, list || brackets, optional, nullable, anyJson, bounds);
    }

    static boolean isNullable(JsonNode schema) {
        return types(schema).contains("null")
                || schema.path("oneOf")
                        .valueStream()
                        .anyMatch(branch -> types(branch).contains("null"));
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isString() ? List.of(type.stringValue()) : texts(type);
    }

    private static String bounds(JsonNode schema) {
        String minimum = text(schema, "minimum", "minLength");
        String maximum = text(schema, "maximum", "maxLength");
        String range = minimum.isEmpty() && maximum.isEmpty() ? "" : minimum + ".." + maximum;
        return schema.has("default") ? range + "=" + schema.get("default").asString() : range;
    }

    private static String text(JsonNode schema, String ofNumber, String ofText) {
        return schema.has(ofNumber)
                ? schema.get(ofNumber).asString()
                : schema.path(ofText).asString("");
    }

    @Override
    public String toString() {
        return name
                + (list ? "[]" : "")
                + (optional ? "?" : "")
                + (nullable ? "|null" : "")
                + (anyJson ? "*" : "")
                + (bounds.isEmpty() ? "" : "(" + bounds + ")");
    }
}
