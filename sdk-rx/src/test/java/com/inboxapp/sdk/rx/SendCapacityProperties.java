package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Platform;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.SendCapacity.Limit;
import com.inboxapp.sdk.rx.SendCapacity.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SendCapacityProperties {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Provide
    Arbitrary<Limit> limits() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 12),
                        Arbitraries.longs().between(0, 90),
                        Arbitraries.longs().between(1, 12))
                .as((remaining, nextFree, perWindow) ->
                        new Limit(Math.min(remaining, perWindow), Duration.ofSeconds(nextFree), perWindow, WINDOW));
    }

    @Property
    void assignsTheEarliestFreeSlots(
            @ForAll @Size(min = 1, max = 5) List<@From("limits") Limit> limits,
            @ForAll @IntRange(max = 60) int messages) {
        Map<AccountLink, Limit> byAccount = new LinkedHashMap<>();
        for (int i = 0; i < limits.size(); i++) {
            byAccount.put(account(i), limits.get(i));
        }
        SendCapacity capacity = new SendCapacity(byAccount);
        List<Slot> taken = Stream.generate(capacity::next).limit(messages).toList();

        List<Duration> sendTimes = limits.stream()
                .flatMap(limit -> sendTimes(limit, messages).stream())
                .sorted()
                .limit(messages)
                .toList();
        assertThat(taken).extracting(Slot::after).isEqualTo(sendTimes);
        taken.stream()
                .collect(Collectors.groupingBy(Slot::account))
                .forEach((account, slots) -> assertThat(slots)
                        .extracting(Slot::after)
                        .isEqualTo(sendTimes(byAccount.get(account), slots.size())));
    }

    /** Returns the earliest times at which an account may send. */
    private static List<Duration> sendTimes(Limit limit, int count) {
        List<Duration> sendTimes = new ArrayList<>();
        Duration free = limit.nextFree();
        long left = limit.remaining();
        if (left == 0) {
            left = limit.perWindow();
        }
        while (sendTimes.size() < count) {
            sendTimes.add(free);
            if (--left == 0) {
                boolean rest = sendTimes.size() == limit.remaining();
                free = rest ? (free.compareTo(WINDOW) > 0 ? free : WINDOW) : free.plus(WINDOW);
                left = limit.perWindow();
            }
        }
        return sendTimes;
    }

    @Property(tries = 100)
    void distributesMessagesEvenlyOverEqualAccounts(
            @ForAll("limits") Limit limit,
            @ForAll @IntRange(min = 1, max = 5) int accounts,
            @ForAll @IntRange(max = 60) int messages) {
        Map<AccountLink, Limit> byAccount = IntStream.range(0, accounts)
                .boxed()
                .collect(Collectors.toMap(
                        SendCapacityProperties::account, number -> limit, (a, b) -> a, LinkedHashMap::new));
        SendCapacity capacity = new SendCapacity(byAccount);
        Map<AccountLink, Long> taken = Stream.generate(capacity::next)
                .limit(messages)
                .collect(Collectors.groupingBy(Slot::account, Collectors.counting()));
        byAccount
                .keySet()
                .forEach(account -> assertThat(taken.getOrDefault(account, 0L))
                        .isBetween((long) messages / accounts, (long) (messages + accounts - 1) / accounts));
    }

    private static AccountLink account(int number) {
        return AccountLink.builder()
                .id(AccountLinkId.of("acc_" + number))
                .platformId(PlatformUserId.of(String.valueOf(number + 1)))
                .platform(Platform.X)
                .platformUsername("account" + number)
                .name("Account " + number)
                .createdAt(Instant.EPOCH)
                .build();
    }
}
