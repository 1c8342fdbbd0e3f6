package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation: a method of a Retrofit interface. Templates read it; they compute nothing.
 *
 * @param id the operationId, {@code <tag>.<method>}
 * @param path relative to the base URL, without a slash in front
 * @param replacement what to use instead of a deprecated operation, or null
 * @param query the query object, or null
 * @param result what it answers, null when the answer is empty
 * @param pages how to walk all its pages, null when it has no cursor
 */
record OperationModel(
        String id,
        String method,
        String safety,
        String http,
        String path,
        @Nullable String description,
        @Nullable String replacement,
        List<Argument> arguments,
        @Nullable QueryObject query,
        @Nullable JavaType result,
        boolean nullable,
        @Nullable Pages pages) {
    private static final String STREAM =
            "Backpressure: a page is requested when something is asked for that is not held. Scheduler: none; items arrive on the thread"
                    + " that read the answer. Error handling: the first failed request ends the stream, as does a cursor that comes back."
                    + " Requests: one per page.";

    /**
     * A parameter of the method.
     *
     * @param annotation Retrofit's annotation
     * @param defaultValue an expression for when the caller leaves it out, or null when it cannot be left out
     */
    record Argument(
            String annotation,
            String type,
            String name,
            @Nullable String description,
            @Nullable String defaultValue) {
        String doc() {
            String text = Javadoc.inline(description);
            return "@param " + name + " " + (text.isEmpty() ? "the " + name : text);
        }
    }

    /** A class that holds all query parameters of the operation. */
    record QueryObject(String name, List<Property> properties, List<String> exactlyOneOf) {}

    /**
     * How to walk a paged operation.
     *
     * @param method the method that answers one page
     * @param item the type of the items
     * @param items the accessor of the page's items
     * @param next the accessor of the page's next cursor
     * @param cursor the query's cursor
     * @param limit the size of the largest page, for the query's {@code limit}; null if there is none
     */
    record Pages(
            String method,
            String item,
            String items,
            String next,
            String cursor,
            @Nullable String limit) {
        /** The method that describes the walk: {@code walk} for {@code list}. */
        String walk() {
            return method.equals("list") ? "walk" : "walk" + Names.capitalized(method);
        }

        /** The method that walks: {@code all} for {@code list}. */
        String all() {
            return method.equals("list") ? "all" : "all" + Names.capitalized(method);
        }
    }

    String tag() {
        return id.substring(0, id.indexOf('.'));
    }

    boolean hasBodyOnDelete() {
        return http.equals("DELETE") && arguments.stream().anyMatch(a -> a.annotation.equals("@Body"));
    }

    String annotation() {
        return deprecation() + request();
    }

    /** Of the method, and of those that call it. */
    String deprecation() {
        return replacement == null ? "" : "@Deprecated\n    ";
    }

    private String request() {
        return hasBodyOnDelete()
                ? "@retrofit2.http.HTTP(method = \"DELETE\", path = " + Names.literal(path) + ", hasBody = true)"
                : "@retrofit2.http." + http + "(" + Names.literal(path) + ")";
    }

    /** What the method returns in sdk-core. */
    String call() {
        return "InboxCall<" + (result == null ? "Void" : nullable ? "Optional<" + result.name() + ">" : result.name())
                + ">";
    }

    /** What the method returns in sdk-rx. */
    String rx() {
        return result == null ? "Completable" : (nullable ? "Maybe<" : "Single<") + result.name() + ">";
    }

    String parameters() {
        return arguments.stream()
                .map(a -> "@retrofit2.http." + a.annotation.substring(1) + " " + a.type + " " + a.name)
                .collect(Collectors.joining(", "));
    }

    /** Whether there is a shorter way to call it. */
    boolean hasShort() {
        return arguments.stream().anyMatch(a -> a.defaultValue != null);
    }

    String shortParameters() {
        return given().map(a -> a.type + " " + a.name).collect(Collectors.joining(", "));
    }

    String shortArguments() {
        return arguments.stream()
                .map(a -> a.defaultValue != null ? a.defaultValue : a.name)
                .collect(Collectors.joining(", "));
    }

    /** The arguments of a call for the page after a cursor. */
    String pageArguments() {
        return arguments.stream()
                .map(a -> a.annotation.equals("@Tag")
                        ? "asked.toBuilder()." + (pages == null ? "" : pages.cursor) + "(cursor).build()"
                        : a.name)
                .collect(Collectors.joining(", "));
    }

    String plainArguments() {
        return arguments.stream().map(Argument::name).collect(Collectors.joining(", "));
    }

    /** The type of the query. */
    String queryType() {
        return query == null ? "" : query.name();
    }

    /** What the pages are of, beside the query. */
    String subject() {
        return arguments.stream()
                .filter(a -> !a.annotation.equals("@Tag"))
                .map(Argument::name)
                .collect(Collectors.joining(", "));
    }

    String plainParameters() {
        return arguments.stream().map(a -> a.type + " " + a.name).collect(Collectors.joining(", "));
    }

    private Stream<Argument> given() {
        return arguments.stream().filter(a -> a.defaultValue == null);
    }

    String doc() {
        return doc(arguments, "@return " + (result == null ? "a call without a result" : "the call"));
    }

    String rxDoc() {
        return doc(arguments, "@return the answer, requested once per subscription");
    }

    String shortDoc() {
        return block(
                "As the other method `" + method + "`, with the API's defaults.",
                Stream.concat(given().map(Argument::doc), Stream.of("@return the call"))
                        .toList());
    }

    String allDoc() {
        return walkDoc(
                "Everything that `" + method + "` answers, page after page: as the items of the walk.\n\n" + STREAM,
                "@return the items of all pages; the query's cursor says where to begin");
    }

    String walkDoc() {
        return walkDoc(
                "A walk over everything that `" + method
                        + "` answers, of which you want the pages, or that you want to resume, or"
                        + " have without Rx. Nothing is sent before something is asked for."
                        + (pages == null || pages.limit == null
                                ? ""
                                : " Pages are as large as may be, unless `limit` is set."),
                "@return the walk; the query's cursor says where to begin");
    }

    private String walkDoc(String description, String returned) {
        return block(
                description,
                Stream.concat(arguments.stream().map(Argument::doc), Stream.of(returned))
                        .toList());
    }

    private String doc(List<Argument> documented, String returned) {
        List<String> tags = new ArrayList<>();
        documented.forEach(argument -> tags.add(argument.doc()));
        tags.add(returned);
        return block(Javadoc.withoutReplacement(description), tags);
    }

    private String block(@Nullable String text, List<String> tags) {
        List<String> all = new ArrayList<>(tags);
        if (replacement != null) {
            all.add("@deprecated " + Javadoc.inline(replacement));
        }
        return Javadoc.block("    ", text, all);
    }
}
