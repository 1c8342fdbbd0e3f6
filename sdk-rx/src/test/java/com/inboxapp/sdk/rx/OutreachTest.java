package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class OutreachTest {
    private static final List<AccountLinkId> IDS = TeamSandbox.ids(3);

    @RegisterExtension
    final TeamSandbox team = TeamSandbox.drained(3);

    private final Accounts accounts = team.rx.accounts();
    private final StateStore store = StateStore.inMemory();

    private static PlatformUserId prospect(int number) {
        return PlatformUserId.of(String.valueOf(9_000 + number));
    }

    /** Returns a text that identifies its recipient. */
    private static String text(int number) {
        return "Hi " + number + "!";
    }

    private static Outreach outreach(Accounts accounts, int prospects, StateStore store) {
        Outreach.Builder builder = accounts.outreach();
        for (int i = 0; i < prospects; i++) {
            builder.to(prospect(i), text(i));
        }
        return builder.checkpoint(store, "spring").build();
    }

    private Outreach outreach(int prospects) {
        return outreach(accounts, prospects, store);
    }

    private static OutreachSummary run(Outreach outreach) {
        return outreach.run().collect(OutreachSummary.summing()).blockingGet();
    }

    private List<String> texts() {
        return team.sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }

    private void failSends(AccountLinkId account, Fault fault) {
        team.faults()
                .on("POST", "/threads/messages")
                .decide(request ->
                        request.body().contains("\"" + account + "\"") ? Optional.of(fault) : Optional.empty());
    }

    @Test
    void messagesEachProspectOnceUsingAllAccounts() {
        OutreachSummary summary = run(outreach(30));
        assertThat(summary.outcomes()).containsEntry(Outcome.SENT, 30L);
        assertThat(summary.total()).isEqualTo(30);
        assertThat(summary.sentByAccount()).containsOnlyKeys(IDS);
        assertThat(texts()).hasSize(30).doesNotHaveDuplicates();
        assertThat(team.received("GET /prospects/lookup")).isEqualTo(30);
        assertThat(team.received("POST /threads/messages")).isEqualTo(30);
        assertThat(team.received("GET /account-links")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 100})
    void messagesEachProspectOnceInTeamsOfAnySize(int size) {
        try (TeamSandbox other = new TeamSandbox(size)) {
            OutreachSummary summary = run(outreach(other.rx.accounts(), 20, store));
            assertThat(summary.outcomes()).containsEntry(Outcome.SENT, 20L);
            assertThat(other.sandbox.sentMessages())
                    .extracting(SandboxMessage::text)
                    .hasSize(20)
                    .doesNotHaveDuplicates();
            // for a prospect without any thread, each account is checked
            assertThat(other.received("GET /threads/lookup")).isEqualTo(20L * size);
        }
    }

    @Test
    void retriesRateLimitedSendsOnce() throws InterruptedException {
        team.faults()
                .on("POST", "/threads/messages")
                // fewer than the attempts of a call: all of them may belong to one message
                .between(1, 3, Fault.withoutEffect().respond(429).header("Retry-After", "1"));
        team.drive(outreach(12).run().test()).assertComplete();
        assertThat(texts()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void anotherRunWithTheSameNameSendsNothingTwice() {
        var unused = run(outreach(10));
        assertThat(run(outreach(12)).outcomes())
                .containsEntry(Outcome.ALREADY_SENT, 10L)
                .containsEntry(Outcome.SENT, 2L);
        assertThat(texts()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void skipsAProspectWithAnExistingThread() {
        team.sandbox.receive(IDS.get(2).value(), prospect(1).value(), "Hello");
        List<OutreachResult> results = outreach(3).run().toList().blockingGet();
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.THREAD_EXISTS)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.message().prospect()).isEqualTo(prospect(1));
                    assertThat(result.account().id()).isEqualTo(IDS.get(2));
                });
        assertThat(texts()).containsExactlyInAnyOrder(text(0), text(2));
    }

    @Test
    void skipsAccountsThatCannotSendAndRejectsThemWhenRequested() {
        team.sandbox.setAccountStatus(IDS.get(0).value(), "offline");
        team.sandbox.setAccountStatus(IDS.get(1).value(), "paused");
        assertThat(run(outreach(5)).sentByAccount()).containsOnlyKeys(IDS.get(2));

        Outreach requested = accounts.outreach()
                .to(prospect(100), "Hi")
                .from(AccountRef.id(IDS.get(2)), AccountRef.id(IDS.get(0)))
                .checkpoint(store, "asked")
                .build();
        requested.run().test().awaitDone(60, TimeUnit.SECONDS).assertError(InboxAccountException.class);
        assertThat(texts()).hasSize(5);
    }

    @Test
    void dropsAnAccountThatKeepsFailingAndSendsFromTheOthers() {
        failSends(IDS.get(0), Fault.withoutEffect().respond(403));
        OutreachSummary summary = run(outreach(40));
        assertThat(summary.outcomes()).containsEntry(Outcome.FAILED, 3L).containsEntry(Outcome.SENT, 37L);
        assertThat(summary.sentByAccount()).containsOnlyKeys(IDS.get(1), IDS.get(2));

        team.faults().clear();
        assertThat(run(outreach(40)).outcomes()).containsEntry(Outcome.SENT, 3L);
        assertThat(texts()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void reportsRemainingProspectsWhenNoAccountIsLeft() {
        team.faults().on("POST", "/threads/messages").each(Fault.withoutEffect().respond(403));
        assertThat(run(outreach(20)).outcomes())
                .containsEntry(Outcome.FAILED, 9L)
                .containsEntry(Outcome.NO_ACCOUNT, 11L);
        team.faults().clear();
        assertThat(run(outreach(20)).outcomes()).containsEntry(Outcome.SENT, 20L);
    }

    @Test
    void failsFastOnTheFirstFailure() {
        Accounts strict = team.rx.accounts(AccountsOptions.builder().failFast().build());
        team.faults()
                .on("POST", "/threads/messages")
                .nth(2, Fault.withoutEffect().respond(403));
        outreach(strict, 20, store)
                .run()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(InboxApiException.Forbidden.class);
        assertThat(texts().size()).isLessThan(20);
    }

    @Test
    void checksAfterALostResponseAndSendsNothingTwice() throws InterruptedException {
        team.faults().on("POST", "/threads/messages").each(Fault.afterEffect());
        TestSubscriber<OutreachResult> run = outreach(6).run().test();
        team.drive(run).assertComplete();
        assertThat(texts()).doesNotHaveDuplicates();
        team.faults().clear();
        team.time.advance(Duration.ofMinutes(11));
        team.drive(outreach(6).run().test()).assertComplete();
        assertThat(texts()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void respectsTheSendLimitPerAccountAndSpreadsSends() throws InterruptedException {
        Accounts rateLimited = RxInboxClient.create(team.client(builder -> builder.rateLimits(RateLimitOptions.builder()
                        .perMinute(10_000)
                        .sendsPerMinutePerAccount(10)
                        .build())))
                .accounts();
        team.drive(outreach(rateLimited, 75, store).run().test()).assertComplete();
        assertThat(texts()).hasSize(75).doesNotHaveDuplicates();
        for (AccountLinkId id : IDS) {
            List<Instant> times = team.sandbox.sentMessages().stream()
                    .filter(sent -> sent.accountLinkId().equals(id.value()))
                    .map(SandboxMessage::createdAt)
                    .toList();
            assertThat(times).hasSizeBetween(20, 30);
            for (int i = 10; i < times.size(); i++) {
                assertThat(times.get(i)).isAfterOrEqualTo(times.get(i - 10).plusSeconds(60));
            }
        }
    }

    @Test
    void aPlanSendsNothingAndMatchesTheRun() {
        team.sandbox.receive(IDS.get(1).value(), prospect(4).value(), "Hello");
        OutreachPlan plan = outreach(9).plan().blockingGet();
        assertThat(plan.toSend()).isEqualTo(8);
        assertThat(plan.messages()).hasSize(9);
        assertThat(plan.messages().get(4).outcome()).isEqualTo(Outcome.THREAD_EXISTS);
        assertThat(team.received("POST /threads/messages")).isZero();
        assertThat(run(outreach(9)).outcomes())
                .containsEntry(Outcome.SENT, 8L)
                .containsEntry(Outcome.THREAD_EXISTS, 1L);
        assertThat(outreach(9).plan().blockingGet().toSend()).isZero();
    }

    @Test
    void aPlanSpreadsMessagesEvenlyOverTheAccounts() {
        OutreachPlan plan = outreach(45).plan().blockingGet();
        for (AccountLinkId id : IDS) {
            assertThat(plan.messages())
                    .filteredOn(planned -> planned.account().id().equals(id))
                    .hasSize(15);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void finishesARunThatFailedAtAnyWriteWithoutDuplicates(int writes) {
        outreach(accounts, 6, new FailingStateStore(store, writes, false))
                .run()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(IllegalStateException.class);
        assertThat(run(outreach(6)).outcomes().get(Outcome.FAILED)).isZero();
        assertThat(texts()).doesNotHaveDuplicates();
        team.time.advance(Duration.ofMinutes(11));
        var unused = run(outreach(6));
        assertThat(texts()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void finishesACancelledRunLaterWithoutDuplicates() {
        TestSubscriber<OutreachResult> run = outreach(20).run().test(2);
        run.awaitCount(2);
        run.cancel();
        Set<String> before = new HashSet<>(texts());
        team.time.advance(Duration.ofMinutes(11));
        var unused = run(outreach(20));
        assertThat(texts()).hasSize(20).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void sendsNothingWithoutDemand() {
        var unused = accounts.list().blockingGet(); // cached, so that the run starts immediately
        TestSubscriber<OutreachResult> run = outreach(5).run().test(0);
        awaitEarlierRequests();
        assertThat(team.received("GET /prospects/lookup")).isZero();

        run.request(2);
        run.awaitCount(2);
        awaitEarlierRequests();
        run.assertValueCount(2);
        assertThat(team.received("POST /threads/messages")).isEqualTo(2);
        assertThat(team.received("GET /prospects/lookup")).isEqualTo(2);

        run.request(3);
        run.awaitDone(60, TimeUnit.SECONDS).assertComplete();
        assertThat(texts()).hasSize(5).doesNotHaveDuplicates();
    }

    /** Returns once every request that was started earlier has reached the server. */
    private void awaitEarlierRequests() {
        for (int i = 0; i < 10; i++) {
            var unused = accounts.refresh().blockingGet();
        }
    }

    @Test
    void keepsNoMoreMessagesInFlightThanTheMaxConcurrency() throws InterruptedException {
        Accounts two =
                team.rx.accounts(AccountsOptions.builder().maxConcurrency(2).build());
        Hold hold = new Hold();
        team.faults()
                .on("POST", "/threads/messages")
                .each(Fault.afterEffect().realResponse().hold(hold));
        TestSubscriber<OutreachResult> run = outreach(two, 9, store).run().test();
        hold.awaitRequest();
        hold.awaitRequest();
        awaitEarlierRequests();
        assertThat(team.received("GET /prospects/lookup")).isEqualTo(2);
        hold.release();
        run.awaitDone(60, TimeUnit.SECONDS).assertComplete();
        assertThat(texts()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void aRateLimitedRunOfALargeTeamIsNeverRejectedByTheServer() throws InterruptedException {
        try (TeamSandbox limited = TeamSandbox.limited(40)) {
            Accounts rateLimited = RxInboxClient.create(
                            limited.client(builder -> builder.rateLimits(RateLimitOptions.defaults())))
                    .accounts();
            limited.drive(outreach(rateLimited, 30, store).run().test())
                    .assertComplete()
                    .assertValueCount(30)
                    .values()
                    .forEach(result -> assertThat(result.outcome()).isEqualTo(Outcome.SENT));
            assertThat(limited.sandbox.requests())
                    .hasSizeGreaterThan(30 * 41)
                    .noneMatch(request -> request.status() == 429);
            assertThat(limited.sandbox.sentMessages())
                    .extracting(SandboxMessage::text)
                    .hasSize(30)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void rejectsInvalidMessagesAndSettings() {
        Outreach.Builder builder = accounts.outreach().to(prospect(1), "Hi");
        assertThatThrownBy(() -> builder.to(prospect(1), "Hi again")).hasMessageContaining("twice");
        assertThatThrownBy(() -> builder.to(prospect(2), "")).hasMessageContaining("empty");
        assertThatThrownBy(() -> builder.checkpoint(store, " ")).hasMessageContaining("blank");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("checkpoint is required");
        assertThatThrownBy(() -> accounts.outreach().checkpoint(store, "none").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at least one");
        assertThat(new OutreachMessage(prospect(1), "secret").toString()).doesNotContain("secret");
    }
}
