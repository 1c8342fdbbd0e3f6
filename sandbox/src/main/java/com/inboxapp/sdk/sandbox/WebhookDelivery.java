package com.inboxapp.sdk.sandbox;

import java.net.URI;

/**
 * An attempt to deliver an event to a webhook.
 *
 * @param url the URL of the webhook
 * @param eventId the id of the event
 * @param seq the sequence number of the event
 * @param attempt the number of the attempt for this event; 1 for the first
 * @param status the HTTP status of the receiver's response; {@link #NO_RESPONSE} if there was none
 */
public record WebhookDelivery(URI url, String eventId, long seq, int attempt, int status) {

    /** The status of an attempt without a response. */
    public static final int NO_RESPONSE = 0;

    /** Returns whether the receiver accepted the event, that is, the status is 2xx. Other attempts are retried. */
    public boolean isTaken() {
        return status >= 200 && status < 300;
    }
}
