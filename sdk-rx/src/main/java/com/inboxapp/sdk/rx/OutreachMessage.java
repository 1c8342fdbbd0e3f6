package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.runtime.Checks;
import java.util.Objects;

/**
 * A first message to a prospect.
 *
 * @param prospect X's id of the prospect
 * @param text what to write, at least one character
 */
public record OutreachMessage(PlatformUserId prospect, String text) {
    /**
     * Checks the text.
     *
     * @throws NullPointerException if something is null
     * @throws IllegalArgumentException if the text is empty, or has half of a surrogate pair in it
     */
    public OutreachMessage {
        Objects.requireNonNull(prospect, "prospect");
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException("text must not be empty, for prospect " + prospect);
        }
        Checks.sendable(text, "text for prospect " + prospect);
    }

    /** The text is a customer's business. */
    @Override
    public String toString() {
        return "OutreachMessage[to " + prospect + "]";
    }
}
