package com.inboxapp.sdk.webhook;

/**
 * A delivery that must not be acted on. Answer it with an error status, such as 400.
 *
 * <p>Messages say what to look at; they never hold the body, the header, a secret or the signature that was expected.
 *
 * <p>It is no {@link com.inboxapp.sdk.InboxException}: that one is about a call to the API and names its operation, and here nothing was
 * called.
 */
public final class WebhookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a delivery is refused. */
    public enum Reason {
        /** There is no signature: the header is absent or blank. */
        MISSING_SIGNATURE,
        /** The header is not of the form that the API documents. */
        MALFORMED_SIGNATURE,
        /** No signature was made of this body and this time with one of the secrets. */
        WRONG_SIGNATURE,
        /** The signature is right, but was made longer ago than the tolerance allows. */
        TOO_OLD,
        /** The signature is right, but its time is further ahead than the tolerance allows. */
        TOO_NEW,
        /** The signature is right, but the body cannot be read as an event. */
        NOT_AN_EVENT
    }

    private final Reason reason;

    WebhookException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Why the delivery is refused.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
