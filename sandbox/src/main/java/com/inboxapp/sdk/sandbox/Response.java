package com.inboxapp.sdk.sandbox;

import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param text the body; empty for none
 * @param brokenOff whether the connection is closed after half of the body
 */
record Response(int status, Map<String, String> headers, String text, boolean brokenOff) {

    static final String JSON = "application/json; charset=utf-8";

    Response(int status, Map<String, String> headers, String text) {
        this(status, headers, text, false);
    }

    Response with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, text, brokenOff);
    }

    Response halfBody() {
        return new Response(status, headers, text.substring(0, text.length() / 2), brokenOff);
    }

    Response asBrokenOff() {
        return new Response(status, headers, text, true);
    }

    /** Returns an error response of a fault, in the API's error envelope and with the headers of this response. */
    Response error(int errorStatus) {
        String code = switch (errorStatus) {
            case 408 -> "REQUEST_TIMEOUT";
            case 429 -> "RATE_LIMITED";
            case 500 -> "INTERNAL_SERVER_ERROR";
            case 502 -> "BAD_GATEWAY";
            case 503 -> "SERVICE_UNAVAILABLE";
            case 504 -> "GATEWAY_TIMEOUT";
            default -> "FAULT";
        };
        String envelope = ResponseWriter.error(errorStatus, code, "A fault injected by the test.")
                .toString();
        return new Response(errorStatus, headers, envelope, brokenOff).with("Content-Type", JSON);
    }
}
