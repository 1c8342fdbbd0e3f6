package com.inboxapp.sdk.sandbox;

import java.time.Instant;

/** A member of the team. */
record Member(String id, String userId, String name, String email, String role, Instant createdAt) {

    Member withId(String other) {
        return new Member(other, userId, name, email, role, createdAt);
    }
}
