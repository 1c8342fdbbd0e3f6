package com.inboxapp.sdk;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one of the server's limits at this moment.
 *
 * @param name what it limits, for instance {@code requests a minute}
 * @param accountLinkId the account link whose sends it limits, or null for a limit of the team
 * @param window how far back requests count
 * @param limit how many requests the window may hold: as configured, or as the server said since
 * @param used how many of them are taken by requests made through this budget, those under way included
 * @param others how many are kept for other clients of the team, judging by what the server counted
 * @param remaining how many are left, zero or more
 * @param nextFree how long until a request gets its turn, as far as is known now; zero if it gets it at once
 */
public record LimitState(
        String name,
        @Nullable String accountLinkId,
        Duration window,
        long limit,
        long used,
        long others,
        long remaining,
        Duration nextFree) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if something is null that must not be
     */
    public LimitState {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(nextFree, "nextFree");
    }
}
