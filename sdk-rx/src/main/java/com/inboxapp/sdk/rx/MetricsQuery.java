package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What to count, and how. */
public final class MetricsQuery {
    private final Set<InboxView> views;
    private final List<AccountRef> accounts;
    private final boolean accountByAccount;
    private final boolean estimate;

    private MetricsQuery(Builder builder) {
        this.views = builder.views.isEmpty()
                ? Set.of(InboxView.DEFAULT)
                : Collections.unmodifiableSet(new LinkedHashSet<>(builder.views));
        this.accounts = List.copyOf(builder.accounts);
        this.accountByAccount = builder.accountByAccount;
        this.estimate = builder.estimate;
    }

    /**
     * Starts with all accounts and the view {@code default}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The inbox views to count.
     *
     * @return one at least
     */
    public Set<InboxView> views() {
        return views;
    }

    /**
     * The accounts to count.
     *
     * @return the accounts; empty for all of them
     */
    public List<AccountRef> accounts() {
        return accounts;
    }

    /** Whether each account is asked about on its own. */
    boolean isAccountByAccount() {
        return accountByAccount || estimate || !accounts.isEmpty();
    }

    /**
     * Whether the first page of each account is all that is read.
     *
     * @return false by default
     */
    public boolean isEstimate() {
        return estimate;
    }

    /** What may be changed. Not safe for use by several threads. */
    public static final class Builder {
        private final Set<InboxView> views = new LinkedHashSet<>();
        private final List<AccountRef> accounts = new ArrayList<>();
        private boolean accountByAccount;
        private boolean estimate;

        private Builder() {}

        /**
         * Counts these inbox views, instead of {@code default} alone.
         *
         * @param inboxViews one or more
         * @return this
         */
        public Builder views(InboxView... inboxViews) {
            for (InboxView view : Objects.requireNonNull(inboxViews, "inboxViews")) {
                views.add(Objects.requireNonNull(view, "inboxView"));
            }
            return this;
        }

        /**
         * Counts these accounts, instead of all of them. Each is then asked about on its own.
         *
         * @param chosen one or more
         * @return this
         */
        public Builder accounts(AccountRef... chosen) {
            for (AccountRef account : Objects.requireNonNull(chosen, "chosen")) {
                accounts.add(Objects.requireNonNull(account, "account"));
            }
            return this;
        }

        /**
         * Asks about each account on its own, several at once. Without this, all accounts are counted on one walk for each view, which takes the
         * fewest requests; with it, at least one request for each account, less time when there are many threads, and an account that fails
         * leaves the others their figures.
         *
         * @return this
         */
        public Builder accountByAccount() {
            this.accountByAccount = true;
            return this;
        }

        /**
         * Reads the first page of each account and view only: one request each. What is counted then is a lower bound wherever there are more
         * than 100 threads, and {@link AccountMetrics#isEstimate} says so.
         *
         * @return this
         */
        public Builder estimate() {
            this.estimate = true;
            return this;
        }

        /**
         * The query as it is now.
         *
         * @return an immutable query
         */
        public MetricsQuery build() {
            return new MetricsQuery(this);
        }
    }
}
