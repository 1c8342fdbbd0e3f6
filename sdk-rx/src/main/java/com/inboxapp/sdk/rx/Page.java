package com.inboxapp.sdk.rx;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of a pager.
 *
 * @param items the new items on it, in order; items that were already returned are left out
 * @param resumeToken the token to resume after this page, in this process or another one: store it when this page and
 *     all pages before it are finished; null on the last page
 * @param <T> the type of an item
 */
public record Page<T>(List<T> items, @Nullable ResumeToken resumeToken) {
    /**
     * Validates the components.
     *
     * @throws NullPointerException if {@code items} is null
     */
    public Page {
        Objects.requireNonNull(items, "items");
    }
}
