package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The number of threads of each account in each inbox view, as intermediate or final counts: the guide's
 * {@code getAggregateMetrics} over all pages.
 */
public final class AccountMetrics {
    /** The disjoint views, which together hold all threads; {@code no-reply} is part of {@code default}. */
    private static final Set<InboxView> DISJOINT_VIEWS =
            Set.of(InboxView.DEFAULT, InboxView.REQUESTS, InboxView.ARCHIVED);

    private final List<AccountLink> accounts;
    private final Map<InboxView, Map<AccountLinkId, Long>> threads;
    private final Map<InboxView, Set<AccountLinkId>> estimates;
    private final Map<AccountLinkId, Throwable> failures;
    private final boolean complete;

    AccountMetrics(
            List<AccountLink> accounts,
            Map<InboxView, Map<AccountLinkId, Long>> threads,
            Map<InboxView, Set<AccountLinkId>> estimates,
            Map<AccountLinkId, Throwable> failures,
            boolean complete) {
        this.accounts = List.copyOf(accounts);
        this.threads = new EnumMap<>(InboxView.class);
        threads.forEach((view, counts) -> this.threads.put(view, Map.copyOf(counts)));
        this.estimates = new EnumMap<>(InboxView.class);
        estimates.forEach((view, ids) -> this.estimates.put(view, Set.copyOf(ids)));
        this.failures = Map.copyOf(failures);
        this.complete = complete;
    }

    /**
     * Returns the accounts that were counted, including those that failed.
     *
     * @return the accounts in the server's order; empty if none is connected
     */
    public List<AccountLink> accounts() {
        return accounts;
    }

    /**
     * Returns the number of threads of an account in a view.
     *
     * @param account the Inbox id of the account
     * @param view a view that was counted
     * @return the number of threads; if the account failed, the number counted before the failure
     * @throws IllegalArgumentException if this account or view was not counted
     */
    public long threads(AccountLinkId account, InboxView view) {
        requireCounted(view);
        Objects.requireNonNull(account, "account");
        if (accounts.stream().noneMatch(counted -> counted.id().equals(account))) {
            throw new IllegalArgumentException("the account link " + account + " was not counted");
        }
        return counted(account, view);
    }

    private long counted(AccountLinkId account, InboxView view) {
        return threads.getOrDefault(view, Map.of()).getOrDefault(account, 0L);
    }

    private void requireCounted(InboxView view) {
        if (!threads.containsKey(Objects.requireNonNull(view, "view"))) {
            throw new IllegalArgumentException(
                    "the view " + view.value() + " was not counted, only " + viewNames() + ": name it in the query");
        }
    }

    private List<String> viewNames() {
        return threads.keySet().stream().map(InboxView::value).toList();
    }

    /**
     * Returns the guide's metric: the number of threads in the view {@code default} by handle.
     *
     * @return the counts in the order of the accounts
     * @throws IllegalArgumentException if the view {@code default} was not counted
     */
    public Map<String, Long> activeThreads() {
        requireCounted(InboxView.DEFAULT);
        Map<String, Long> active = new LinkedHashMap<>();
        accounts.forEach(account -> active.put(account.platformUsername(), counted(account.id(), InboxView.DEFAULT)));
        return active;
    }

    /**
     * Returns the number of threads of all accounts in a view.
     *
     * @param view a view that was counted
     * @return the sum over {@link #accounts()}
     * @throws IllegalArgumentException if this view was not counted
     */
    public long total(InboxView view) {
        requireCounted(view);
        return accounts.stream()
                .mapToLong(account -> counted(account.id(), view))
                .sum();
    }

    /**
     * Returns the number of threads of all accounts in the views {@code default}, {@code requests} and
     * {@code archived}. The view {@code no-reply} is part of {@code default} and is not added again.
     *
     * @return the sum over the accounts and these three views
     * @throws IllegalStateException if one of the three views was not counted
     */
    public long total() {
        if (!threads.keySet().containsAll(DISJOINT_VIEWS)) {
            throw new IllegalStateException(
                    "a total needs the views default, requests and archived, but counted are " + viewNames());
        }
        return DISJOINT_VIEWS.stream().mapToLong(this::total).sum();
    }

