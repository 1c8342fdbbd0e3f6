package com.inboxapp.sdk.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Derives Java names from the names in the document. */
final class Names {
    /** Classes that generated code uses by simple name, and classes that it declares. */
    private static final Set<String> TAKEN_TYPES = Set.of(
            "Adapter",
            "Annotation",
            "ApiOperation",
            "BiFunction",
            "BigDecimal",
            "Builder",
            "Checks",
            "Completable",
            "CursorFormat",
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
            "Pager");

    /** Constants that every open enum declares. */
    private static final Set<String> TAKEN_CONSTANTS = Set.of("READABLE", "READ_AS", "UNKNOWN_VALUE", "VALUES");

    /** Parameters, lambda parameters and local variables of generated interfaces. */
    private static final Set<String> TAKEN_ARGUMENTS = Set.of("body", "cursor", "effectiveQuery", "page", "query");

    /** Names of accessors that would clash with methods of {@code Object} or with members that every record has. */
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
            // local variables of generated methods
            "reader",
            "nameIndex",
            "seenNames",
            "seenAliases",
            "enveloped",
            "inside",
            "itemReader",
            "maybeEnveloped",
            "out",
            "invalid");

    private Names() {}

    /**
     * Returns the class name for a schema. A name that would hide a class that generated code needs, such as {@code Thread} or {@code
     * List}, gets the prefix {@code Inbox}.
     */
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

    /** Returns the name of a method parameter, which must differ from those of the query object and the body. */
    static String argument(String name, String where) {
        return TAKEN_ARGUMENTS.contains(name) ? name + "_" : member(name, where);
    }

    /**
     * Returns the constant for an enum value: {@code no-reply} is {@code NO_REPLY}, {@code xChat} is {@code X_CHAT}, {@code 1.0} is {@code
     * V1_0}.
     */
    static String constant(String value, String where) {
        String constant = value.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toUpperCase(Locale.ROOT);
        if (constant.isEmpty() || constant.equals("_")) {
            throw new SpecException(where, "no Java name can be derived from the value '" + value + "'");
        }
        if (TAKEN_CONSTANTS.contains(constant)) {
            return constant + "_";
        }
        return Character.isDigit(constant.charAt(0)) ? "V" + constant : constant;
    }

    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Returns a Java string literal. */
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
