package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account link: an X account that the team has connected.
 *
 * @param status null, and not answered, until one is set
 * @param also fields of the answer that the sandbox knows nothing about, or null
 */
record Account(
        String id,
        String platformId,
        String username,
        String name,
        String profileImageUrl,
        Instant createdAt,
        @Nullable String status,
        @Nullable ObjectNode also) {

    Account(String id, String platformId, String username, String name, String profileImageUrl, Instant createdAt) {
        this(id, platformId, username, name, profileImageUrl, createdAt, null, null);
    }

    Account withStatus(String newStatus) {
        return new Account(id, platformId, username, name, profileImageUrl, createdAt, newStatus, also);
    }

    /** Whether X takes messages from it. */
    boolean canSend() {
        return status == null || status.equals("active");
    }
}
