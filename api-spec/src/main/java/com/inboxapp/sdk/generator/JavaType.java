package com.inboxapp.sdk.generator;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Java type of a schema, with the expressions that read and write its values. The expressions handle non-null values only.
 *
 * @param name the type as written in source, for example {@code List<Tag>}
 * @param element the element type of a list, null for any other type
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
        /** An enum with different values in the reference names. */
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

    /** Returns the expression that reads a value from a {@code JsonReader}. */
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

    /** Returns the expression that writes a value to a {@code JsonWriter}. */
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

    /** Returns the expression to pass to a {@code QueryWriter} for a value, which may be null. */
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

    /** Returns whether {@code toString()} of a value is its form in a URL, in both name sets. */
    boolean isPlainText() {
        return switch (kind) {
            case STRING, INTEGER, LONG, BOOLEAN, ID, ENUM -> true;
            default -> false;
        };
    }

    /** Returns whether values contain text from the caller. Not every Java string can be encoded as UTF-8, so the text needs a check. */
    boolean isText() {
        return switch (kind) {
            case STRING, ID, ENUM, ALIASED_ENUM -> true;
            case LIST -> elementType().isText();
            default -> false;
        };
    }

    /** Returns whether the expression that writes a value depends on the name set. Objects are written by their own adapters. */
    boolean usesNames() {
        return kind == Kind.ALIASED_ENUM || (element != null && element.usesNames());
    }

    /** Returns the name of the field with the adapter of an object type. */
    String adapter() {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + "Adapter";
    }

    /** Returns this type, or the element type of a list, if it is an object type. Object types have an adapter. */
    Stream<JavaType> objects() {
        return element != null ? element.objects() : kind == Kind.OBJECT ? Stream.of(this) : Stream.empty();
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    JavaType elementType() {
        if (element == null) {
            throw new IllegalStateException(name + " is not a list");
        }
        return element;
    }
}
