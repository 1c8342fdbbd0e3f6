package com.inboxapp.sdk.generator;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java type that stands for a schema, and how generated code reads and writes its values. Everything here is about non-null values.
 *
 * @param name the type as written in source, for instance {@code List<Tag>}
 * @param element of a list, what it holds
 */
record JavaType(Kind kind, String name, @Nullable JavaType element) {
    enum Kind {
        STRING,
        INSTANT,
        INTEGER,
        LONG,
        DOUBLE,
        DECIMAL,
        BOOLEAN,
        ANY,
        ID,
        ENUM,
        /** An enum with other values in the reference's name set. */
        ALIASED_ENUM,
        OBJECT,
        LIST
    }

    static JavaType of(Kind kind, String name) {
        return new JavaType(kind, name, null);
    }

    static JavaType listOf(JavaType element) {
        return new JavaType(Kind.LIST, "List<" + element.name + ">", element);
    }

    /** The expression that reads a value from a {@code JsonReader}. */
    String read(String reader) {
        return switch (kind) {
            case STRING -> reader + ".nextString()";
            case INTEGER -> reader + ".nextInt()";
            case LONG -> "Json.whole(" + reader + ")";
            case DOUBLE -> reader + ".nextDouble()";
            case BOOLEAN -> reader + ".nextBoolean()";
            case INSTANT -> "Json.instant(" + reader + ")";
            case DECIMAL -> "Json.decimal(" + reader + ")";
            case ANY -> "Json.value(" + reader + ")";
            case ID, ENUM, ALIASED_ENUM -> name + ".read(" + reader + ")";
            case OBJECT -> "this." + adapter() + ".fromJson(" + reader + ")";
            case LIST ->
                "Json.list(" + reader + ", itemReader -> " + elementType().read("itemReader") + ")";
        };
    }

    /** The expression that writes a value to a {@code JsonWriter}. */
    String write(String writer, String value) {
        return switch (kind) {
            case STRING, INTEGER, LONG, DOUBLE, DECIMAL, BOOLEAN -> writer + ".value(" + value + ")";
            case INSTANT -> "Json.instant(" + writer + ", " + value + ")";
            case ANY -> "Json.value(" + writer + ", " + value + ")";
            case ID, ENUM -> writer + ".value(" + value + ".value())";
            case ALIASED_ENUM -> writer + ".value(" + value + ".value(names))";
            case OBJECT -> "this." + adapter() + ".toJson(" + writer + ", " + value + ")";
            case LIST ->
                "Json.list(" + writer + ", " + value + ", (w, v) -> "
                        + elementType().write("w", "v") + ")";
        };
    }

    /** The expression that a {@code QueryWriter} takes for a value or null. */
    String query(String value) {
        return switch (kind) {
            case ALIASED_ENUM -> value + " == null ? null : " + value + ".value(out.names())";
            case LIST ->
                elementType().kind == Kind.ALIASED_ENUM
                        ? value + " == null ? null : " + value
                                + ".stream().map(each -> each.value(out.names())).toList()"
                        : value;
            default -> value;
        };
    }

    /** Whether its {@code toString()} is what stands in a URL, in either name set. */
    boolean isPlainText() {
        return switch (kind) {
            case STRING, INTEGER, LONG, BOOLEAN, ID, ENUM -> true;
            default -> false;
        };
    }

    /** Whether it holds text that a caller may have made: UTF-8 has no form for all that a Java text can hold. */
    boolean isText() {
        return switch (kind) {
            case STRING, ID, ENUM, ALIASED_ENUM -> true;
            case LIST -> elementType().isText();
            default -> false;
        };
    }

    /** The field that holds the adapter of an object type. */
    String adapter() {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + "Adapter";
    }

    /** This type, or what the list holds, when that is an object with an adapter of its own. */
    Stream<JavaType> objects() {
        return element != null ? element.objects() : kind == Kind.OBJECT ? Stream.of(this) : Stream.empty();
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    JavaType elementType() {
        if (element == null) {
            throw new IllegalStateException(name + " is no list");
        }
        return element;
    }
}
