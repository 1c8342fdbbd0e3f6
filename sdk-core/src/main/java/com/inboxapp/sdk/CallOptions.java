package com.inboxapp.sdk;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a call is made. What is not set here is as the client says, and what the client does not say is as {@link #DEFAULTS} says. Immutable.
 *
 * <pre>{@code
 * inbox.threads().list(query).with(CallOptions.deadline(Duration.ofSeconds(5))).execute();
 * }</pre>
 */
public final class CallOptions {
    /** An attempt takes 60 s at most, the whole operation 2 minutes, {@link RetryPolicy#DEFAULT}, {@link Priority#NORMAL}, no headers. */
    public static final CallOptions DEFAULTS = builder()
            .attemptTimeout(Duration.ofSeconds(60))
            .deadline(Duration.ofMinutes(2))
            .retries(RetryPolicy.DEFAULT)
            .priority(Priority.NORMAL)
            .build();

    /** What the client writes itself: another value would break the request, or send the token's request in another's name. */
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "authorization",
            "proxy-authorization",
            "range",
            "cookie",
            "host",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "transfer-encoding",
            "expect",
            "te",
            "upgrade");

    private static final Pattern NOT_IN_HEADER = Pattern.compile("[^ -~]|^ | \\z");
    private static final String NAME_SYMBOLS = "!#$%&'*+-.^_`|~";

    private final @Nullable Duration attemptTimeout;
    private final @Nullable Duration deadline;
    private final @Nullable RetryPolicy retries;
    private final @Nullable Priority priority;
    private final Map<String, String> headers;

    private CallOptions(Builder builder) {
        this.attemptTimeout = builder.attemptTimeout;
        this.deadline = builder.deadline;
        this.retries = builder.retries;
        this.priority = builder.priority;
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(builder.headers);
        this.headers = Collections.unmodifiableMap(copy);
    }

    /**
     * Options of which nothing is set yet.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Options with a deadline alone.
     *
     * @param deadline how long the whole operation may take, longer than zero
     * @return the options
     */
    public static CallOptions deadline(Duration deadline) {
        return builder().deadline(deadline).build();
    }

    /**
     * Options with a priority alone.
     *
     * @param priority which of the waiting calls goes first
     * @return the options
     */
    public static CallOptions priority(Priority priority) {
        return builder().priority(priority).build();
    }

    /** These options, with others where these say nothing. Headers of both are sent; of one name, these. */
    CallOptions over(CallOptions others) {
        Builder both = builder();
        both.attemptTimeout = attemptTimeout != null ? attemptTimeout : others.attemptTimeout;
        both.deadline = deadline != null ? deadline : others.deadline;
        both.retries = retries != null ? retries : others.retries;
        both.priority = priority != null ? priority : others.priority;
        both.headers.putAll(others.headers);
        both.headers.putAll(headers);
        return both.build();
    }

    Duration attemptTimeout() {
        return Objects.requireNonNull(attemptTimeout);
    }

    Duration deadline() {
        return Objects.requireNonNull(deadline);
    }

    RetryPolicy retries() {
        return Objects.requireNonNull(retries);
    }

    Priority priority() {
        return Objects.requireNonNull(priority);
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Shows what is set, and of headers the names alone. */
    @Override
    public String toString() {
        return "CallOptions[attemptTimeout=" + attemptTimeout + ", deadline=" + deadline + ", retries=" + retries
                + ", priority=" + priority + ", headers=" + headers.keySet() + "]";
    }

    /** Sets options. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable Duration attemptTimeout;
        private @Nullable Duration deadline;
        private @Nullable RetryPolicy retries;
        private @Nullable Priority priority;

        private Builder() {}

        /**
         * Limits each attempt: from when it begins to connect until its answer is read. Waiting for a free connection is not part of it.
         *
         * @param attemptTimeout longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is null, zero or negative
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = Durations.positive(attemptTimeout, "attemptTimeout");
            return this;
        }

        /**
         * Limits the whole operation: queueing, pacing, all attempts, the waits between them, and decoding.
         *
         * @param deadline longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is null, zero or negative
         */
        public Builder deadline(Duration deadline) {
            this.deadline = Durations.positive(deadline, "deadline");
            return this;
        }

        /**
         * Lets the operation take as long as it takes, where the client has a deadline.
         *
         * @return this builder
         */
        public Builder noDeadline() {
            this.deadline = Durations.FOREVER;
            return this;
        }

        /**
         * Sets how often and when a request is repeated.
         *
         * @param retries the policy, or {@link RetryPolicy#none()}
         * @return this builder
         */
        public Builder retries(RetryPolicy retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /**
         * Sets which of the calls that wait for their turn goes first.
         *
         * @param priority the priority
         * @return this builder
         */
        public Builder priority(Priority priority) {
            this.priority = Objects.requireNonNull(priority, "priority");
            return this;
        }

        /**
         * Sends a header with each request, for instance a trace id.
         *
         * @param name its name; a header of the same name that was set before is replaced
         * @param value its value: visible ASCII, blanks inside it
         * @return this builder
         * @throws IllegalArgumentException if it cannot be a header, or is one that the client writes itself, such as
         *     {@code Authorization}
         */
        public Builder header(String name, String value) {
            if (name == null || name.isEmpty() || !name.chars().allMatch(Builder::inName)) {
                throw new IllegalArgumentException("a header's name must be letters, digits and " + NAME_SYMBOLS);
            }
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the header " + name + " is written by the client itself");
            }
            // the value may be a secret: it is not shown
            Matcher refused = value == null ? null : NOT_IN_HEADER.matcher(value);
            if (refused == null || refused.find()) {
                throw new IllegalArgumentException("the value of the header " + name
                        + " must be visible ASCII without line ends, and without blanks around it"
                        + (refused == null ? "" : ", which it is not at index " + refused.start()));
            }
            headers.put(name, value);
            return this;
        }

        private static boolean inName(int c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || NAME_SYMBOLS.indexOf(c) >= 0;
        }

        /**
         * Makes the options.
         *
         * @return what was set so far
         */
        public CallOptions build() {
            return new CallOptions(this);
        }
    }
}
