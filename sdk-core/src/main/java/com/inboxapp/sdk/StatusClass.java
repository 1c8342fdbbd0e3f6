package com.inboxapp.sdk;

/**
 * What the status of an answer says about its request: whether it may have taken effect, and whether another attempt may end differently.
 * The table in {@code sdk-core/README.md} is this one.
 */
enum StatusClass {
    /** 2xx. */
    SUCCESS,
    /** 429: nothing was processed, and the same request is welcome later. */
    RATE_LIMITED,
    /** Nothing was processed, and the same request will be refused again: RFC 9110, section 15.5, and the contract. */
    REFUSED,
    /** Nobody knows whether it was processed, and the same request may be answered later. */
    TRANSIENT,
    /** Nobody knows whether it was processed, and the same request will be answered in the same way. */
    UNCLEAR;

    static StatusClass of(int status) {
        if (status < 100 || status > 599) {
            // RFC 9110, section 15: to be treated as a 5xx
            return TRANSIENT;
        }
        return switch (status / 100) {
            case 2 -> SUCCESS;
            case 4 -> ofClientError(status);
            case 5 -> ofServerError(status);
            // a redirect is not followed, and 303 is how a server may answer what it has processed
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
        // what is not registered may be a proxy's own, such as nginx's 499, which says nothing about the server behind
        // it
        return status <= 431 || status == 451 ? REFUSED : UNCLEAR;
    }

    private static StatusClass ofServerError(int status) {
        return switch (status) {
            // a method or HTTP version that the server lacks, negotiation and loops by configuration, extensions, a
            // network's login page: they stay
            case 501, 505, 506, 508, 510, 511 -> UNCLEAR;
            // RFC 4918, section 11.5: must not be repeated until a user asks for it
            case 507 -> UNCLEAR;
            default -> TRANSIENT;
        };
    }

    /** Whether it is certain that the request had no effect. */
    boolean isWithoutEffect() {
        return this == RATE_LIMITED || this == REFUSED;
    }

    /** Whether an operation that may be repeated is worth another attempt. */
    boolean isWorthRepeating() {
        return this == RATE_LIMITED || this == TRANSIENT;
    }
}
