package com.inboxapp.sdk;

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

    private InboxApiException(String operation, ErrorBody error) {
        super(
                operation,
                error.status() + " " + error.code() + ": " + error.message()
                        + (error.requestId() == null ? "" : " (request id " + error.requestId() + ")"),
                null);
        this.status = error.status();
        this.code = error.code();
        this.apiMessage = error.message();
        this.requestId = error.requestId();
    }

    static InboxApiException of(String operation, ErrorBody error) {
        return switch (error.status()) {
            case 400 -> new BadRequest(operation, error);
            case 401 -> new Unauthorized(operation, error);
            case 403 -> new Forbidden(operation, error);
            case 404 -> new NotFound(operation, error);
            case 409 -> new Conflict(operation, error);
            case 422 -> new Unprocessable(operation, error);
            case 429 -> new RateLimited(operation, error);
            default -> error.status() >= 500 ? new ServerError(operation, error) : new Other(operation, error);
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

    /** 400: a parameter is wrong, or the JSON is none. */
    public static final class BadRequest extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private BadRequest(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 401: the token is missing, wrong or revoked. */
    public static final class Unauthorized extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Unauthorized(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 403: the object belongs to another team, or the plan does not include the call. */
    public static final class Forbidden extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 404: there is no such object; a platform id where an Inbox id belongs is answered so, too. */
    public static final class NotFound extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private NotFound(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 409: the name exists already, or the state of the object does not allow the call. */
    public static final class Conflict extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Conflict(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 422: valid JSON with invalid data. */
    public static final class Unprocessable extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Unprocessable(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 429: too many requests. The call was not processed. */
    public static final class RateLimited extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private RateLimited(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** 5xx: the service failed. Whether it acted on the request is unknown. */
    public static final class ServerError extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private ServerError(String operation, ErrorBody error) {
            super(operation, error);
        }
    }

    /** Any other status that is no success, redirects included: they are never followed. */
    public static final class Other extends InboxApiException {
        private static final long serialVersionUID = 1L;

        private Other(String operation, ErrorBody error) {
            super(operation, error);
        }
    }
}
