package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag or a status.
 *
 * @param color a name in {@link Labels#COLORS} or {@code #rrggbb}; null only for a status without a colour
 */
record Label(String id, String name, @Nullable String color, Instant createdAt) {}
