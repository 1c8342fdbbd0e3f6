package com.inboxapp.sdk.rx;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Options of {@link Accounts}. */
public final class AccountsOptions {
    private final Duration cacheTtl;
    private final int concurrency;
    private final boolean failFast;
    private final Map<String, AccountRef> purposes;
    private final Consumer<PagerWarning> warnings;

    private AccountsOptions(Builder builder) {
        this.cacheTtl = builder.cacheTtl;
        this.concurrency = builder.concurrency;
        this.failFast = builder.failFast;
        this.purposes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.purposes));
        this.warnings = builder.warnings;
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
     * Returns how long the list of accounts and the list of tags are cached.
     *
     * @return one minute by default
     */
    public Duration cacheTtl() {
        return cacheTtl;
    }

    /**
     * Returns the maximum number of concurrent requests for different accounts.
     *
     * @return 8 by default
     */
    public int maxConcurrency() {
        return concurrency;
    }

    /**
     * Returns whether the first failure of an account fails the whole operation. If false, the failures are reported
     * together with the results of the other accounts.
     *
     * @return false by default
     */
    public boolean failFast() {
        return failFast;
    }

    /**
     * Returns the recorded purposes of the accounts.
     *
     * @return the accounts by purpose, in lower case; empty by default
     */
    public Map<String, AccountRef> purposes() {
        return purposes;
    }

    Consumer<PagerWarning> warnings() {
        return warnings;
    }

    /** Builder for {@link AccountsOptions}. Not thread-safe. */
    public static final class Builder {
        private static final int MAX_CONCURRENCY = 64;

        private Duration cacheTtl = Duration.ofMinutes(1);
        private int concurrency = 8;
        private boolean failFast;
        private final Map<String, AccountRef> purposes = new LinkedHashMap<>();
        private Consumer<PagerWarning> warnings = warning -> {};

        private Builder() {}

        /**
         * Sets how long the list of accounts and the list of tags are cached.
         *
         * @param time up to a day; zero disables the cache
         * @return this builder
         * @throws IllegalArgumentException if it is negative or longer than a day
         */
        public Builder cacheTtl(Duration time) {
            if (Objects.requireNonNull(time, "time").isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("cacheTtl must be between zero and one day, but was " + time);
            }
            this.cacheTtl = time;
            return this;
        }

        /**
         * Sets the maximum number of concurrent requests for different accounts.
         *
         * @param requests 1 to 64, the maximum of concurrent requests of a client
         * @return this builder
         * @throws IllegalArgumentException if the number is not between 1 and 64
         */
        public Builder maxConcurrency(int requests) {
            if (requests < 1 || requests > MAX_CONCURRENCY) {
                throw new IllegalArgumentException(
                        "concurrency must be between 1 and " + MAX_CONCURRENCY + ", but was " + requests);
            }
            this.concurrency = requests;
            return this;
        }

        /**
         * Fails the whole operation with the first failure of an account.
         *
         * @return this builder
         */
        public Builder failFast() {
            this.failFast = true;
            return this;
        }

        /**
         * Records the purpose of an account, as the guide advises:
         * {@code purpose("support", AccountRef.handle("acme_support"))}.
         *
         * @param purpose for instance {@code sales}, {@code support} or {@code founder}
         * @param account the id or handle of the account
         * @return this builder
         * @throws IllegalArgumentException if the purpose is blank or already recorded, or the account is
         *     referenced by a purpose
         */
        public Builder purpose(String purpose, AccountRef account) {
            String plain = AccountRef.plainPurpose(purpose);
            if (Objects.requireNonNull(account, "account").purpose() != null) {
                throw new IllegalArgumentException(
                        "purpose " + plain + " must refer to an account by id or handle, but was " + account);
            }
            if (purposes.putIfAbsent(plain, account) != null) {
                throw new IllegalArgumentException("purpose " + plain + " is recorded twice");
            }
            return this;
        }

        /**
         * Sets the listener for weakened guarantees of {@link Accounts#mergedInbox}. Metrics do not call it; they
         * report by themselves that they are estimates.
         *
         * @param listener called at most once for each pager and warning, on threads of the client, concurrently if
         *     there are several pagers; an exception that it throws fails the pager
         * @return this builder
         */
        public Builder onWarning(Consumer<PagerWarning> listener) {
            this.warnings = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Builds the options.
         *
         * @return immutable options
         */
        public AccountsOptions build() {
            return new AccountsOptions(this);
        }
    }
}
