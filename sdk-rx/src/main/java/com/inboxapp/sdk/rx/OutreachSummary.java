package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The number of messages of an outreach by outcome.
 *
 * @param outcomes the numbers by outcome, with an entry for every outcome
 * @param sentByAccount the number of messages that each account sent in this run
 */
public record OutreachSummary(Map<Outcome, Long> outcomes, Map<AccountLinkId, Long> sentByAccount) {
    /** Copies the maps and adds the missing outcomes. */
    public OutreachSummary {
        Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            all.put(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        outcomes = Collections.unmodifiableMap(all);
        sentByAccount = Collections.unmodifiableMap(new LinkedHashMap<>(sentByAccount));
    }

    /**
     * Returns a collector of results, as in {@code outreach.run().collect(OutreachSummary.summing())}.
     *
     * @return a collector
     */
    public static Collector<OutreachResult, ?, OutreachSummary> summing() {
        return Collectors.collectingAndThen(Collectors.toList(), OutreachSummary::of);
    }

    private static OutreachSummary of(List<OutreachResult> results) {
        Map<AccountLinkId, Long> sent = new LinkedHashMap<>();
        for (OutreachResult result : results) {
            if (result.outcome() == Outcome.SENT && result.account() != null) {
                sent.merge(result.account().id(), 1L, Long::sum);
            }
        }
        return new OutreachSummary(
                results.stream().collect(Collectors.groupingBy(OutreachResult::outcome, Collectors.counting())), sent);
    }

    /**
     * Returns the number of messages.
     *
     * @return the sum over all outcomes
     */
    public long total() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
