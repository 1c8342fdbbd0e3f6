package com.inboxapp.sdk;

import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The server refused the call. There is one subclass per status that the API documents; codes are open, so a decision is best made by the
 * class and refined by {@link #code()}.
 */
public abstract sealed class InboxApiException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String apiMessage;
    private final @Nullable String requestId;

    @SuppressWarnings("serial") // exceptions of the SDK are not meant to be serialized
    private final Headers headers;

    private InboxApiException(String operation, int attempts, ErrorBody error, Headers headers) {
        super(
                operation,
                attempts,
                error.status() + " " + error.code() + ": " + error.message()
                        + (error.requestId() == null ? "" : " (request id " + error.requestId() + ")"),
                null);
        this.status = error.status();
        this.code = error.code();
        this.apiMessage = error.message();
        this.requestId = error.requestId();
        this.headers = headers;
    }

    static InboxApiException of(String operation, int attempts, ErrorBody error, Headers headers) {
        return switch (error.status()) {
            case 400 -> new BadRequest(operation, attempts, error, headers);
            case 401 -> new Unauthorized(operation, attempts, error, headers);
            case 403 -> new Forbidden(operation, attempts, error, headers);
            case 404 -> new NotFound(operation, attempts, error, headers);
            case 409 -> new Conflict(operation, attempts, error, headers);
            case 422 -> new Unprocessable(operation, attempts, error, headers);
            case 429 -> new RateLimited(operation, attempts, error, headers);
            case 301, 302, 303, 307, 308 ->
                new Other(
                        operation,
                        attempts,
                        error.withMessage("the server redirects, which is not followed: is the base URL right?"),
                        headers);
            default ->
                error.status() < 100 || error.status() >= 500
                        ? new ServerError(operation, attempts, error, headers)
                        : new Other(operation, attempts, error, headers);
        };
    }

    /**
     * The status of the answer.
     *
     * @return the HTTP status
     */
    public int status() {
        return status;
    }

    /**
     * The service's code, for instance {@code THREAD_NOT_FOUND}.
     *
     * @return the code; {@code HTTP_<status>} when the answer had none
     */
    public String code() {
        return code;
    }

    /**
     * What the service said.
     *
     * @return the service's message, cut to a bearable length; never null
     */
    public String apiMessage() {
        return apiMessage;
    }

    /**
     * The id under which the service knows the request.
     *
     * @return the id, or null if the answer had none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * All headers of the answer, for instance {@code retry-after}.
     *
     * @return an unmodifiable map; names are in lower case
     */
    public Map<String, List<String>> headers() {
        return InboxResponse.map(headers);
    }

    /**
     * What is left of the team's rate limit.
     *
     * @return the figures, or null if the answer had none
     */
    public @Nullable RateLimit rateLimit() {
        return RateLimit.of(headers);
    }

    /** 400: a parameter is wrong, or the JSON is none. */
    public static final class BadRequest extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private BadRequest(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 401: the token is missing, wrong or revoked. */
    public static final class Unauthorized extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Unauthorized(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 403: the object belongs to another team, or the plan does not include the call. */
    public static final class Forbidden extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 404: there is no such object; a platform id where an Inbox id belongs is answered so, too. */
    public static final class NotFound extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private NotFound(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 409: the name exists already, or the state of the object does not allow the call. */
    public static final class Conflict extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Conflict(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 422: valid JSON with invalid data. */
    public static final class Unprocessable extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Unprocessable(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 429: too many requests. The call was not processed. */
    public static final class RateLimited extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private RateLimited(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 5xx: the service failed. Whether it acted on the request is unknown. */
    public static final class ServerError extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private ServerError(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** Any other status that is no success, redirects included: they are never followed. */
    public static final class Other extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Other(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }
}
