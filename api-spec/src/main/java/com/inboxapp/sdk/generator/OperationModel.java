package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The template model of an operation, which becomes a method of a Retrofit interface. Templates only read values from it.
 *
 * @param id the operationId, {@code <tag>.<method>}
 * @param path the path relative to the base URL, without a leading slash
 * @param replacement the replacement of a deprecated operation, otherwise null
 * @param query the query object, or null
 * @param result the type of the response, null if the response is empty
 * @param pages how to page through the operation, null if it has no cursor
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
    private static final String STREAM = """
            Backpressure: a page is requested only when the subscriber requests an item that is not buffered. Scheduler: none; items
            arrive on the thread that read the response. Error handling: the first failed request ends the stream, as does a cursor that
            the service returns twice. Requests: one per page.""";

    /**
     * A parameter of the method.
     *
     * @param annotation the Retrofit annotation
     * @param defaultValue the expression to use if the caller omits the parameter, null if the parameter is required
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

    /** The class with all query parameters of the operation. */
    record QueryObject(String name, List<Property> properties, List<String> exactlyOneOf) {}

    /**
     * How to page through an operation.
     *
     * @param method the method that returns one page
     * @param item the type of the items
     * @param items the accessor of the page's items
     * @param next the accessor of the page's next cursor
     * @param cursor the accessor of the query's cursor
     * @param limit the maximum of the query's {@code limit}, null if it has none
     */
    record Pages(
            String method,
            String item,
            String items,
            String next,
            String cursor,
            @Nullable String limit) {
        /** Returns the name of the method that returns the pager: {@code pager} for {@code list}. */
        String pager() {
            return method.equals("list") ? "pager" : "pager" + Names.capitalized(method);
        }

        /** Returns the name of the method that returns all items: {@code all} for {@code list}. */
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

    /**
     * Returns the {@code @Deprecated} annotation of the method, and of the methods that call it. Empty if the operation is not deprecated.
     */
    String deprecation() {
        return replacement == null ? "" : "@Deprecated\n    ";
    }

    private String request() {
        return hasBodyOnDelete()
                ? "@retrofit2.http.HTTP(method = \"DELETE\", path = " + Names.literal(path) + ", hasBody = true)"
                : "@retrofit2.http." + http + "(" + Names.literal(path) + ")";
    }

    /** Returns the method's return type in sdk-core. */
    String call() {
        return "InboxCall<" + (result == null ? "Void" : nullable ? "Optional<" + result.name() + ">" : result.name())
                + ">";
    }

    /** Returns the method's return type in sdk-rx. */
    String rx() {
        return result == null ? "Completable" : (nullable ? "Maybe<" : "Single<") + result.name() + ">";
    }

    String parameters() {
        return arguments.stream()
                .map(a -> "@retrofit2.http." + a.annotation.substring(1) + " " + a.type + " " + a.name)
                .collect(Collectors.joining(", "));
    }

    /** Returns whether the method gets an overload without the optional parameters. */
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

    /** Returns the arguments for requesting the page after a cursor. */
    String pageArguments() {
        return arguments.stream()
                .map(a -> a.annotation.equals("@Tag")
                        ? "effectiveQuery.toBuilder()." + (pages == null ? "" : pages.cursor) + "(cursor).build()"
                        : a.name)
                .collect(Collectors.joining(", "));
    }

    String plainArguments() {
        return arguments.stream().map(Argument::name).collect(Collectors.joining(", "));
    }

    /** Returns the type of the query. */
    String queryType() {
        return query == null ? "" : query.name();
    }

    /** Returns the arguments that identify the list besides the query, such as the thread of its messages. */
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
        return doc(arguments, "@return the response, requested once per subscription");
    }

    String shortDoc() {
        return block(
                "Calls the other `" + method + "` method with the API's defaults.",
                Stream.concat(given().map(Argument::doc), Stream.of("@return the result of the other method"))
                        .toList());
    }

    String allDoc() {
        return pagerDoc(
                "Returns the items of all pages of `" + method + "`, with the guarantees of its pager.\n\n" + STREAM,
                "@return the items of all pages, starting at the query's cursor");
    }

    String pagerDoc() {
        return pagerDoc(
                "Returns a pager over all pages of `" + method
                        + "`. Use it to read whole pages, to resume, or to page without Rx.\n"
                        + "No request is sent before an item or a page is requested."
                        + (pages == null || pages.limit == null
                                ? ""
                                : " Pages have the maximum size, unless `limit` is set."),
                "@return the pager, which starts at the query's cursor");
    }

    private String pagerDoc(String description, String returned) {
        return block(
                description,
                Stream.concat(
                                arguments.stream().map(Argument::doc),
                                Stream.of(returned, "@throws IllegalArgumentException if the query is null"))
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
