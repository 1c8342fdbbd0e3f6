package com.inboxapp.sdk.sandbox;

import java.net.URI;

/**
 * An attempt to deliver an event to a webhook.
 *
 * @param url where to
 * @param eventId the event's id
 * @param seq the event's number
 * @param attempt 1 for the first
 * @param status the HTTP status of the receiver's answer; {@link #UNANSWERED} if there was none
 */
public record WebhookDelivery(URI url, String eventId, long seq, int attempt, int status) {

    /** The status of a delivery that nobody answered. */
    public static final int UNANSWERED = 0;

    /** Whether the receiver has taken the event: any other answer than 2xx makes the sandbox deliver it again. */
    public boolean isTaken() {
        return status >= 200 && status < 300;
    }
}
