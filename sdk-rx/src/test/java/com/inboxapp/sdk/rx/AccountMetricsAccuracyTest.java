package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts lists that change while they are being counted. */
@ExtendWith(UndeliverableErrors.class)
class AccountMetricsAccuracyTest {
    private static final AccountLinkId FIRST = TeamSandbox.ids(2).get(0);
    private static final AccountLinkId SECOND = TeamSandbox.ids(2).get(1);
    private static final AccountLinkId NEW = AccountLinkId.of("acc_new");

    private static MetricsQuery query(boolean perAccount) {
        MetricsQuery.Builder query = MetricsQuery.builder();
        return perAccount ? query.perAccount().build() : query.build();
    }

    /** Runs an action before each page of threads is returned, with the page's number, starting at 1. */
    private static void beforeEachPage(TeamSandbox team, IntConsumer action) {
        AtomicInteger pages = new AtomicInteger();
        team.faults().on("GET", "/threads").decide(request -> {
            action.accept(pages.incrementAndGet());
            return Optional.empty();
        });
    }

    private static void receive(TeamSandbox team, AccountLinkId account, long prospect) {
        team.time.advance(Duration.ofSeconds(1));
        team.sandbox.receive(account.value(), String.valueOf(prospect), "Hello again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsMovingThreadsOnce(boolean perAccount) {
        try (TeamSandbox team = new TeamSandbox(2)) {
            team.threads(FIRST, 1_000, 250);
            team.threads(SECOND, 2_000, 130);
            beforeEachPage(team, page -> {
                if (page > 1 && page < 6) {
                    receive(team, FIRST, 1_000 + page);
                    receive(team, SECOND, 2_000 + page);
                    receive(team, FIRST, 1_249 - page);
                }
            });

            AccountMetrics metrics =
                    team.rx.accounts().metrics(query(perAccount)).blockingGet();

            assertThat(metrics.threads(FIRST, InboxView.DEFAULT)).isEqualTo(250);
            assertThat(metrics.threads(SECOND, InboxView.DEFAULT)).isEqualTo(130);
            assertThat(metrics.isEstimate()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reportsAnEstimateWhenTheListMovesFasterThanItIsRead(boolean perAccount) {
        try (TeamSandbox team = new TeamSandbox(2)) {
            team.threads(FIRST, 1_000, 120);
            AtomicInteger next = new AtomicInteger();
            beforeEachPage(team, page -> {
                for (int i = 0; i < 101; i++) {
                    receive(team, FIRST, 1_000 + next.getAndIncrement() % 120);
                }
            });

            AccountMetrics metrics =
                    team.rx.accounts().metrics(query(perAccount)).blockingGet();

            assertThat(metrics.isEstimate()).isTrue();
            assertThat(metrics.isEstimate(FIRST, InboxView.DEFAULT)).isTrue();
            assertThat(metrics.isEstimate(SECOND, InboxView.DEFAULT)).isEqualTo(!perAccount);
            assertThat(metrics.isComplete()).isTrue();
        }
    }

    @Test
    void countsAnAccountConnectedAfterTheListWasCached() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            Accounts accounts = team.rx.accounts();
            var unused = accounts.list().blockingGet();
            team.sandbox.connectAccount(NEW.value(), "9000000001", "acme_new");
            team.threads(FIRST, 1_000, 2);
            team.threads(NEW, 2_000, 3);

            List<AccountMetrics> updates =
                    accounts.metricsUpdates(query(false)).toList().blockingGet();

            AccountMetrics last = updates.get(updates.size() - 1);
            assertThat(last.threads(NEW, InboxView.DEFAULT)).isEqualTo(3);
            assertThat(last.activeThreads()).containsEntry("acme_new", 3L).hasSize(3);
            assertThat(last.threadsOfUnknownAccounts(InboxView.DEFAULT)).isZero();
            assertThat(last.total(InboxView.DEFAULT)).isEqualTo(5);
            assertThat(team.received("GET /account-links")).isEqualTo(2);
        }
    }

    @Test
    void countsThreadsOfDisconnectedAccountsSeparately() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            Accounts accounts = team.rx.accounts();
            String others =
                    "{\"accountLinks\":[{\"id\":\"acc_abc123\",\"platform\":\"x\",\"platformId\":\"1\",\"name\":\"Acme\","
                            + "\"platformUsername\":\"acmecorp\",\"createdAt\":\"2025-01-01T00:00:00.000Z\"}]}";
            team.sandbox.connectAccount(NEW.value(), "9000000001", "acme_old");
            team.faults()
                    .on("GET", "/account-links")
                    .each(Fault.withoutEffect().respond(200, "application/json", others));
            team.threads(FIRST, 1_000, 2);
            team.threads(NEW, 2_000, 3);

            AccountMetrics metrics = accounts.metrics(query(false)).blockingGet();

            assertThat(metrics.threadsOfUnknownAccounts(InboxView.DEFAULT)).isEqualTo(3);
            assertThat(metrics.total(InboxView.DEFAULT)).isEqualTo(2);
            assertThat(metrics.activeThreads()).hasSize(1);
        }
    }

    @Test
    void fetchesAtMostOnePageAheadPerPagerWithoutDemand() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> ids = TeamSandbox.ids(10);
            ids.forEach(id -> team.threads(id, 1_000L * (1 + ids.indexOf(id)), 210));
            Accounts accounts =
                    team.rx.accounts(AccountsOptions.builder().maxConcurrency(3).build());

            TestSubscriber<AccountMetrics> updates =
                    accounts.metricsUpdates(query(true)).test(2).awaitCount(2);
            updates.cancel();

            assertThat(updates.values()).hasSize(2);
            assertThat(team.received("GET /threads")).isLessThanOrEqualTo(2 + 3);
        }
    }
}
