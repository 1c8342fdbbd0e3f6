package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The inbox views and accounts to count, and how to count them. */
public final class MetricsQuery {
    private final Set<InboxView> views;
    private final List<AccountRef> accounts;
    private final boolean perAccount;
    private final boolean estimate;

    private MetricsQuery(Builder builder) {
        this.views = builder.views.isEmpty()
                ? Set.of(InboxView.DEFAULT)
                : Collections.unmodifiableSet(new LinkedHashSet<>(builder.views));
        this.accounts = List.copyOf(builder.accounts);
        this.perAccount = builder.perAccount;
        this.estimate = builder.estimate;
    }

    /**
     * Returns a builder with all accounts and the view {@code default}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the inbox views to count.
     *
     * @return at least one view
     */
    public Set<InboxView> views() {
        return views;
    }

    /**
     * Returns the accounts to count.
     *
     * @return the accounts; empty for all of them
     */
    public List<AccountRef> accounts() {
        return accounts;
    }

    /** Returns whether each account is counted separately. */
    boolean isPerAccount() {
        return perAccount || estimate || !accounts.isEmpty();
    }

    /**
     * Returns whether only the first page of each account is read.
     *
     * @return false by default
     */
    public boolean isEstimate() {
        return estimate;
    }

    /** Builder for {@link MetricsQuery}. Not thread-safe. */
    public static final class Builder {
        private final Set<InboxView> views = new LinkedHashSet<>();
        private final List<AccountRef> accounts = new ArrayList<>();
        private boolean perAccount;
        private boolean estimate;

        private Builder() {}

        /**
         * Counts these inbox views, instead of {@code default} alone.
         *
         * @param inboxViews one or more views
         * @return this builder
         */
        public Builder views(InboxView... inboxViews) {
            for (InboxView view : Objects.requireNonNull(inboxViews, "inboxViews")) {
                views.add(Objects.requireNonNull(view, "inboxView"));
            }
            return this;
        }

        /**
         * Counts these accounts, instead of all of them. Each account is then counted separately.
         *
         * @param chosen one or more accounts
         * @return this builder
         */
        public Builder accounts(AccountRef... chosen) {
            for (AccountRef account : Objects.requireNonNull(chosen, "chosen")) {
                accounts.add(Objects.requireNonNull(account, "account"));
            }
            return this;
        }

        /**
         * Counts each account separately, several at once. By default, one pager for each view counts all accounts,
         * which takes the fewest requests. Separate counts take at least one request for each account and less time for
         * many threads, and the failure of an account does not affect the counts of the others.
         *
         * @return this builder
         */
        public Builder perAccount() {
            this.perAccount = true;
            return this;
        }

        /**
         * Reads only the first page of each account and view: one request each. The counts are then lower bounds if
         * there are more than 100 threads, and {@link AccountMetrics#isEstimate} returns true.
         *
         * @return this builder
         */
        public Builder estimate() {
            this.estimate = true;
            return this;
        }

        /**
         * Builds the query.
         *
         * @return an immutable query
         */
        public MetricsQuery build() {
            return new MetricsQuery(this);
        }
    }
}
