package com.inboxapp.sdk.webhook;

/**
 * Thrown when a webhook delivery is rejected. Do not process the delivery, and respond with an error status, such as 400.
 *
 * <p>Messages say what to check. They never contain the body, the header, a secret or the expected signature.
 *
 * <p>This is not an {@link com.inboxapp.sdk.InboxException}, which is for calls of API operations.
 */
public final class WebhookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason why a delivery is rejected. */
    public enum Reason {
        /** The signature header is missing or blank. */
        MISSING_SIGNATURE,
        /** The signature header does not have the documented format. */
        MALFORMED_SIGNATURE,
        /** No signature matches the body and the timestamp with any of the secrets. */
        WRONG_SIGNATURE,
        /** The signature is valid, but its timestamp is further in the past than the tolerance allows. */
        TIMESTAMP_TOO_OLD,
        /** The signature is valid, but its timestamp is further in the future than the tolerance allows. */
        TIMESTAMP_IN_FUTURE,
        /** The signature is valid, but the body cannot be decoded as an event. */
        NOT_AN_EVENT
    }

    private final Reason reason;

    WebhookException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Returns the reason why the delivery is rejected.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
