package com.inboxapp.sdk.rx;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** How the helpers for several accounts work. */
public final class AccountsOptions {
    private final Duration cacheFor;
    private final int concurrency;
    private final boolean failFast;
    private final Map<String, AccountRef> purposes;
    private final Consumer<WalkNotice> notices;

    private AccountsOptions(Builder builder) {
        this.cacheFor = builder.cacheFor;
        this.concurrency = builder.concurrency;
        this.failFast = builder.failFast;
        this.purposes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.purposes));
        this.notices = builder.notices;
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
     * How long the list of accounts, and that of tags, is kept before it is read again.
     *
     * @return one minute by default
     */
    public Duration cacheFor() {
        return cacheFor;
    }

    /**
     * How many requests about different accounts are under way at once.
     *
     * @return 8 by default
     */
    public int concurrency() {
        return concurrency;
    }

    /**
     * Whether the first account that fails ends the whole, instead of being reported beside the results of the others.
     *
     * @return false by default
     */
    public boolean failFast() {
        return failFast;
    }

    /**
     * What the accounts are used for.
     *
     * @return the accounts by purpose, in lower case; empty by default
     */
    public Map<String, AccountRef> purposes() {
        return purposes;
    }

    Consumer<WalkNotice> notices() {
        return notices;
    }

    /** What may be changed. Not safe for use by several threads. */
    public static final class Builder {
        private static final int MOST_CONCURRENT = 64;

        private Duration cacheFor = Duration.ofMinutes(1);
        private int concurrency = 8;
        private boolean failFast;
        private final Map<String, AccountRef> purposes = new LinkedHashMap<>();
        private Consumer<WalkNotice> notices = notice -> {};

        private Builder() {}

        /**
         * Sets how long the list of accounts, and that of tags, is kept.
         *
         * @param time zero, to read it each time, up to a day
         * @return this
         * @throws IllegalArgumentException if it is negative or longer
         */
        public Builder cacheFor(Duration time) {
            if (Objects.requireNonNull(time, "time").isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("cacheFor must be zero up to a day, but is " + time);
            }
            this.cacheFor = time;
            return this;
        }

        /**
         * Sets how many requests about different accounts are under way at once.
         *
         * @param requests 1 to 64, which is as many as a client has under way
         * @return this
         * @throws IllegalArgumentException for any other number
         */
        public Builder concurrency(int requests) {
            if (requests < 1 || requests > MOST_CONCURRENT) {
                throw new IllegalArgumentException(
                        "concurrency must be 1 to " + MOST_CONCURRENT + ", but is " + requests);
            }
            this.concurrency = requests;
            return this;
        }

        /**
         * Ends the whole with the first account that fails.
         *
         * @return this
         */
        public Builder failFast() {
            this.failFast = true;
            return this;
        }

        /**
         * Records what an account is used for, which the guide advises: {@code purpose("support", AccountRef.handle("acme_support"))}.
         *
         * @param purpose for instance {@code sales}, {@code support} or {@code founder}
         * @param account by id or handle
         * @return this
         * @throws IllegalArgumentException if the purpose is blank, or recorded already, or the account is named by a purpose again
         */
        public Builder purpose(String purpose, AccountRef account) {
            String plain = AccountRef.plainPurpose(purpose);
            if (Objects.requireNonNull(account, "account").purpose() != null) {
                throw new IllegalArgumentException(
                        "purpose " + plain + " needs an account by id or handle, not " + account);
            }
            if (purposes.putIfAbsent(plain, account) != null) {
                throw new IllegalArgumentException("purpose " + plain + " is recorded twice");
            }
            return this;
        }

        /**
         * Who hears what {@link Accounts#mergedInbox} cannot promise any more. Figures say of themselves that they are estimates.
         *
         * @param listener is told once for each of its walks at most of each, on threads of the client, several at once if there are several
         *     walks; what it throws counts as a failure of the walk
         * @return this
         */
        public Builder onNotice(Consumer<WalkNotice> listener) {
            this.notices = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * The options as they are now.
         *
         * @return immutable options
         */
        public AccountsOptions build() {
            return new AccountsOptions(this);
        }
    }
}
