package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Predicts when each account may send, from its rate limit and the remaining permits. */
final class SendCapacity {
    /** When an account may send its next message, relative to now. */
    record Slot(AccountLink account, Duration after) {}

    /**
     * The sends that an account has left, the time until the next permit, and the number of sends in each window after
     * that.
     */
    record Limit(long remaining, Duration nextFree, long perWindow, Duration window) {
        /**
         * Returns the time until the n-th message from now (from 0 on) may be sent; a sliding window frees its permits
         * in the order in which they were used.
         */
        Duration after(long n) {
            if (n < remaining || perWindow == 0) {
                return nextFree;
            }
            Duration firstRefill = remaining > 0 && window.compareTo(nextFree) > 0 ? window : nextFree;
            return firstRefill.plus(window.multipliedBy((n - remaining) / perWindow));
        }
    }

    private final Map<AccountLink, Limit> limits;
    private final Map<AccountLink, Long> planned = new LinkedHashMap<>();

    SendCapacity(Map<AccountLink, Limit> limits) {
        this.limits = limits;
    }

    static SendCapacity now(InboxClient client, List<AccountLink> accounts) {
        Map<AccountLink, Limit> limits = new LinkedHashMap<>();
        List<RateLimitStatus> known = client.rateLimits();
        int defaultLimit = client.rateLimitOptions().sendsPerMinutePerAccount();
        for (AccountLink account : accounts) {
            limits.put(
                    account,
                    of(known, account.id())
                            .map(state -> new Limit(state.remaining(), state.nextFree(), state.limit(), state.window()))
                            .orElseGet(
                                    () -> new Limit(defaultLimit, Duration.ZERO, defaultLimit, Duration.ofMinutes(1))));
        }
        return new SendCapacity(limits);
    }

    private static Optional<RateLimitStatus> of(List<RateLimitStatus> known, AccountLinkId account) {
        return known.stream()
                .filter(state -> account.value().equals(state.accountLinkId()))
                .findFirst();
    }

    /** Returns the time until an account may send. */
    static Duration untilFree(InboxClient client, AccountLink account) {
        return of(client.rateLimits(), account.id())
                .map(RateLimitStatus::nextFree)
                .orElse(Duration.ZERO);
    }

    /**
     * Reserves the earliest slot. Of several, it takes the account with the fewest planned messages, then the order of
     * the accounts.
     */
    Slot next() {
        Slot slot = limits.entrySet().stream()
                .map(entry ->
                        new Slot(entry.getKey(), entry.getValue().after(planned.getOrDefault(entry.getKey(), 0L))))
                .min(Comparator.comparing(Slot::after).thenComparing(free -> planned.getOrDefault(free.account(), 0L)))
                .orElseThrow();
        planned.merge(slot.account(), 1L, Long::sum);
        return slot;
    }
}
