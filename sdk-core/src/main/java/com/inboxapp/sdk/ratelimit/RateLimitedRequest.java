package com.inboxapp.sdk.ratelimit;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that asks a {@link RateLimiter} for a permit. Each attempt of a call is a separate request, with its own id.
 *
 * @param id the id of the request, unique across processes
 * @param operation the operation's id in the OpenAPI document, for instance {@code threads.list}
 * @param sends whether the request sends a message, and so counts against the account link's limit of sends
 * @param accountLinkId the account link of the request, or null if it has none or the account link is unknown
 */
public record RateLimitedRequest(
        String id,
        String operation,
        boolean sends,
        @Nullable String accountLinkId) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if {@code id} or {@code operation} is null
     */
    public RateLimitedRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(operation, "operation");
    }

    /**
     * Returns a request with a new id.
     *
     * @param operation the operation's id in the OpenAPI document
     * @param sends whether the request sends a message
     * @param accountLinkId the account link of the request, or null
     * @return the request
     */
    public static RateLimitedRequest of(String operation, boolean sends, @Nullable String accountLinkId) {
        return new RateLimitedRequest(UUID.randomUUID().toString(), operation, sends, accountLinkId);
    }
}
