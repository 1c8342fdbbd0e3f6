package com.inboxapp.sdk;

/**
 * Classifies a status: whether the request may have taken effect, and whether another attempt may end differently. The table in {@code
 * sdk-core/README.md} matches this one.
 */
enum StatusClass {
    /** 2xx. */
    SUCCESS,
    /** 429: nothing was processed, and the same request may succeed later. */
    RATE_LIMITED,
    /** Nothing was processed, and the same request will be rejected again: RFC 9110, section 15.5, and the contract. */
    REFUSED,
    /** It is unknown whether the request was processed, and the same request may succeed later. */
    TRANSIENT,
    /** It is unknown whether the request was processed, and the same request will get the same response. */
    UNCLEAR;

    static StatusClass of(int status) {
        if (status < 100 || status > 599) {
            // RFC 9110, section 15: treat as a 5xx
            return TRANSIENT;
        }
        return switch (status / 100) {
            case 2 -> SUCCESS;
            case 4 -> ofClientError(status);
            case 5 -> ofServerError(status);
            // redirects are not followed, and a server may respond with 303 after processing the request
            default -> UNCLEAR;
        };
    }

    private static StatusClass ofClientError(int status) {
        if (status == 429) {
            return RATE_LIMITED;
        }
        if (status == 408) {
            return TRANSIENT;
        }
        // an unregistered status may come from a proxy, such as nginx's 499, which cannot tell what the server did
        return status <= 431 || status == 451 ? REFUSED : UNCLEAR;
    }

    private static StatusClass ofServerError(int status) {
        return switch (status) {
            // unsupported method or HTTP version, negotiation or loop by configuration, missing extension, login page
            // of a network: these are permanent
            case 501, 505, 506, 508, 510, 511 -> UNCLEAR;
            // RFC 4918, section 11.5: must not be repeated until a user requests it
            case 507 -> UNCLEAR;
            default -> TRANSIENT;
        };
    }

    /** Returns whether the request certainly had no effect. */
    boolean isWithoutEffect() {
        return this == RATE_LIMITED || this == REFUSED;
    }

    /** Returns whether a retry is worthwhile for an operation that may be retried. */
    boolean isWorthRepeating() {
        return this == RATE_LIMITED || this == TRANSIENT;
    }
}
