package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Faults;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outreach that does not know whether a message was sent checks once the effect must be visible, and sends nothing until then. */
@ExtendWith(UndeliverableErrors.class)
class OutreachAtMostOnceTest {
    private static final List<AccountLinkId> IDS = TeamSandbox.ids(3);
    private static final String SEND = "POST /threads/messages";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(3);

    private final Accounts accounts = team.rx.accounts();
    private final StateStore store = StateStore.inMemory();

    private static PlatformUserId prospect(int number) {
        return PlatformUserId.of(String.valueOf(9_000 + number));
    }

    private static Outreach outreach(Accounts accounts, StateStore store, int... prospects) {
        Outreach.Builder builder = accounts.outreach();
        for (int number : prospects) {
            builder.to(prospect(number), "Hi " + number + "!");
        }
        return builder.checkpoint(store, "spring").build();
    }

    private static Map<String, Outcome> outcomes(List<OutreachResult> results) {
        return results.stream()
                .collect(Collectors.toMap(
                        result -> result.message().text().replaceAll("\\D", ""), OutreachResult::outcome));
    }

    private Map<String, Outcome> run(Accounts client, int... prospects) throws InterruptedException {
        return outcomes(team.drive(outreach(client, store, prospects).run().test())
                .assertComplete()
                .values());
    }

    private List<String> texts() {
        return team.sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }

    private Accounts withSettleTime(Duration settleTime) {
        InboxClient client = team.client(builder -> builder.settleTime(settleTime));
        return RxInboxClient.create(client).accounts();
    }

