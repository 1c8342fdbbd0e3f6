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

/** A prospect: an X user, with the team's context for them. */
final class Prospect {

    /** The profile on X. Null fields are unknown. */
    record Profile(
            String username,
            String displayName,
            @Nullable String bio,
            @Nullable String location,
            @Nullable Integer followersCount,
            int followingCount,
            int postCount,
            String verified) {

        /** Returns the profile of a user whom the sandbox does not know. */
        static Profile unknown(String platformId) {
            return new Profile("user_" + platformId, "User " + platformId, null, null, null, 0, 0, "none");
        }
    }

    final String id;
    final String platformId;
    final Profile profile;
    final Instant firstSeenAt;

    /** The threads by account link id, at most one for each, including deleted ones. */
    final Map<String, InboxThread> threads = new LinkedHashMap<>();

    /** The ids of the tags. */
    final Set<String> tags = new LinkedHashSet<>();

    @Nullable
    String statusId;

    /** Extra fields of the response that the sandbox copies without interpreting them. */
    @Nullable
    ObjectNode extraFields;

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

    /** Returns the threads that are not deleted. */
    List<InboxThread> activeConversations() {
        return threads.values().stream().filter(thread -> !thread.deleted).toList();
    }
}
