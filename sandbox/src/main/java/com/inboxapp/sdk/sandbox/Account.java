package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account link: an X account that the team has connected.
 *
 * @param status {@code active}, {@code offline} or {@code paused}; null, and absent from responses, until it is set
 * @param extraFields extra fields of the response that the sandbox copies without interpreting them, or null
 */
record Account(
        String id,
        String platformId,
        String username,
        String name,
        String profileImageUrl,
        Instant createdAt,
        @Nullable String status,
        @Nullable ObjectNode extraFields) {

    Account(String id, String platformId, String username, String name, String profileImageUrl, Instant createdAt) {
        this(id, platformId, username, name, profileImageUrl, createdAt, null, null);
    }

    Account withStatus(String newStatus) {
        return new Account(id, platformId, username, name, profileImageUrl, createdAt, newStatus, extraFields);
    }

    /** Returns whether messages can be sent from the account: its status is unset or {@code active}. */
    boolean canSend() {
        return status == null || status.equals("active");
    }
}
