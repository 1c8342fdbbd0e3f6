package com.inboxapp.sdk.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java's names for the document's names. */
final class Names {
    /** Classes that generated code names without their package, and those that it declares itself. */
    private static final Set<String> TAKEN_TYPES = Set.of(
            "Adapter",
            "Annotation",
            "ApiOperation",
            "BiFunction",
            "BigDecimal",
            "Builder",
            "Checks",
            "Completable",
            "CursorForm",
            "Flowable",
            "Generated",
            "IOException",
            "InboxApis",
            "InboxCall",
            "InboxModels",
            "Instant",
            "Json",
            "JsonAdapter",
            "JsonReader",
            "JsonValue",
            "JsonWriter",
            "Known",
            "List",
            "Map",
            "Maybe",
            "Moshi",
            "NameSet",
            "Nullable",
            "Objects",
            "Optional",
            "ParameterizedType",
            "Patch",
            "Pattern",
            "QueryParameters",
            "QueryWriter",
            "RxInboxApis",
            "Safety",
            "Set",
            "Single",
            "Type",
            "Walk");

    /** Constants that an open enum has anyway. */
    private static final Set<String> TAKEN_CONSTANTS = Set.of("READABLE", "READ_AS", "UNKNOWN_VALUE", "VALUES");

    /** Arguments and lambda parameters that generated interfaces have anyway. */
    private static final Set<String> TAKEN_ARGUMENTS = Set.of("asked", "body", "cursor", "page", "query");

    /** Accessors of these names would hide methods of {@code Object} or clash with what a record has anyway. */
    private static final Set<String> TAKEN = Set.of(
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "builder",
            "toBuilder",
            // locals of the generated methods
            "reader",
            "nameIndex",
            "seenNames",
            "seenAliases",
            "enveloped",
            "inside",
            "itemReader",
            "maybeEnveloped",
            "out",
            "refusal");

    private Names() {}

    /** The class for a schema; {@code Thread} and {@code List} would hide a class that generated code needs, and get a prefix. */
    static String type(String schema, String where) {
        if (!schema.matches("[A-Z][A-Za-z0-9]*")) {
            throw new SpecException(where, "'" + schema + "' cannot be the name of a Java class");
        }
        return isInJavaLang(schema) || TAKEN_TYPES.contains(schema) ? "Inbox" + schema : schema;
    }

    static String member(String name, String where) {
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new SpecException(where, "'" + name + "' cannot be the name of a Java member");
        }
        return SourceVersion.isKeyword(name) || TAKEN.contains(name) ? name + "_" : name;
    }

    /** An argument of a method, which may take a query object and a body beside it. */
    static String argument(String name, String where) {
        return TAKEN_ARGUMENTS.contains(name) ? name + "_" : member(name, where);
    }

    /** {@code no-reply} is {@code NO_REPLY}, {@code xChat} is {@code X_CHAT}, {@code 1.0} is {@code V1_0}. */
    static String constant(String value, String where) {
        String constant = value.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toUpperCase(Locale.ROOT);
        if (constant.isEmpty() || constant.equals("_")) {
            throw new SpecException(where, "no Java name can be made of the value '" + value + "'");
        }
        if (TAKEN_CONSTANTS.contains(constant)) {
            return constant + "_";
        }
        return Character.isDigit(constant.charAt(0)) ? "V" + constant : constant;
    }

    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** A Java string literal. */
    static String literal(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }

    private static boolean isInJavaLang(String name) {
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
