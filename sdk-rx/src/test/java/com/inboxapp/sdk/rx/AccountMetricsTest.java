package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.UpdateThreadRequest;
import com.inboxapp.sdk.sandbox.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class AccountMetricsTest {
    private static final InboxView[] ALL_VIEWS = InboxView.values();

    private static MetricsQuery.Builder perAccountQuery() {
        return MetricsQuery.builder().perAccount();
    }

    private static void failFor(TeamSandbox team, AccountLinkId account, int status) {
        team.faults()
                .on("GET", "/threads")
                .decide(request -> account.value().equals(request.query().get("accountLinkId"))
                        ? Optional.of(Fault.withoutEffect().respond(status))
                        : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 100})
    void countsThreadsByIdAndByHandleWithBothMethods(int size) {
        try (TeamSandbox team = new TeamSandbox(size)) {
            Random random = new Random(size);
            List<AccountLinkId> ids = TeamSandbox.ids(size);
            long prospect = 1_000;
            Map<AccountLinkId, Long> expected = new HashMap<>();
            for (AccountLinkId id : ids) {
                int count = id.equals(ids.get(0)) ? 230 : random.nextInt(6);
                team.threads(id, prospect, count);
                prospect += count;
                expected.put(id, (long) count);
            }
            long total = expected.values().stream().mapToLong(n -> n).sum();
            Accounts accounts = team.rx.accounts();
            for (MetricsQuery query :
                    List.of(MetricsQuery.builder().build(), perAccountQuery().build())) {
                int before = team.received().size();
                AccountMetrics metrics = accounts.metrics(query).blockingGet();
                expected.forEach((id, count) ->
                        assertThat(metrics.threads(id, InboxView.DEFAULT)).isEqualTo(count));
                assertThat(metrics.total(InboxView.DEFAULT)).isEqualTo(total);
                assertThat(metrics.activeThreads()).hasSize(size).containsEntry("acmecorp", 230L);
                assertThat(metrics.isEstimate()).isFalse();
                assertThat(metrics.isComplete()).isTrue();
                long requests = (long) team.received().size() - before;
                long pages = (total + 99) / 100;
                // the pages and one pass from the top; the list of accounts is cached
                assertThat(requests).isLessThanOrEqualTo(query.isPerAccount() ? size + 3L : pages + 2);
            }
        }
    }

    @Test
    void countsViewsSeparatelyAndExcludesNoReplyFromTheTotal() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            AccountLinkId account = TeamSandbox.ids(2).get(1);
            team.threads(account, 100, 5);
            team.sandbox.receiveRequest(account.value(), "200", "Hi");
            team.sandbox.receiveRequest(account.value(), "201", "Hi");
            var unusedSent = team.rx
                    .accounts()
                    .from(AccountRef.id(account))
                    .send(PlatformUserId.of("100"), "Hello")
                    .blockingGet();
            var thread = team.rx
                    .threads()
                    .all(ListThreadsQuery.builder().build())
                    .filter(candidate ->
                            candidate.prospect().platformId().value().equals("101"))
                    .blockingFirst();
            var unusedDone = team.inbox
                    .threads()
                    .update(
                            thread.id(),
                            UpdateThreadRequest.builder().done(true).build())
                    .execute();
            AccountMetrics metrics = team.rx.accounts().metrics(ALL_VIEWS).blockingGet();
            assertThat(metrics.total(InboxView.DEFAULT)).isEqualTo(4);
            assertThat(metrics.total(InboxView.REQUESTS)).isEqualTo(2);
            assertThat(metrics.total(InboxView.ARCHIVED)).isEqualTo(1);
            assertThat(metrics.total(InboxView.NO_REPLY)).isEqualTo(3);
            assertThat(metrics.total()).isEqualTo(7);
            AccountMetrics one = team.rx.accounts().metrics().blockingGet();
            assertThatThrownBy(one::total).hasMessageContaining("requests");
            assertThatThrownBy(() -> one.total(InboxView.REQUESTS)).hasMessageContaining("not counted");
        }
    }

    @Test
    void marksAnEstimateAndSendsOneRequestPerAccount() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            List<AccountLinkId> ids = TeamSandbox.ids(2);
            team.threads(ids.get(0), 100, 130);
            team.threads(ids.get(1), 400, 3);
            AccountMetrics metrics = team.rx
                    .accounts()
                    .metrics(MetricsQuery.builder().estimate().build())
                    .blockingGet();
            assertThat(metrics.isEstimate()).isTrue();
            assertThat(metrics.threads(ids.get(0), InboxView.DEFAULT)).isEqualTo(100);
            assertThat(metrics.isEstimate(ids.get(0), InboxView.DEFAULT)).isTrue();
            assertThat(metrics.isEstimate(ids.get(1), InboxView.DEFAULT)).isFalse();
            assertThat(team.received("GET /threads")).isEqualTo(2);
        }
    }

    @Test
    void updatesCountsPageByPageUntilTheyAreComplete() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            team.threads(TeamSandbox.ids(1).get(0), 100, 250);
            List<AccountMetrics> updates = team.rx
                    .accounts()
                    .metricsUpdates(MetricsQuery.builder().build())
                    .toList()
                    .blockingGet();
            assertThat(updates)
                    .extracting(metrics -> metrics.total(InboxView.DEFAULT))
                    .startsWith(100L, 200L, 250L)
                    .isSorted();
            assertThat(updates).filteredOn(AccountMetrics::isComplete).hasSize(1);
        }
    }

    @Test
    void countsTheOtherAccountsWhenOneFails() {
        try (TeamSandbox team = new TeamSandbox(3)) {
            List<AccountLinkId> ids = TeamSandbox.ids(3);
            ids.forEach(id -> team.threads(id, 100L * (1 + ids.indexOf(id)), 4));
            failFor(team, ids.get(1), 403);
            AccountMetrics metrics =
                    team.rx.accounts().metrics(perAccountQuery().build()).blockingGet();
            assertThat(metrics.failures()).containsOnlyKeys(ids.get(1));
            assertThat(metrics.failures().get(ids.get(1))).isInstanceOf(InboxApiException.Forbidden.class);
            assertThat(metrics.total(InboxView.DEFAULT)).isEqualTo(8);
            assertThatThrownBy(() -> team.rx
                            .accounts(AccountsOptions.builder().failFast().build())
                            .metrics(perAccountQuery().build())
                            .blockingGet())
                    .isInstanceOf(InboxApiException.Forbidden.class);
        }
    }

    @Test
    void failsWhenTheServerIgnoresTheAccountParameter() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            String everything =
                    "{\"threads\":[{\"id\":\"thread_1\",\"accountLinkId\":\"acc_abc123\",\"prospect\":{\"platformId\":\"7\","
                            + "\"username\":\"x\"},\"done\":false,\"createdAt\":\"2025-01-01T00:00:00.000Z\"}],\"nextCursor\":null}";
            team.faults()
                    .on("GET", "/threads")
                    .each(Fault.withoutEffect().respond(200, "application/json", everything));
            for (MetricsQuery.Builder query :
                    List.of(perAccountQuery(), MetricsQuery.builder().estimate())) {
                assertThatThrownBy(
                                () -> team.rx.accounts().metrics(query.build()).blockingGet())
                        .isInstanceOf(InboxAccountException.class)
                        .hasMessageContaining("accountLinkId")
                        .hasMessageContaining("NameSet.REFERENCE");
            }
        }
    }
}
