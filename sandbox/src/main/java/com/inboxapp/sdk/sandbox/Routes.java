package com.inboxapp.sdk.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Maps methods and paths to endpoints. A literal path segment takes precedence over a placeholder. */
final class Routes {

    /** Handles the requests of one operation. No other request is handled at the same time. */
    interface Endpoint {

        /** Returns the body of the 200, or null for an empty one. */
        @Nullable
        JsonNode handle(Request request);
    }

    /** The operation of a request, the values of its path placeholders and the query parameters that it accepts. */
    record Match(String operation, Endpoint endpoint, Map<String, String> pathValues, Set<String> queryNames) {}

    private record Operation(String name, Endpoint endpoint, Set<String> queryNames) {}

    private record Path(List<String> segments, Map<String, Operation> operations) {

        long placeholders() {
            return segments.stream().filter(Path::isPlaceholder).count();
        }

        boolean matches(List<String> actual) {
            if (segments.size() != actual.size()) {
                return false;
            }
            for (int i = 0; i < actual.size(); i++) {
                String expected = segments.get(i);
                if (isPlaceholder(expected) ? actual.get(i).isEmpty() : !expected.equals(actual.get(i))) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> values(List<String> actual) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < actual.size(); i++) {
                String expected = segments.get(i);
                if (isPlaceholder(expected)) {
                    values.put(expected.substring(1, expected.length() - 1), actual.get(i));
                }
            }
            return values;
        }

        private static boolean isPlaceholder(String segment) {
            return segment.startsWith("{");
        }
    }

    private final List<Path> paths = new ArrayList<>();
    private final Set<String> operations = new HashSet<>();

    /** Returns the name of an operation. It does not depend on the names of the placeholders. */
    static String operation(String method, String path) {
        return method + " " + path.replaceAll("\\{[^/]+}", "{}");
    }

    /** Returns the names of all operations. */
    Set<String> operations() {
        return operations;
    }

    /**
     * Adds an operation.
     *
     * @param path the path below the base path, with placeholders in braces: {@code /threads/{threadId}}
     * @param queryNames the top-level query parameters that the operation accepts; any other is rejected
     */
    void add(String method, String path, Endpoint endpoint, String... queryNames) {
        List<String> segments = segments(path);
        Path known = paths.stream()
                .filter(other -> other.segments().equals(segments))
                .findFirst()
                .orElseGet(() -> {
                    Path added = new Path(segments, new TreeMap<>());
                    paths.add(added);
                    return added;
                });
        String name = operation(method, path);
        operations.add(name);
        known.operations().put(method, new Operation(name, endpoint, Set.of(queryNames)));
    }

    /**
     * Finds the operation for a request.
     *
     * @param rawPath the path below the base path, percent-encoded
     * @throws ApiError 404 if the path is unknown; 405 if it does not accept the method
     */
    Match find(String method, String rawPath) {
        List<String> segments = segments(rawPath);
        Path path = paths.stream()
                .filter(candidate -> candidate.matches(segments))
                .min(Comparator.comparingLong(Path::placeholders))
                .orElseThrow(() -> new ApiError(404, "NOT_FOUND", "The API has no such path."));
        Operation operation = path.operations().get(method);
        if (operation == null) {
            String allowed = String.join(", ", path.operations().keySet());
            throw new ApiError(
                    405,
                    "METHOD_NOT_ALLOWED",
                    "This path does not accept " + method + ", only " + allowed + ".",
                    Map.of("Allow", allowed));
        }
        return new Match(operation.name(), operation.endpoint(), path.values(segments), operation.queryNames());
    }

    /** Returns the name of a request's operation, or null if it matches none. */
    @Nullable
    String operationOf(IncomingRequest incoming) {
        if (!InboxService.isBelowBasePath(incoming.path)) {
            return null;
        }
        try {
            return find(incoming.method, incoming.path.substring(InboxService.BASE_PATH.length()))
                    .operation();
        } catch (ApiError e) {
            return null;
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            try {
                segments.add(QueryDecoder.unescape(segment.replace("+", "%2B")));
            } catch (IllegalArgumentException e) {
                throw ApiError.badRequest("The path cannot be decoded. " + e.getMessage());
            }
        }
        return segments;
    }
}
