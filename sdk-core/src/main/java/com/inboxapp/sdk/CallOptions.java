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
 * Options of a call. An option that is not set falls back to the client's options, and then to {@link #DEFAULTS}. Immutable.
 *
 * <pre>{@code
 * inbox.threads().list(query).with(CallOptions.deadline(Duration.ofSeconds(5))).execute();
 * }</pre>
 */
public final class CallOptions {
    private static final CallOptions DEFAULTS = builder()
            .attemptTimeout(Duration.ofSeconds(60))
            .deadline(Duration.ofMinutes(2))
            .retries(RetryPolicy.defaults())
            .priority(Priority.NORMAL)
            .build();

    /** Headers that only the client sets: another value would break the request, or send it with other credentials. */
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
     * Returns the defaults, which hold where neither the call nor the client sets an option.
     *
     * @return an attempt timeout of 60 s, a deadline of 2 minutes, {@link RetryPolicy#defaults()}, {@link Priority#NORMAL}, no headers
     */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a builder in which no option is set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns options that set only the deadline.
     *
     * @param deadline the deadline of the whole call, longer than zero
     * @return the options
     * @throws NullPointerException if the deadline is null
     * @throws IllegalArgumentException if the deadline is zero or negative
     */
    public static CallOptions deadline(Duration deadline) {
        return builder().deadline(deadline).build();
    }

    /**
     * Returns options that set only the priority.
     *
     * @param priority the priority among queued calls
     * @return the options
     */
    public static CallOptions priority(Priority priority) {
        return builder().priority(priority).build();
    }

    /** Returns these options, completed with others where these are not set. Headers are merged; these win over others of the same name. */
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

    /** Returns the options, with the names of the headers but not their values. */
    @Override
    public String toString() {
        return "CallOptions[attemptTimeout=" + attemptTimeout + ", deadline=" + deadline + ", retries=" + retries
                + ", priority=" + priority + ", headers=" + headers.keySet() + "]";
    }

    /** Builder for {@link CallOptions}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable Duration attemptTimeout;
        private @Nullable Duration deadline;
        private @Nullable RetryPolicy retries;
        private @Nullable Priority priority;

        private Builder() {}

        /**
         * Sets the timeout of each attempt, from the start of connecting until the response is read. Time spent waiting for a free
         * connection does not count.
         *
         * @param attemptTimeout longer than zero
         * @return this builder
         * @throws NullPointerException if the duration is null
         * @throws IllegalArgumentException if the duration is zero or negative
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = Durations.positive(attemptTimeout, "attemptTimeout");
            return this;
        }

        /**
         * Sets the deadline of the whole call: queueing, rate limiting, all attempts, the delays between them, and decoding.
         *
         * @param deadline longer than zero
         * @return this builder
         * @throws NullPointerException if the duration is null
         * @throws IllegalArgumentException if the duration is zero or negative
         */
        public Builder deadline(Duration deadline) {
            this.deadline = Durations.positive(deadline, "deadline");
            return this;
        }

        /**
         * Removes the deadline of the client's options: the call may take any time.
         *
         * @return this builder
         */
        public Builder noDeadline() {
            this.deadline = Durations.FOREVER;
            return this;
        }

        /**
         * Sets how often and when failed attempts are retried.
         *
         * @param retries the policy, for instance {@link RetryPolicy#none()}
         * @return this builder
         */
        public Builder retries(RetryPolicy retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /**
         * Sets the priority of the call among queued calls.
         *
         * @param priority the priority
         * @return this builder
         */
        public Builder priority(Priority priority) {
            this.priority = Objects.requireNonNull(priority, "priority");
            return this;
        }

        /**
         * Adds a header to each request of the call, for instance a trace id. Replaces a header of the same name that was set before.
         *
         * @param name the name of the header
         * @param value the value: visible ASCII, and spaces except at the start and end
         * @return this builder
         * @throws NullPointerException if the name or the value is null
         * @throws IllegalArgumentException if the name or the value is not valid, or if only the client sets this header, as it does
         *     {@code Authorization}
         */
        public Builder header(String name, String value) {
            if (Objects.requireNonNull(name, "name").isEmpty() || !name.chars().allMatch(Builder::isNameCharacter)) {
                throw new IllegalArgumentException("header name must consist of letters, digits and " + NAME_SYMBOLS);
            }
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("header " + name + " is set by the client and cannot be changed");
            }
            // the value may be a secret, so the message does not contain it
            Matcher invalid = NOT_IN_HEADER.matcher(Objects.requireNonNull(value, "value"));
            if (invalid.find()) {
                throw new IllegalArgumentException("value of header " + name
                        + " must be visible ASCII without line breaks or surrounding spaces, but is invalid at index "
                        + invalid.start());
            }
            headers.put(name, value);
            return this;
        }

        private static boolean isNameCharacter(int c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || NAME_SYMBOLS.indexOf(c) >= 0;
        }

        /**
         * Builds the options.
         *
         * @return the options
         */
        public CallOptions build() {
            return new CallOptions(this);
        }
    }
}
