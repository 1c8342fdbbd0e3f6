package com.inboxapp.sdk.sandbox;

import java.time.Instant;

/** An account link: an X account that the team has connected. */
record Account(String id, String platformId, String username, String name, String profileImageUrl, Instant createdAt) {}
