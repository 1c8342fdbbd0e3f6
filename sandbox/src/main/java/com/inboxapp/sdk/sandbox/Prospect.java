package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Somebody on X, with what the team knows about them. */
final class Prospect {

    /** What X shows of them. A null is not known. */
    record Profile(
            String username,
            String displayName,
            @Nullable String bio,
            @Nullable String location,
            @Nullable Integer followersCount,
            int followingCount,
            int postCount,
            String verified) {

        /** The profile of somebody whom the sandbox has not met before. */
        static Profile unknown(String platformId) {
            return new Profile("user_" + platformId, "User " + platformId, null, null, null, 0, 0, "none");
        }
    }

    final String id;
    final String platformId;
    final Profile profile;
    final Instant firstSeenAt;

    /** Their conversations by account link id, at most one for each, the deleted ones included. */
    final Map<String, Conversation> conversations = new LinkedHashMap<>();

    /** Ids of tags. */
    final Set<String> tags = new LinkedHashSet<>();

    @Nullable
    String statusId;

    /** Fields of the answer that the sandbox knows nothing about. */
    @Nullable
    ObjectNode also;

    @Nullable
    String notes;

    @Nullable
    BigDecimal valuation;

    Prospect(String id, String platformId, Profile profile, Instant firstSeenAt) {
        this.id = id;
        this.platformId = platformId;
        this.profile = profile;
        this.firstSeenAt = firstSeenAt;
    }

    /** Their conversations that are not deleted. */
    List<Conversation> activeConversations() {
        return conversations.values().stream()
                .filter(conversation -> !conversation.deleted)
                .toList();
    }
}
