package com.inboxapp.sdk.ratelimit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits that the client keeps to, and the bounds of its queue. The limits are initial values: the client adjusts them to what the
 * server reports. Immutable.
 */
public final class RateLimitOptions {
    private static final RateLimitOptions DEFAULTS = builder().build();
    private static final RateLimitOptions NONE = new RateLimitOptions();

    private final int perMinute;
    private final int perHour;
    private final int perDay;
    private final int sendsPerMinutePerAccount;
    private final int maxQueuedCalls;
    private final int maxOvertakes;

    private RateLimitOptions(Builder builder) {
        this.perMinute = builder.perMinute;
        this.perHour = builder.perHour;
        this.perDay = builder.perDay;
        this.sendsPerMinutePerAccount = builder.sendsPerMinutePerAccount;
        this.maxQueuedCalls = builder.maxQueuedCalls;
        this.maxOvertakes = builder.maxOvertakes;
    }

    /** Creates options without limits. Zero means no limit; the builder does not accept it. */
    private RateLimitOptions() {
        this.perMinute = 0;
        this.perHour = 0;
        this.perDay = 0;
        this.sendsPerMinutePerAccount = 0;
        this.maxQueuedCalls = 1;
        this.maxOvertakes = 0;
    }

    /**
     * Returns the limits that the service documents: 300 requests a minute, 10,000 an hour and 100,000 a day, and 10 sends a minute for
     * each account link.
     *
     * @return the default options of a client
     */
    public static RateLimitOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns options without limits. Every request is sent at once, and the server rejects requests over its limits.
     *
     * @return options without limits
     */
    public static RateLimitOptions unlimited() {
        return NONE;
    }

    /**
     * Returns a builder with the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns how many requests the team may make a minute.
     *
     * @return the limit, 300 by default; 0 for {@link #unlimited()}
     */
    public int perMinute() {
        return perMinute;
    }

    /**
     * Returns how many requests the team may make an hour.
     *
     * @return the limit, 10,000 by default; 0 for {@link #unlimited()}
     */
    public int perHour() {
        return perHour;
    }

    /**
     * Returns how many requests the team may make a day.
     *
     * @return the limit, 100,000 by default; 0 for {@link #unlimited()}
     */
    public int perDay() {
        return perDay;
    }

    /**
     * Returns how many messages each account link may send a minute.
     *
     * @return the limit, 10 by default; 0 for {@link #unlimited()}
     */
    public int sendsPerMinutePerAccount() {
        return sendsPerMinutePerAccount;
    }

    /**
     * Returns how many calls may be queued. A call beyond that fails at once.
     *
     * @return the maximum, 10,000 by default
     */
    public int maxQueuedCalls() {
        return maxQueuedCalls;
    }

    /**
     * Returns how many later calls may overtake a queued call, because of their priority or their account link's fair share. After that
     * many, the queued call goes first, unless it is a send and its account link has reached its limit.
     *
     * @return the maximum, 1,000 by default
     */
    public int maxOvertakes() {
        return maxOvertakes;
    }

    private List<Integer> figures() {
        return List.of(perMinute, perHour, perDay, sendsPerMinutePerAccount, maxQueuedCalls, maxOvertakes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RateLimitOptions options && figures().equals(options.figures());
    }

    @Override
    public int hashCode() {
        return figures().hashCode();
    }

    boolean isUnlimited() {
        return perMinute == 0;
    }

    /** Builder for {@link RateLimitOptions}. Not thread-safe. */
    public static final class Builder {
        private int perMinute = 300;
        private int perHour = 10_000;
        private int perDay = 100_000;
        private int sendsPerMinutePerAccount = 10;
        private int maxQueuedCalls = 10_000;
        private int maxOvertakes = 1_000;

        private Builder() {}

        /**
         * Sets how many requests the team may make a minute. The default is 300.
         *
         * @param requests 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the value is lower
         */
        public Builder perMinute(int requests) {
            perMinute = atLeast(1, "perMinute", requests);
            return this;
        }

        /**
         * Sets how many requests the team may make an hour. The default is 10,000.
         *
         * @param requests 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the value is lower
         */
        public Builder perHour(int requests) {
            perHour = atLeast(1, "perHour", requests);
            return this;
        }

        /**
         * Sets how many requests the team may make a day. The default is 100,000.
         *
         * @param requests 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the value is lower
         */
        public Builder perDay(int requests) {
            perDay = atLeast(1, "perDay", requests);
            return this;
        }

        /**
         * Sets how many messages each account link may send a minute. The default is 10.
         *
         * @param messages 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the value is lower
         */
        public Builder sendsPerMinutePerAccount(int messages) {
            sendsPerMinutePerAccount = atLeast(1, "sendsPerMinutePerAccount", messages);
            return this;
        }

        /**
         * Sets how many calls may be queued. The default is 10,000.
         *
         * @param calls 0 or more; with 0, a call that would have to wait fails at once
         * @return this builder
         * @throws IllegalArgumentException if the value is lower
         */
        public Builder maxQueuedCalls(int calls) {
            maxQueuedCalls = atLeast(0, "maxQueuedCalls", calls);
            return this;
        }

        /**
         * Sets how many later calls may overtake a queued call. The default is 1,000.
         *
         * @param calls 0 or more; with 0, calls go in the order of their arrival
         * @return this builder
         * @throws IllegalArgumentException if the value is lower
         */
        public Builder maxOvertakes(int calls) {
            maxOvertakes = atLeast(0, "maxOvertakes", calls);
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         */
        public RateLimitOptions build() {
            return new RateLimitOptions(this);
        }

        private static int atLeast(int min, String name, int value) {
            if (value < min) {
                throw new IllegalArgumentException(name + " must be at least " + min + ", but was " + value);
            }
            return value;
        }
    }
}
