package com.inboxapp.sdk.contract.pact;

import com.inboxapp.sdk.contract.pact.Interaction.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Adds the error responses of each operation, and the provider state that causes each one. */
final class Refusals {
    private static final Set<String> WITHOUT_PARAMETERS = Set.of(
            "accountLinks.list",
            "members.list",
            "tags.list",
            "tags.colors",
            "statuses.list",
            "statuses.colors",
            "colors.list",
            "team.get");

    private static final Set<String> WITHOUT_NOT_FOUND =
            Set.of("prospects.lookup", "tags.create", "statuses.create", "events.list");

    private static final Set<String> CONFLICTING = Set.of(
            "messages.quickSend",
            "messages.send",
            "messages.edit",
            "messages.delete",
            "messages.addReaction",
            "messages.removeReaction",
            "tags.create",
            "tags.update",
            "statuses.create",
            "statuses.update");

    /** The operations with data in the request body that are not in {@link #CONFLICTING}. */
    private static final Set<String> WITH_DATA =
            Set.of("threads.create", "threads.update", "threads.updateSettings", "prospects.updateContext");

    private Refusals() {}

    /** Returns an interaction for each error status of the operation, with the request of the given interaction. */
    static Stream<Interaction> of(Interaction success) {
        Map<Integer, String> codes = new LinkedHashMap<>();
        if (!WITHOUT_PARAMETERS.contains(success.operation)) {
            codes.put(400, "BAD_REQUEST");
        }
        codes.put(401, "UNAUTHORIZED");
        codes.put(403, "FORBIDDEN");
        if (!WITHOUT_PARAMETERS.contains(success.operation) && !WITHOUT_NOT_FOUND.contains(success.operation)) {
            codes.put(404, notFound(success));
        }
        if (CONFLICTING.contains(success.operation)) {
            codes.put(409, "CONFLICT");
        }
        if (CONFLICTING.contains(success.operation) || WITH_DATA.contains(success.operation)) {
            codes.put(422, "UNPROCESSABLE_CONTENT");
        }
        codes.put(429, "RATE_LIMITED");
        codes.put(500, "INTERNAL_SERVER_ERROR");
        return codes.entrySet().stream().map(code -> refusal(success, code.getKey(), code.getValue()));
    }

    private static Interaction refusal(Interaction success, int status, String code) {
        State state = switch (status) {
            case 401 -> State.of(Given.UNAUTHORIZED);
            case 404 -> success.request.path().contains("${") ? State.of(Given.NOTHING) : Given.refusal(status);
            case 429 -> State.of(Given.LIMITED);
            default -> Given.refusal(status);
        };
        Map<String, String> headers = status == 429 ? Map.of("Retry-After", "12") : Map.of();
        return success.withErrorResponse(state, status, headers, Examples.error(status, code));
    }

    private static String notFound(Interaction success) {
        if (success.request.path().startsWith("/threads/${")) {
            return success.operation.startsWith("threads") ? "THREAD_NOT_FOUND" : "NOT_FOUND";
        }
        return success.request.path().startsWith("/prospects/") ? "PROSPECT_NOT_FOUND" : "NOT_FOUND";
    }
}
