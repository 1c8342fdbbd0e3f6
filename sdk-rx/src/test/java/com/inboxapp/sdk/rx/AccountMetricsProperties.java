package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.UpdateThreadRequest;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class AccountMetricsProperties {
    private static final long FIRST_PROSPECT = 1_000;

    private static final List<InboxView> VIEWS =
            List.of(InboxView.DEFAULT, InboxView.REQUESTS, InboxView.ARCHIVED, InboxView.NO_REPLY);
    private static final Set<InboxView> PARTS = Set.of(InboxView.DEFAULT, InboxView.REQUESTS, InboxView.ARCHIVED);

    private enum Kind {
        OPEN,
        REQUEST,
        DONE;

        boolean matches(InboxView view) {
            return switch (this) {
                case OPEN -> view.equals(InboxView.DEFAULT) || view.equals(InboxView.NO_REPLY);
                case REQUEST -> view.equals(InboxView.REQUESTS);
                case DONE -> view.equals(InboxView.ARCHIVED);
            };
        }
    }

    /** A thread that the test has created, with its account and state. */
    private record TestThread(AccountLinkId account, Kind kind) {}

    private static void fill(TeamSandbox team, List<TestThread> threads) {
        for (int i = 0; i < threads.size(); i++) {
            team.time.advance(Duration.ofSeconds(1));
            String prospect = String.valueOf(FIRST_PROSPECT + i);
            String account = threads.get(i).account().value();
            var unused = threads.get(i).kind() == Kind.REQUEST
                    ? team.sandbox.receiveRequest(account, prospect, "Hi")
                    : team.sandbox.receive(account, prospect, "Hi");
        }
        team.rx.threads().all(ListThreadsQuery.builder().build()).toList().blockingGet().stream()
                .filter(thread -> threads.get((int) (Long.parseLong(
                                                thread.prospect().platformId().value())
                                        - FIRST_PROSPECT))
                                .kind()
                        == Kind.DONE)
                .forEach(thread -> {
                    var unused = team.inbox
                            .threads()
                            .update(
                                    thread.id(),
                                    UpdateThreadRequest.builder().done(true).build())
                            .execute();
                });
    }

    private static long expectedCount(List<TestThread> threads, AccountLinkId account, InboxView view) {
        return threads.stream()
                .filter(thread ->
                        thread.account().equals(account) && thread.kind().matches(view))
                .count();
    }

    private static long requests(long threads) {
        return threads <= 100 ? 1 : (threads + 99) / 100 + 1;
    }

    @Property(tries = 40)
    void countsEveryThreadWithBothMethods(
            @ForAll @IntRange(min = 2, max = 6) int size,
            @ForAll @Size(max = 25) List<@IntRange(max = 17) Integer> seeds,
            @ForAll @IntRange(max = 120) int more,
            @ForAll @NotEmpty Set<@IntRange(max = 3) Integer> choices,
            @ForAll @IntRange(min = 1, max = 3) int concurrency) {
        List<AccountLinkId> ids = TeamSandbox.ids(size);
        List<TestThread> threads = Stream.concat(
                        seeds.stream().map(seed -> new TestThread(ids.get(seed % size), Kind.values()[seed % 3])),
                        IntStream.range(0, more).mapToObj(i -> new TestThread(ids.get(more % size), Kind.OPEN)))
                .toList();
        InboxView[] views = choices.stream().map(VIEWS::get).toArray(InboxView[]::new);
        try (TeamSandbox team = new TeamSandbox(size)) {
            fill(team, threads);
            Accounts accounts = team.rx.accounts(
                    AccountsOptions.builder().maxConcurrency(concurrency).build());
            MetricsQuery.Builder query = MetricsQuery.builder().views(views);
            for (MetricsQuery one : List.of(query.build(), query.perAccount().build())) {
                List<ReceivedRequest> before = team.sandbox.requests();
                List<AccountMetrics> updates =
                        accounts.metricsUpdates(one).toList().blockingGet();

                AccountMetrics last = updates.get(updates.size() - 1);
                assertThat(last.isComplete()).isTrue();
                assertThat(last.isEstimate()).isFalse();
                long expectedRequests = 0;
                for (InboxView view : views) {
                    for (AccountLinkId id : ids) {
                        long expected = expectedCount(threads, id, view);
                        assertThat(last.threads(id, view)).isEqualTo(expected);
                        expectedRequests += one.isPerAccount() ? requests(expected) : 0;
                    }
                    assertThat(updates)
                            .extracting(metrics -> metrics.total(view))
                            .isSorted();
                    expectedRequests += one.isPerAccount() ? 0 : requests(last.total(view));
                }
                if (Set.of(views).containsAll(PARTS)) {
                    assertThat(last.total()).isEqualTo(threads.size());
                }
                assertThat(team.sandbox.requests().stream()
                                .skip(before.size())
                                .filter(request -> request.path().endsWith("/threads"))
                                .count())
                        .isEqualTo(expectedRequests);
            }
        }
    }
}
