package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.runtime.Checks;
import java.util.Objects;

/**
 * A first message to a prospect.
 *
 * @param prospect X's id of the prospect
 * @param text the text of the message, at least one character
 */
public record OutreachMessage(PlatformUserId prospect, String text) {
    /**
     * Validates the components.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the text is empty or contains an unpaired surrogate
     */
    public OutreachMessage {
        Objects.requireNonNull(prospect, "prospect");
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException("text must not be empty, for prospect " + prospect);
        }
        Checks.sendable(text, "text for prospect " + prospect);
    }

    /** Does not include the text, which is confidential. */
    @Override
    public String toString() {
        return "OutreachMessage[to " + prospect + "]";
    }
}