    /**
     * Returns the number of threads in a view whose account is no longer connected. No other count includes them.
     *
     * @param view a view that was counted
     * @return the number of threads; 0 if accounts were counted separately, since no request finds such threads
     *     then
     * @throws IllegalArgumentException if this view was not counted
     */
    public long threadsOfUnknownAccounts(InboxView view) {
        requireCounted(view);
        return threads.getOrDefault(view, Map.of()).values().stream()
                        .mapToLong(n -> n)
                        .sum()
                - total(view);
    }

    /**
     * Returns whether a count may be inexact. This is so if only the first of several pages was read, or if the threads
     * moved faster than they could be read ({@link PagerWarning}).
     *
     * @param account the Inbox id of the account
     * @param view a view that was counted
     * @return false if the count is exact
     * @throws IllegalArgumentException if this account or view was not counted
     */
    public boolean isEstimate(AccountLinkId account, InboxView view) {
        var unused = threads(account, view);
        return estimates.getOrDefault(view, Set.of()).contains(account);
    }

    /**
     * Returns whether any count may be inexact.
     *
     * @return false if all counts are exact
     */
    public boolean isEstimate() {
        return estimates.values().stream().anyMatch(ids -> !ids.isEmpty());
    }

    /**
     * Returns the failures by account. The counts of these accounts are incomplete, and so are the totals.
     *
     * @return the failures by account, normally empty
     */
    public Map<AccountLinkId, Throwable> failures() {
        return failures;
    }

    /**
     * Returns whether counting has finished; if not, the counts are intermediate.
     *
     * @return true for the last metrics of a stream
     */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        threads.keySet().forEach(view -> parts.add(view.value() + " " + total(view)));
        return "AccountMetrics[" + accounts.size() + " accounts, " + String.join(", ", parts)
                + (isEstimate() ? ", estimated" : "")
                + (failures.isEmpty() ? "" : ", " + failures.size() + " failed")
                + (complete ? "]" : ", counting]");
    }

    /** Accumulates the counts. Not thread-safe. */
    static final class Tally {
        private final List<AccountLink> accounts;
        private final AccountFailures failures;
        private final Map<InboxView, Map<AccountLinkId, Long>> threads = new EnumMap<>(InboxView.class);
        private final Map<InboxView, Set<AccountLinkId>> estimates = new EnumMap<>(InboxView.class);

        Tally(List<AccountLink> accounts, Set<InboxView> views, AccountFailures failures) {
            this.accounts = new ArrayList<>(accounts);
            this.failures = failures;
            views.forEach(view -> threads.put(view, new LinkedHashMap<>()));
        }

        void add(InboxView view, AccountLinkId account, long more) {
            var unused =
                    threads.computeIfAbsent(view, v -> new LinkedHashMap<>()).merge(account, more, Long::sum);
        }

        void estimated(InboxView view, AccountLinkId account) {
            var unused =
                    estimates.computeIfAbsent(view, v -> new LinkedHashSet<>()).add(account);
        }

        /** Returns whether threads of an unknown account were counted. */
        boolean lacksAccounts() {
            Set<AccountLinkId> known = knownIds();
            return threads.values().stream().anyMatch(counts -> !known.containsAll(counts.keySet()));
        }

        /** Adds accounts that have been connected since. */
        void addAccounts(List<AccountLink> connected) {
            Set<AccountLinkId> known = knownIds();
            connected.stream().filter(account -> !known.contains(account.id())).forEach(accounts::add);
        }

        private Set<AccountLinkId> knownIds() {
            return accounts.stream().map(AccountLink::id).collect(Collectors.toSet());
        }

        AccountMetrics metrics(boolean isComplete) {
            return new AccountMetrics(accounts, threads, estimates, failures.of(accounts), isComplete);
        }
    }
}
