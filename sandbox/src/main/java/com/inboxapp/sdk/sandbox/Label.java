package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag or a status.
 *
 * @param color a name of {@link Labels#COLORS} or {@code #rrggbb}; null only in a status without a colour
 */
record Label(String id, String name, @Nullable String color, Instant createdAt) {}
