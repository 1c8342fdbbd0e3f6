package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A property or a parameter, parsed from {@link Contract} or from a document. */
record Field(
        String name, boolean list, boolean optional, boolean nullable, boolean anyJson, String type, String bounds) {

    private static final Pattern NOTATION =
            Pattern.compile("([\\w-]+)(\\[])?(\\?)?(\\|null)?(\\*)?(?::(\\w+))?(?:\\((.*)\\))?");

    /** Keywords that the notation has signs for, and keywords that are not constraints. */
    private static final Set<String> WRITTEN = Set.of(
            "$ref",
            "type",
            "oneOf",
            "items",
            "format",
            "minimum",
            "minLength",
            "maximum",
            "maxLength",
            "default",
            "pattern",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "description",
            "example",
            "examples");

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
                Objects.requireNonNullElse(matcher.group(6), ""),
                Objects.requireNonNullElse(matcher.group(7), ""));
    }

    static Field of(String name, JsonNode schema, boolean required) {
        boolean anyJson =
                List.of("type", "$ref", "oneOf", "allOf", "enum").stream().noneMatch(schema::has);
        return new Field(
                name,
                types(schema).contains("array"),
                !required,
                isNullable(schema),
                anyJson,
                type(schema),
                bounds(schema));
    }

    /** Returns the field of a parameter or a header, which has its own schema. */
    static Field of(String name, Place carrier) {
        return of(
                name,
                carrier.node().path("schema"),
                carrier.node().path("required").booleanValue(false));
    }

    /** Returns the fields of an object schema. */
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

    /** Returns the field under another name, as a list if the name ends with brackets. */
    Field named(String other) {
        boolean brackets = other.endsWith("[]");
        String plain = brackets ? other.substring(0, other.length() - 2) : other;
        return new Field(plain, list || brackets, optional, nullable, anyJson, type, bounds);
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

    /** Returns the name of a schema or of a JSON type, empty for a plain string. */
    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.path("$ref").asString().replaceAll(".*/", "");
        }
        if (schema.has("oneOf")) {
            return schema.path("oneOf")
                    .valueStream()
                    .filter(branch -> !types(branch).equals(List.of("null")))
                    .map(branch -> type(branch) + bounds(branch))
                    .collect(Collectors.joining("|"));
        }
        if (types(schema).contains("array")) {
            return type(schema.path("items")) + bounds(schema.path("items"));
        }
        String type =
                types(schema).stream().filter(name -> !name.equals("null")).collect(Collectors.joining("|"));
        String format = schema.path("format").asString("");
        return switch ((type + " " + format).trim()) {
            case "string" -> "";
            case "string date-time" -> "time";
            case "integer" -> "int";
            case "integer int64" -> "long";
            case "number decimal" -> "decimal";
            default -> (type + " " + format).trim().replace(' ', '_');
        };
    }

    /** Returns the bounds, the default, the pattern and all other constraints of a schema. */
    static String bounds(JsonNode schema) {
        String minimum = text(schema, "minimum", "minLength");
        String maximum = text(schema, "maximum", "maxLength");
        String range = minimum.isEmpty() && maximum.isEmpty() ? "" : minimum + ".." + maximum;
        return range
                + (schema.has("default") ? "=" + schema.get("default").asString() : "")
                + (schema.has("pattern") ? "~" + schema.get("pattern").asString() : "")
                + schema.propertyStream()
                        .filter(keyword -> !WRITTEN.contains(keyword.getKey())
                                && !keyword.getKey().startsWith("x-"))
                        .map(keyword -> " " + keyword.getKey() + "=" + keyword.getValue())
                        .collect(Collectors.joining());
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
                + (type.isEmpty() ? "" : ":" + type)
                + (bounds.isEmpty() ? "" : "(" + bounds + ")");
    }
}
