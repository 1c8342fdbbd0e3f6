package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account link: an X account that the team has connected. Its status is null, and not answered, until one is set. */
record Account(
        String id,
        String platformId,
        String username,
        String name,
        String profileImageUrl,
        Instant createdAt,
        @Nullable String status) {

    Account withStatus(String newStatus) {
        return new Account(id, platformId, username, name, profileImageUrl, createdAt, newStatus);
    }

    /** Whether X takes messages from it. */
    boolean canSend() {
        return status == null || status.equals("active");
    }
}
