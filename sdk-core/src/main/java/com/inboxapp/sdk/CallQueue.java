package com.inboxapp.sdk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A queue that selects the next call: the highest priority; among equals, the account link whose last grant is longest ago; and of that
 * account link, the call that arrived first. A call that enough later calls have overtaken precedes all others. Guarded by its {@link
 * CallScheduler}.
 */
final class CallQueue {
    /** Calls of one account link that wait for the same limits: sends are limited where other calls are not. */
    private static final class Lane {
        /** The calls by priority, each in order of arrival. */
        final Map<Priority, Set<QueuedCall>> calls = new EnumMap<>(Priority.class);

        /** In nanoseconds since the {@link CallScheduler} was created, as all times in this class. */
        long blockedUntil;

        boolean isBlocked(long now) {
            return blockedUntil > now;
        }

        Set<QueuedCall> of(Priority priority) {
            return calls.computeIfAbsent(priority, each -> new LinkedHashSet<>());
        }

        boolean isEmpty() {
            return calls.values().stream().allMatch(Set::isEmpty);
        }
    }

    private static final class Account {
        final Lane sends = new Lane();
        final Lane others = new Lane();

        Lane lane(boolean ofSends) {
            return ofSends ? sends : others;
        }

        /** Returns how many calls certainly precede a call or are of the same kind: sends wait for more limits than other calls. */
        int waiting(Priority priority, boolean ofSends) {
            return others.of(priority).size() + (ofSends ? sends.of(priority).size() : 0);
        }
    }

    private final int maxOvertakes;
    /** By account link, null for calls without one; the one whose last grant is longest ago comes first. */
    private final Map<@Nullable String, Account> accounts = new LinkedHashMap<>();

    private final Set<QueuedCall> byArrival = new LinkedHashSet<>();
    private final TreeSet<QueuedCall> byDeadline = new TreeSet<>(
            Comparator.<QueuedCall>comparingLong(call -> call.deadline).thenComparingLong(call -> call.order));
    private long arrivals;

    CallQueue(int maxOvertakes) {
        this.maxOvertakes = maxOvertakes;
    }

    int size() {
        return byArrival.size();
    }

    void add(QueuedCall call) {
        Account account = accounts.computeIfAbsent(call.request.accountLinkId(), id -> new Account());
        call.order = arrivals++;
        call.aheadInAccount = account.waiting(call.priority, call.request.sends());
        for (Priority priority : EnumSet.range(Priority.HIGH, call.priority)) {
            call.sendsAhead += account.sends.of(priority).size();
        }
        account.lane(call.request.sends()).of(call.priority).add(call);
        byArrival.add(call);
        byDeadline.add(call);
    }

    void remove(QueuedCall call) {
        String id = call.request.accountLinkId();
        Account account = accounts.get(id);
        if (account == null || !byArrival.remove(call)) {
            return;
        }
        byDeadline.remove(call);
        account.lane(call.request.sends()).of(call.priority).remove(call);
        if (account.sends.isEmpty() && account.others.isEmpty()) {
            accounts.remove(id);
        }
    }

    /**
     * Removes a call that was granted a permit. Calls that arrived before it count as overtaken, and its account link becomes the last in
     * order.
     */
    void go(QueuedCall call) {
        remove(call);
        for (Iterator<QueuedCall> each = byArrival.iterator(); each.hasNext(); ) {
            QueuedCall earlier = each.next();
            if (earlier.order > call.order) {
                break;
            }
            earlier.overtaken++;
        }
        String id = call.request.accountLinkId();
        Account account = accounts.remove(id);
        if (account != null) {
            accounts.put(id, account);
        }
    }

    /** Returns the next call, or null if none may be granted a permit. */
    @Nullable
    QueuedCall next(long now) {
        QueuedCall oldest = null;
        QueuedCall best = null;
        for (Account account : accounts.values()) {
            QueuedCall first = null;
            for (Lane lane : List.of(account.sends, account.others)) {
                if (lane.isBlocked(now)) {
                    continue;
                }
                for (Set<QueuedCall> calls : lane.calls.values()) {
                    if (!calls.isEmpty()) {
                        QueuedCall call = calls.iterator().next();
                        oldest = oldest == null || call.order < oldest.order ? call : oldest;
                        first = first == null || before(call, first) ? call : first;
                    }
                }
            }
            if (first != null && (best == null || first.priority.compareTo(best.priority) < 0)) {
                best = first;
            }
        }
        return oldest != null && oldest.overtaken >= maxOvertakes ? oldest : best;
    }

    private static boolean before(QueuedCall one, QueuedCall other) {
        int order = one.priority.compareTo(other.priority);
        return order < 0 || (order == 0 && one.order < other.order);
    }

    /** Blocks the sends of an account link until the given time. */
    void block(@Nullable String accountLinkId, long until) {
        Account account = accounts.get(accountLinkId);
        if (account != null) {
            account.sends.blockedUntil = until;
        }
    }

    /**
     * Returns how many calls precede one that has just arrived, if no other arrives: those of a higher priority; and of each account link,
     * as many as of the call's own, plus one for each account link whose last grant is longer ago.
     */
    int ahead(QueuedCall call) {
        Account own = accounts.get(call.request.accountLinkId());
        int ahead = 0;
        int more = 1;
        for (Account account : accounts.values()) {
            boolean ofSends = account == own && call.request.sends();
            more = account == own ? 0 : more;
            for (Priority priority : EnumSet.range(Priority.HIGH, call.priority)) {
                int waiting = account.waiting(priority, ofSends);
                ahead += priority == call.priority ? Math.min(waiting, call.aheadInAccount + more) : waiting;
            }
        }
        return ahead;
    }

    /** Returns the time of the next event: a deadline is reached, or an account link may send again. */
    long nextEvent(long now) {
        long next = byDeadline.isEmpty() ? Long.MAX_VALUE : byDeadline.first().deadline;
        for (Account account : accounts.values()) {
            if (!account.sends.isEmpty() && account.sends.isBlocked(now)) {
                next = Math.min(next, account.sends.blockedUntil);
            }
        }
        return next;
    }

    /** Returns until when a call's account link must not send; 0 if the call is not a send. */
    long blockedUntil(QueuedCall call) {
        Account account = accounts.get(call.request.accountLinkId());
        return account == null || !call.request.sends() ? 0 : account.sends.blockedUntil;
    }

    /** Returns the calls whose deadline is before the given time. */
    List<QueuedCall> dueBefore(long moment) {
        List<QueuedCall> due = new ArrayList<>();
        for (QueuedCall call : byDeadline) {
            if (call.deadline >= moment) {
                break;
            }
            due.add(call);
        }
        return due;
    }

    /** Returns all calls, in order of arrival. */
    List<QueuedCall> all() {
        return List.copyOf(byArrival);
    }
}
