package com.inboxapp.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's limits as far as they are known beforehand, and how calls wait for their turn. What the server says of its limits corrects
 * them later.
 */
public final class PacingOptions {
    private static final PacingOptions DEFAULTS = builder().build();
    private static final PacingOptions NONE = new PacingOptions();

    private final int perMinute;
    private final int perHour;
    private final int perDay;
    private final int sendsPerMinutePerAccount;
    private final int mostWaiting;
    private final int mostOvertaken;

    private PacingOptions(Builder builder) {
        this.perMinute = builder.perMinute;
        this.perHour = builder.perHour;
        this.perDay = builder.perDay;
        this.sendsPerMinutePerAccount = builder.sendsPerMinutePerAccount;
        this.mostWaiting = builder.mostWaiting;
        this.mostOvertaken = builder.mostOvertaken;
    }

    /** No limit at all: zero stands for none, which a builder does not accept. */
    private PacingOptions() {
        this.perMinute = 0;
        this.perHour = 0;
        this.perDay = 0;
        this.sendsPerMinutePerAccount = 0;
        this.mostWaiting = 1;
        this.mostOvertaken = 0;
    }

    /**
     * The limits that the service documents: 300 requests a minute, 10,000 an hour and 100,000 a day, and 10 sends a minute for each account
     * link.
     *
     * @return what a client uses unless it is given others
     */
    public static PacingOptions defaults() {
        return DEFAULTS;
    }

    /**
     * No pacing: every request is sent at once, and the server refuses what is too much.
     *
     * @return options without limits
     */
    public static PacingOptions unpaced() {
        return NONE;
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How many requests the team may make a minute.
     *
     * @return 300 by default; 0 for {@link #unpaced()}, as for the other limits
     */
    public int perMinute() {
        return perMinute;
    }

    /**
     * How many requests the team may make an hour.
     *
     * @return 10,000 by default
     */
    public int perHour() {
        return perHour;
    }

    /**
     * How many requests the team may make a day.
     *
     * @return 100,000 by default
     */
    public int perDay() {
        return perDay;
    }

    /**
     * How many messages each account link may send a minute.
     *
     * @return 10 by default
     */
    public int sendsPerMinutePerAccount() {
        return sendsPerMinutePerAccount;
    }

    /**
     * How many calls may wait; one more fails at once.
     *
     * @return 10,000 by default
     */
    public int mostWaiting() {
        return mostWaiting;
    }

    /**
     * How many later calls may go before one that waits, for their priority or for their account link's share. After that many it goes
     * first, unless its account link may send nothing just then.
     *
     * @return 1,000 by default
     */
    public int mostOvertaken() {
        return mostOvertaken;
    }

    private List<Integer> figures() {
        return List.of(perMinute, perHour, perDay, sendsPerMinutePerAccount, mostWaiting, mostOvertaken);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PacingOptions options && figures().equals(options.figures());
    }

    @Override
    public int hashCode() {
        return figures().hashCode();
    }

    boolean isUnpaced() {
        return perMinute == 0;
    }

    /** What may be changed. Not safe for use by several threads. */
    public static final class Builder {
        private int perMinute = 300;
        private int perHour = 10_000;
        private int perDay = 100_000;
        private int sendsPerMinutePerAccount = 10;
        private int mostWaiting = 10_000;
        private int mostOvertaken = 1_000;

        private Builder() {}

        /**
         * Sets how many requests the team may make a minute.
         *
         * @param requests 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder perMinute(int requests) {
            perMinute = atLeast(1, "perMinute", requests);
            return this;
        }

        /**
         * Sets how many requests the team may make an hour.
         *
         * @param requests 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder perHour(int requests) {
            perHour = atLeast(1, "perHour", requests);
            return this;
        }

        /**
         * Sets how many requests the team may make a day.
         *
         * @param requests 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder perDay(int requests) {
            perDay = atLeast(1, "perDay", requests);
            return this;
        }

        /**
         * Sets how many messages each account link may send a minute.
         *
         * @param messages 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder sendsPerMinutePerAccount(int messages) {
            sendsPerMinutePerAccount = atLeast(1, "sendsPerMinutePerAccount", messages);
            return this;
        }

        /**
         * Sets how many calls may wait.
         *
         * @param calls 0 or more; with 0 a call that would have to wait fails at once
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder mostWaiting(int calls) {
            mostWaiting = atLeast(0, "mostWaiting", calls);
            return this;
        }

        /**
         * Sets how many later calls may go before one that waits.
         *
         * @param calls 0 or more; with 0 calls go in the order in which they came
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder mostOvertaken(int calls) {
            mostOvertaken = atLeast(0, "mostOvertaken", calls);
            return this;
        }

        /**
         * The options as they are now.
         *
         * @return immutable options
         */
        public PacingOptions build() {
            return new PacingOptions(this);
        }

        private static int atLeast(int least, String name, int value) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", but was " + value);
            }
            return value;
        }
    }
}
