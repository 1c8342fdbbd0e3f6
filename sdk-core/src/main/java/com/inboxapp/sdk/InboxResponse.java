package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A successful response, with its status and headers.
 *
 * @param <T> the type of the result
 */
public final class InboxResponse<T> {
    private final T body;
    private final int status;
    private final Headers headers;
    private final int attempts;

    InboxResponse(T body, int status, Headers headers, int attempts) {
        this.body = body;
        this.status = status;
        this.headers = headers;
        this.attempts = attempts;
    }

    /**
     * Returns the decoded body.
     *
     * @return the result of the operation; null only for an operation without a result
     */
    public T body() {
        return body;
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
     * Returns all headers of the response.
     *
     * @return an unmodifiable map; names are in lowercase
     */
    public Map<String, List<String>> headers() {
        return map(headers);
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    static Map<String, List<String>> map(Headers headers) {
        return Collections.unmodifiableMap(headers.toMultimap());
    }

    /**
     * Returns the service's id of the request, for support and logs.
     *
     * @return the id, or null if the response had none
     */
    public @Nullable String requestId() {
        return headers.get(OutcomeMapper.REQUEST_ID);
    }

    /**
     * Returns the rate limit that the response reports.
     *
     * @return the rate limit, or null if the response does not report it
     */
    public @Nullable RateLimit rateLimit() {
        return RateLimitHeaders.parse(headers);
    }

    /**
     * Returns how many attempts the call made, the first one included.
     *
     * @return 1 or more
     */
    public int attempts() {
        return attempts;
    }

    @Override
    public String toString() {
        return "InboxResponse[status=" + status + ", requestId=" + requestId() + ", attempts=" + attempts + "]";
    }
}