    /** Advances the time until the server has received the given number of sends, and then cancels the run. */
    private void cancelAfter(int sends, Outreach outreach) throws InterruptedException {
        TestSubscriber<OutreachResult> cancelled = outreach.run().test();
        team.drive(cancelled, () -> team.received(SEND) >= sends);
        cancelled.cancel();
        cancelled.assertEmpty();
        assertThat(team.received(SEND)).isEqualTo(sends);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anotherRunDoesNotResendWhatARetrySentLate(int attempt) throws InterruptedException {
        Accounts slow = withSettleTime(Duration.ofMinutes(5));
        Faults.Requests sends = team.faults()
                .on("POST", "/threads/messages")
                .nth(attempt, Fault.lateEffect(Duration.ofSeconds(290)).respond(504));
        for (int i = 1; i < attempt; i++) {
            sends.nth(i, Fault.withoutEffect().respond(500));
        }
        cancelAfter(attempt, outreach(slow, store, 1));

        team.time.advance(Duration.ofSeconds(280));
        assertThat(run(slow, 1)).containsEntry("1", Outcome.UNCONFIRMED);
        team.time.advance(Duration.ofMinutes(3));
        assertThat(run(slow, 1)).containsEntry("1", Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly("Hi 1!");
        assertThat(team.received(SEND)).isEqualTo(attempt);
    }

    @Test
    void findsTheFirstSendAfterTheSecondWasLostToo() throws InterruptedException {
        team.faults()
                .on("POST", "/threads/messages")
                .nth(1, Fault.afterEffect())
                .nth(2, Fault.withoutEffect());
        team.faults()
                .on("GET", "/threads/{threadId}/messages")
                .between(
                        1,
                        2,
                        Fault.afterEffect()
                                .realResponse()
                                .body(page -> page.replaceFirst("\"messages\":\\[.*\\]", "\"messages\":[]")));

        assertThat(run(withSettleTime(Duration.ofMinutes(10)), 1)).containsEntry("1", Outcome.SENT);

        assertThat(texts()).containsExactly("Hi 1!");
        assertThat(team.received(SEND)).isEqualTo(2);
    }

    /** Leaves behind a send from the first account whose result was never received. */
    private void leaveUnconfirmedSend(Fault fault) throws InterruptedException {
        leaveUnconfirmedSend(fault, IDS.get(0));
    }

    private void leaveUnconfirmedSend(Fault fault, AccountLinkId from) throws InterruptedException {
        Hold hold = new Hold();
        team.faults().on("POST", "/threads/messages").nth(1, fault.hold(hold));
        TestSubscriber<OutreachResult> cancelled = accounts.outreach()
                .to(prospect(1), "Hi 1!")
                .from(AccountRef.id(from))
                .checkpoint(store, "spring")
                .build()
                .run()
                .test();
        hold.awaitRequest();
        cancelled.cancel();
        hold.release();
        cancelled.assertEmpty();
        team.faults().clear();
    }

    private void listWithoutTheFirstAccount() {
        String rest = accounts.list().blockingGet().stream()
                .skip(1)
                .map(account ->
                        """
                        {"id": "%s", "platformId": "%s", "platform": "twitter", "platformUsername": "%s", "name": "%s",
                         "createdAt": "2026-01-01T00:00:00Z"}""".formatted(account.id(), account.platformId(), account.platformUsername(), account.name()))
                .collect(Collectors.joining(",", "{\"accountLinks\": [", "]}"));
        team.faults().on("GET", "/account-links").each(Fault.withoutEffect().respond(200, "application/json", rest));
    }

    @Test
    void sendsFromNoOtherAccountWhileTheFirstIsDisconnected() throws InterruptedException {
        leaveUnconfirmedSend(Fault.afterEffect().realResponse());
        listWithoutTheFirstAccount();
        team.time.advance(Duration.ofMinutes(30));
        // the lookup of a prospect lists only threads of connected accounts
        team.faults()
                .on("GET", "/prospects/lookup")
                .each(Fault.withoutEffect().respond(200, "application/json", "null"));
        assertThat(outreach(accounts, store, 1).plan().blockingGet().messages())
                .singleElement()
                .satisfies(planned -> assertThat(planned.outcome()).isEqualTo(Outcome.UNCONFIRMED));
        assertThat(run(accounts, 1)).containsEntry("1", Outcome.UNCONFIRMED);
        team.faults().clear();
        assertThat(accounts.refresh().blockingGet().accounts()).hasSize(3);
        assertThat(run(accounts, 1)).containsEntry("1", Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly("Hi 1!");
    }

    @Test
    void doesNotMistakeAThreadWithAnotherAccountForTheAttempt() throws InterruptedException {
        leaveUnconfirmedSend(Fault.withoutEffect().respond(500));
        team.sandbox.receive(IDS.get(2).value(), prospect(1).value(), "Hello");
        team.time.advance(Duration.ofMinutes(4));
        for (int i = 0; i < 2; i++) {
            OutreachResult result =
                    outreach(accounts, store, 1).run().singleOrError().blockingGet();
            assertThat(result.outcome()).isEqualTo(Outcome.THREAD_EXISTS);
            assertThat(result.account().id()).isEqualTo(IDS.get(2));
        }
        assertThat(texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void checksTheThreadOfTheAccountThatAttemptedTheSend(int attempted) throws InterruptedException {
        leaveUnconfirmedSend(Fault.afterEffect().realResponse(), IDS.get(attempted));
        team.sandbox.receive(IDS.get(1).value(), prospect(1).value(), "Hello");
        team.time.advance(Duration.ofMinutes(4));
        OutreachResult result =
                outreach(accounts, store, 1).run().singleOrError().blockingGet();
        assertThat(result.outcome()).isEqualTo(Outcome.ALREADY_SENT);
        assertThat(result.account().id()).isEqualTo(IDS.get(attempted));
    }

    @Test
    void retriesAnAttemptOnceItCertainlyHadNoEffect() throws InterruptedException {
        leaveUnconfirmedSend(Fault.withoutEffect().respond(500));
        team.time.advance(Duration.ofSeconds(30));
        assertThat(run(accounts, 1)).containsEntry("1", Outcome.UNCONFIRMED);
        team.time.advance(Duration.ofMinutes(3));
        assertThat(run(accounts, 1)).containsEntry("1", Outcome.SENT);
        assertThat(texts()).containsExactly("Hi 1!");
    }

    @Test
    void staysUnconfirmedUntilALaterRunCanCheckTheSend() throws InterruptedException {
        Accounts withoutRetries =
                RxInboxClient.create(team.clientWithoutRetries()).accounts();
        team.faults().on("POST", "/threads/messages").nth(1, Fault.afterEffect());
        team.faults()
                .on("GET", "/threads/lookup")
                .decide(request -> team.received(SEND) > 0
                        ? Optional.of(Fault.withoutEffect().respond(503))
                        : Optional.empty());
        OutreachResult result =
                outreach(withoutRetries, store, 1).run().singleOrError().blockingGet();
        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.failure()).isInstanceOf(InboxUnconfirmedException.class);
        assertThat(result.account()).isNotNull();
        assertThat(run(withoutRetries, 1)).containsEntry("1", Outcome.UNCONFIRMED);
        team.faults().clear();
        team.time.advance(Duration.ofMinutes(4));
        assertThat(run(withoutRetries, 1)).containsEntry("1", Outcome.ALREADY_SENT);
        assertThat(run(withoutRetries, 1)).containsEntry("1", Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly("Hi 1!");
        assertThat(team.received(SEND)).isEqualTo(1);
    }

    @Test
    void staysUnconfirmedWhileALaterRunCannotCheckTheSend() throws InterruptedException {
        leaveUnconfirmedSend(Fault.afterEffect().realResponse());
        team.time.advance(Duration.ofMinutes(4));
        Accounts withoutRetries =
                RxInboxClient.create(team.clientWithoutRetries()).accounts();
        team.faults().on("GET", "/prospects/lookup").each(Fault.withoutEffect().respond(503));
        OutreachResult result =
                outreach(withoutRetries, store, 1).run().singleOrError().blockingGet();
        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.failure()).isInstanceOf(InboxApiException.class);
        team.faults().clear();
        assertThat(run(withoutRetries, 1)).containsEntry("1", Outcome.ALREADY_SENT);
        assertThat(team.received(SEND)).isEqualTo(1);
    }

    @Test
    void failsFastOnAnUnconfirmedSend() throws InterruptedException {
        Accounts strict = RxInboxClient.create(team.clientWithoutRetries())
                .accounts(AccountsOptions.builder().failFast().build());
        team.faults().on("POST", "/threads/messages").each(Fault.withoutEffect().respond(500));
        team.drive(outreach(strict, store, 1, 2, 3, 4, 5, 6, 7, 8, 9).run().test())
                .assertError(InboxUnconfirmedException.class);
        assertThat(texts()).isEmpty();
    }

    @Test
    void reportsStoredOutcomesWhenNoAccountIsLeft() throws InterruptedException {
        assertThat(run(accounts, 1, 2)).containsValues(Outcome.SENT);
        team.faults().on("POST", "/threads/messages").each(Fault.withoutEffect().respond(403));
        Map<String, Outcome> all = run(accounts, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 1, 2);
        assertThat(all).containsEntry("1", Outcome.ALREADY_SENT).containsEntry("2", Outcome.ALREADY_SENT);
        assertThat(all.values().stream().filter(Outcome.NO_ACCOUNT::equals)).hasSize(2);
    }

    @Test
    void staysUnconfirmedWhenNoAccountIsLeft() throws InterruptedException {
        leaveUnconfirmedSend(Fault.afterEffect().realResponse());
        team.time.advance(Duration.ofMinutes(30));
        team.faults().on("POST", "/threads/messages").each(Fault.withoutEffect().respond(403));
        Map<String, Outcome> all = run(accounts, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 1);
        assertThat(all).containsEntry("1", Outcome.UNCONFIRMED);
    }

    @Test
    void rejectsAConcurrentRunOfTheSameOutreach() throws Exception {
        Hold hold = new Hold();
        team.faults()
                .on("POST", "/threads/messages")
                .nth(1, Fault.afterEffect().realResponse().hold(hold));
        TestSubscriber<OutreachResult> first =
                outreach(accounts, store, 1).run().test();
        hold.awaitRequest();
        outreach(accounts, store, 1)
                .run()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof IllegalStateException
                        && failure.getMessage().contains("outreach spring is already running"));
        // another store is another outreach
        outreach(accounts, StateStore.inMemory(), 2)
                .run()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertComplete();
        hold.release();
        first.awaitDone(60, TimeUnit.SECONDS).assertComplete();
        assertThat(run(accounts, 1)).containsEntry("1", Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactlyInAnyOrder("Hi 1!", "Hi 2!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"posted", "sending", "sending 2026-01-01T00:00:00Z", "sending soon acc_abc123", ""})
    void failsOnAnUnknownStoreEntry(String entry) {
        store.write("outreach spring " + prospect(1), entry);
        outreach(accounts, store, 1)
                .run()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof IllegalStateException
                        && failure.getMessage().contains("outreach spring " + prospect(1)));
        assertThat(team.received(SEND)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void finishesARunThatFailedRightAfterAnyWrite(int writes) throws InterruptedException {
        outreach(accounts, new FailingStateStore(store, writes, true), 1, 2, 3, 4)
                .run()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(IllegalStateException.class);
        var soon = run(accounts, 1, 2, 3, 4);
        team.time.advance(Duration.ofMinutes(4));
        assertThat(run(accounts, 1, 2, 3, 4))
                .doesNotContainValue(Outcome.UNCONFIRMED)
                .hasSameSizeAs(soon);
        assertThat(texts()).containsExactlyInAnyOrder("Hi 1!", "Hi 2!", "Hi 3!", "Hi 4!");
    }
}
