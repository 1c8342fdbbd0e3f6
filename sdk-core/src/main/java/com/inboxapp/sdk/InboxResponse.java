package com.inboxapp.sdk;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer with what came around it.
 *
 * @param <T> what the operation answers
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
     * What the operation answered.
     *
     * @return the body; null only for an operation without a result
     */
    public T body() {
        return body;
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
     * All headers of the answer.
     *
     * @return an unmodifiable map; names are in lower case
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
     * The id under which the service knows the request.
     *
     * @return the id, or null if the answer had none
     */
    public @Nullable String requestId() {
        return headers.get(Verdict.REQUEST_ID);
    }

    /**
     * What is left of the team's rate limit.
     *
     * @return the figures, or null if the answer had none
     */
    public @Nullable RateLimit rateLimit() {
        return RateLimit.of(headers);
    }

    /**
     * How many requests it took, the first one and the repeats.
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
