package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rate limit responses and slow accounts. */
@ExtendWith(UndeliverableErrors.class)
class AccountsFaultsTest {
    private static final List<AccountLinkId> IDS = TeamSandbox.ids(4);
    private static final PlatformUserId STRANGER = PlatformUserId.of("4000000000");

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(4);

    private final Accounts accounts = team.rx.accounts();
    private final Hold hold = new Hold();

    @AfterEach
    void release() {
        hold.release();
    }

    /** Rejects fewer requests than a call has attempts: all of them may belong to one account. */
    private void rateLimit(String path) {
        team.faults()
                .on("GET", path)
                .between(1, 3, Fault.withoutEffect().respond(429).header("Retry-After", "1"));
    }

    private void holdResponses(AccountLinkId account, String path) {
        team.faults()
                .on("GET", path)
                .decide(request -> account.value().equals(request.query().get("accountLinkId"))
                        ? Optional.of(Fault.afterEffect().realResponse().hold(hold))
                        : Optional.empty());
    }

    private void fill() {
        IDS.forEach(id -> team.threads(id, 1_000L * (1 + IDS.indexOf(id)), 3));
    }

    @Test
    void countsCorrectlyWhenRateLimited() throws InterruptedException {
        fill();
        rateLimit("/threads");
        TestSubscriber<AccountMetrics> metrics = team.drive(
                accounts.metricsUpdates(MetricsQuery.builder().perAccount().build())
                        .test());
        metrics.assertComplete();
        AccountMetrics last = metrics.values().get(metrics.values().size() - 1);
        assertThat(last.total(InboxView.DEFAULT)).isEqualTo(12);
        assertThat(last.failures()).isEmpty();
    }

    @Test
    void checksEveryAccountWhenRateLimited() throws InterruptedException {
        rateLimit("/threads/lookup");
        team.drive(accounts.findAllThreads(STRANGER).test()).assertComplete().assertNoValues();
        assertThat(team.received("GET /threads/lookup")).isEqualTo(7);
    }

    @Test
    void mergesTheInboxInOrderWhenRateLimited() throws InterruptedException {
        fill();
        rateLimit("/threads");
        assertThat(team.drive(accounts.mergedInbox(
                                        ListThreadsQuery.builder().build(),
                                        AccountRef.id(IDS.get(0)),
                                        AccountRef.id(IDS.get(1)))
                                .test())
                        .assertComplete()
                        .values())
                .extracting(thread -> thread.prospect().platformId().value())
                .containsExactly("2002", "2001", "2000", "1002", "1001", "1000");
    }

    @Test
    void aSlowAccountDoesNotDelayOthers() {
        fill();
        holdResponses(IDS.get(0), "/threads");
        TestSubscriber<AccountMetrics> metrics = accounts.metricsUpdates(
                        MetricsQuery.builder().perAccount().build())
                .test()
                .awaitCount(3);
        assertThat(metrics.values().get(2).total(InboxView.DEFAULT)).isEqualTo(9);
        metrics.assertNotComplete();
        hold.release();
        metrics.awaitDone(60, TimeUnit.SECONDS).assertComplete();
        assertThat(metrics.values().get(metrics.values().size() - 1).total(InboxView.DEFAULT))
                .isEqualTo(12);
    }

    @Test
    void waitsForASlowFirstAccountSoThatTheResultIsDeterministic() throws InterruptedException {
        IDS.forEach(id -> team.sandbox.receive(id.value(), STRANGER.value(), "Hi"));
        team.faults()
                .on("GET", "/prospects/lookup")
                .each(Fault.withoutEffect().respond(200, "application/json", "null"));
        holdResponses(IDS.get(0), "/threads/lookup");
        TestSubscriber<AccountThread> found =
                accounts.findAnyThread(STRANGER).toFlowable().test();
        hold.awaitRequest();
        found.assertNoValues();
        hold.release();
        assertThat(found.awaitDone(60, TimeUnit.SECONDS).values())
                .extracting(thread -> thread.accountLink().id())
                .containsExactly(IDS.get(0));
    }
}
