package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.model.ThreadFilters;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class MergedInboxProperties {
    private static String prospect(InboxThread thread) {
        return thread.prospect().platformId().value();
    }

    @Property(tries = 60)
    void mergesTheThreadsOfAnyAccountsOnceInOrder(
            @ForAll @IntRange(min = 2, max = 8) int size,
            @ForAll @Size(max = 40) List<@IntRange(max = 7) Integer> receivers,
            @ForAll @Size(max = 10) List<@IntRange(max = 39) Integer> receivingAgain,
            @ForAll @NotEmpty Set<@IntRange(max = 7) Integer> selection,
            @ForAll @IntRange(min = 1, max = 7) int pageSize,
            @ForAll @IntRange(min = 1, max = 4) int concurrency,
            @ForAll boolean newestFirst) {
        List<AccountLinkId> ids = TeamSandbox.ids(size);
        List<AccountLinkId> selected =
                selection.stream().map(i -> ids.get(i % size)).distinct().toList();
        try (TeamSandbox team = new TeamSandbox(size)) {
            for (int i = 0; i < receivers.size(); i++) {
                team.threads(ids.get(receivers.get(i) % size), 1_000 + i, 1);
            }
            receivingAgain.stream()
                    .filter(i -> i < receivers.size())
                    .forEach(i -> team.threads(ids.get(receivers.get(i) % size), 1_000 + i, 1));
            ListThreadsQuery query = ListThreadsQuery.builder()
                    .limit(pageSize)
                    .filters(ThreadFilters.builder()
                            .sortOrder(newestFirst ? SortOrder.DESC : SortOrder.ASC)
                            .build())
                    .build();
            Comparator<InboxThread> oldestFirst = Comparator.comparing(ListOrder::activity);
            List<String> expected = selected.stream()
                    .flatMap(id -> team
                            .inbox
                            .threads()
                            .list(ListThreadsQuery.builder()
                                    .accountLinkId(id)
                                    .limit(100)
                                    .build())
                            .execute()
                            .threads()
                            .stream())
                    .sorted(newestFirst ? oldestFirst.reversed() : oldestFirst)
                    .map(MergedInboxProperties::prospect)
                    .toList();

            List<String> merged = team.rx
                    .accounts(AccountsOptions.builder()
                            .maxConcurrency(concurrency)
                            .build())
                    .mergedInbox(query, selected.stream().map(AccountRef::id).toArray(AccountRef[]::new))
                    .map(MergedInboxProperties::prospect)
                    .toList()
                    .blockingGet();

            assertThat(merged).isEqualTo(expected);
            assertThat(expected).hasSize((int) receivers.stream()
                    .filter(i -> selected.contains(ids.get(i % size)))
                    .count());
        }
    }
}
