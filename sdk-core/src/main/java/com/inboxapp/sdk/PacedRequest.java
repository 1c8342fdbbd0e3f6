package com.inboxapp.sdk;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request that asks a {@link RateBudget} for its turn. A repeated request is another one, with an id of its own.
 *
 * @param id unlike any other request's, in other processes too
 * @param operation the operation's id in the OpenAPI document, for instance {@code threads.list}
 * @param sends whether it sends a message, and so counts against what the account link may send
 * @param accountLinkId the account link that it is for, or null if it is for none
 */
public record PacedRequest(
        String id,
        String operation,
        boolean sends,
        @Nullable String accountLinkId) {
    /** Checks that nothing is missing. */
    public PacedRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(operation, "operation");
    }

    static PacedRequest of(String operation, boolean sends, @Nullable String accountLinkId) {
        return new PacedRequest(UUID.randomUUID().toString(), operation, sends, accountLinkId);
    }
}
