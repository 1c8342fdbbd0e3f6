package com.inboxapp.sdk.sandbox;

import java.util.Map;

/** Thrown when a request fails with an HTTP error. {@link InboxService} turns it into a response with the API's error envelope. */
@SuppressWarnings("serial")
final class ApiError extends RuntimeException {

    private final int status;
    private final String code;
    private final Map<String, String> headers;

    ApiError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    ApiError(int status, String code, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** Returns a 400 error, for invalid parameters or a body that is not JSON. */
    static ApiError badRequest(String message) {
        return new ApiError(400, "BAD_REQUEST", message);
    }

    /** Returns a 422 error, for a body that is JSON but has invalid fields or values. */
    static ApiError invalidBody(String message) {
        return new ApiError(422, "UNPROCESSABLE_CONTENT", message);
    }

    static ApiError conflict(String message) {
        return new ApiError(409, "CONFLICT", message);
    }

    /**
     * Returns a 404 error for an Inbox id that does not exist. The usual cause is an X id used in its place. If the id is all digits, like
     * an X id, the message says so.
     */
    static ApiError unknownId(String code, String what, String id) {
        boolean platformId = !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
        String shortId = id.length() <= 40 ? id : id.substring(0, 40) + "...";
        return new ApiError(
                404,
                code,
                "There is no " + what + " with the id '" + shortId + "'."
                        + (platformId
                                ? " It is all digits, so it looks like an id of X (platformId);"
                                        + " use the Inbox id here, the one in the field id (externalId for a prospect)."
                                : ""));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
