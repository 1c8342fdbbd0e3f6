package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the server responded with an error. There is one subclass per status that the API documents. The set of codes is open, so
 * decide by the subclass first, and refine with {@link #code()}.
 */
public abstract sealed class InboxApiException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String apiMessage;
    private final @Nullable String requestId;

    private final Map<String, List<String>> headers;
    private final @Nullable RateLimit rateLimit;

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
        this.headers = InboxResponse.map(headers);
        this.rateLimit = RateLimitHeaders.parse(headers);
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
                        error.withMessage("the server redirected, and redirects are not followed: check the base URL"),
                        headers);
            default ->
                error.status() < 100 || error.status() >= 500
                        ? new ServerError(operation, attempts, error, headers)
                        : new Other(operation, attempts, error, headers);
        };
    }

    /**
     * Returns the HTTP status of the response.
     *
     * @return the HTTP status
     */
    public int status() {
        return status;
    }

    /**
     * Returns the service's error code, for instance {@code THREAD_NOT_FOUND}.
     *
     * @return the code; {@code HTTP_<status>} if the response had none
     */
    public String code() {
        return code;
    }

    /**
     * Returns the service's error message.
     *
     * @return the message, truncated if it is very long; never null
     */
    public String apiMessage() {
        return apiMessage;
    }

    /**
     * Returns the service's id of the request, for support and logs.
     *
     * @return the id, or null if the response had none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * Returns all headers of the response, for instance {@code retry-after}.
     *
     * @return an unmodifiable map; names are in lowercase
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the rate limit that the response reports.
     *
     * @return the rate limit, or null if the response does not report it
     */
    public @Nullable RateLimit rateLimit() {
        return rateLimit;
    }

    /** 400: a parameter is invalid, or the body is not JSON. */
    public static final class BadRequest extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private BadRequest(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 401: the token is missing, invalid or revoked. */
    public static final class Unauthorized extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Unauthorized(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 403: the object belongs to another team, or the plan does not include the operation. */
    public static final class Forbidden extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 404: the object does not exist. Also returned for a platform id in place of an Inbox id. */
    public static final class NotFound extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private NotFound(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 409: the name already exists, or the object's state does not allow the operation. */
    public static final class Conflict extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Conflict(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 422: the body is valid JSON, but its data is invalid. */
    public static final class Unprocessable extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Unprocessable(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 429: too many requests. The request was not processed. */
    public static final class RateLimited extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private RateLimited(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** 5xx: the service failed. The request may have been processed. */
    public static final class ServerError extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private ServerError(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }

    /** Any other unsuccessful status. This includes redirects, which are never followed. */
    public static final class Other extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Other(String operation, int attempts, ErrorBody error, Headers headers) {
            super(operation, attempts, error, headers);
        }
    }
}
