package com.inboxapp.sdk.rx;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of a walk.
 *
 * @param items what is new on it, in order; what came before is left out
 * @param resume to go on after this page, in this process or another one: keep it when this page and all before it are finished; null on the
 *     last page
 * @param <T> the type of an item
 */
public record WalkPage<T>(List<T> items, @Nullable ResumeToken resume) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if there are no items
     */
    public WalkPage {
        Objects.requireNonNull(items, "items");
    }
}
