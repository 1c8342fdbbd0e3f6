package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.LimitState;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How soon each account may send: its limit, and what is left of it now. */
final class SendCapacity {
    /** When accounts may send the next messages, counted from now. */
    record Slot(AccountLink account, Duration after) {}

    /** What an account may still send, how soon at the earliest, and how much a window from then on. */
    record Limit(long remaining, Duration nextFree, long perWindow, Duration window) {
        /** When the n-th message from now on may go, from 0 on; sliding windows free their places as they were taken. */
        Duration after(long n) {
            if (n < remaining || perWindow == 0) {
                return nextFree;
            }
            Duration firstToCome = remaining > 0 && window.compareTo(nextFree) > 0 ? window : nextFree;
            return firstToCome.plus(window.multipliedBy((n - remaining) / perWindow));
        }
    }

    private final Map<AccountLink, Limit> limits;
    private final Map<AccountLink, Long> planned = new LinkedHashMap<>();

    SendCapacity(Map<AccountLink, Limit> limits) {
        this.limits = limits;
    }

    static SendCapacity now(InboxClient client, List<AccountLink> accounts) {
        Map<AccountLink, Limit> limits = new LinkedHashMap<>();
        List<LimitState> known = client.limits();
        int usual = client.pacing().sendsPerMinutePerAccount();
        for (AccountLink account : accounts) {
            limits.put(
                    account,
                    of(known, account.id())
                            .map(state -> new Limit(state.remaining(), state.nextFree(), state.limit(), state.window()))
                            .orElseGet(() -> new Limit(usual, Duration.ZERO, usual, Duration.ofMinutes(1))));
        }
        return new SendCapacity(limits);
    }

    private static Optional<LimitState> of(List<LimitState> known, AccountLinkId account) {
        return known.stream()
                .filter(state -> account.value().equals(state.accountLinkId()))
                .findFirst();
    }

    /** How long until an account may send. */
    static Duration untilFree(InboxClient client, AccountLink account) {
        return of(client.limits(), account.id()).map(LimitState::nextFree).orElse(Duration.ZERO);
    }

    /** Takes the place that is free first; of several, that of the account with the fewest so far, then in the order of the accounts. */
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
