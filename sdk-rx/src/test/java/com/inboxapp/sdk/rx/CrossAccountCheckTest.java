package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountsException;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class CrossAccountCheckTest {
    private static final PlatformUserId PROSPECT = PlatformUserId.of("7");

    private static List<AccountLinkId> accountsOf(List<AccountThread> found) {
        return found.stream().map(thread -> thread.accountLink().id()).toList();
    }

    private static void hideProspect(TeamSandbox team) {
        team.faults()
                .on("GET", "/prospects/lookup")
                .each(Fault.withoutEffect().respond(200, "application/json", "null"));
    }

    private static void failFor(TeamSandbox team, AccountLinkId account, int status) {
        team.faults()
                .on("GET", "/threads/lookup")
                .decide(request -> account.value().equals(request.query().get("accountLinkId"))
                        ? Optional.of(Fault.withoutEffect().respond(status))
                        : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 100})
    void findsTheThreadsOfAllAccountsInAccountOrder(int size) {
        Random random = new Random(size);
        for (boolean prospectKnown : new boolean[] {true, false}) {
            try (TeamSandbox team = new TeamSandbox(size)) {
                List<AccountLinkId> expected = new ArrayList<>();
                for (AccountLinkId id : TeamSandbox.ids(size)) {
                    if (random.nextInt(3) == 0) {
                        expected.add(id);
                        team.sandbox.receive(id.value(), PROSPECT.value(), "Hi");
                    }
                }
                if (!prospectKnown) {
                    hideProspect(team);
                }
                Accounts accounts = team.rx.accounts();
                assertThat(accountsOf(accounts.findAllThreads(PROSPECT).toList().blockingGet()))
                        .isEqualTo(expected);
                if (!prospectKnown) {
                    assertThat(team.received("GET /threads/lookup")).isEqualTo(size);
                } else if (!expected.isEmpty()) {
                    assertThat(team.received()).containsExactly("GET /account-links", "GET /prospects/lookup");
                }
                AccountThread any = accounts.findAnyThread(PROSPECT).blockingGet();
                assertThat(any == null ? List.of() : List.of(any.accountLink().id()))
                        .isEqualTo(expected.stream().limit(1).toList());
            }
        }
    }

    @Test
    void stopsCheckingAccountsOnceAThreadIsFound() {
        try (TeamSandbox team = new TeamSandbox(100)) {
            team.sandbox.receive(TeamSandbox.ids(1).get(0).value(), PROSPECT.value(), "Hi");
            hideProspect(team);
            assertThat(team.rx.accounts().findAnyThread(PROSPECT).blockingGet()).isNotNull();
            assertThat(team.received("GET /threads/lookup")).isLessThan(100);
        }
    }

    @Test
    void findsThreadsByUsernameWithOneRequest() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            team.sandbox.receive(TeamSandbox.ids(3).get(2).value(), PROSPECT.value(), "Hi");
            String username = team.inbox
                    .prospects()
                    .lookup(PROSPECT)
                    .execute()
                    .orElseThrow()
                    .username();
            Accounts accounts = team.rx.accounts();
            assertThat(accountsOf(
                            accounts.findAllThreads("@" + username).toList().blockingGet()))
                    .containsExactly(TeamSandbox.ids(3).get(2));
            assertThat(accounts.findAnyThread("nobody_at_all").blockingGet()).isNull();
            assertThat(team.received("GET /threads/lookup-by-username")).isEqualTo(2);
            assertThat(team.received("GET /threads/lookup")).isZero();
        }
    }

    @Test
    void reportsFailedAccountsAndStillFindsTheThreadsOfTheOthers() {
        try (TeamSandbox team = new TeamSandbox(3)) {
            List<AccountLinkId> ids = TeamSandbox.ids(3);
            hideProspect(team);
            failFor(team, ids.get(0), 403);
            Accounts accounts = team.rx.accounts();
            assertThatThrownBy(() -> accounts.findAnyThread(PROSPECT).blockingGet())
                    .isInstanceOfSatisfying(
                            InboxAccountsException.class,
                            failure -> assertThat(failure.failures()).containsOnlyKeys(ids.get(0)));
            team.sandbox.receive(ids.get(2).value(), PROSPECT.value(), "Hi");
            TestSubscriber<AccountThread> found = accounts.findAllThreads(PROSPECT)
                    .test()
                    .awaitDone(60, TimeUnit.SECONDS)
                    .assertError(InboxAccountsException.class);
            assertThat(accountsOf(found.values())).containsExactly(ids.get(2));
            assertThat(accounts.findAnyThread(PROSPECT)
                            .blockingGet()
                            .accountLink()
                            .id())
                    .isEqualTo(ids.get(2));

            Accounts strict =
                    team.rx.accounts(AccountsOptions.builder().failFast().build());
            strict.findAllThreads(PROSPECT)
                    .test()
                    .awaitDone(60, TimeUnit.SECONDS)
                    .assertError(InboxApiException.Forbidden.class);
        }
    }

    @Test
    void failsForAThreadOfAnotherAccountAndNamesTheParameterAndTheOption() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            team.sandbox.receive(TeamSandbox.ids(1).get(0).value(), PROSPECT.value(), "Hi");
            hideProspect(team);
            team.faults()
                    .on("GET", "/threads/lookup")
                    .each(
                            Fault.withoutEffect()
                                    .respond(
                                            200,
                                            "application/json",
                                            "{\"thread\":{\"id\":\"thread_1\",\"accountLinkId\":\"acc_other\",\"prospect\":{\"platformId\":\"7\","
                                                    + "\"username\":\"x\"},\"done\":false,\"createdAt\":\"2025-01-01T00:00:00.000Z\"}}"));
            assertThatThrownBy(() -> team.rx.accounts().findAnyThread(PROSPECT).blockingGet())
                    .isInstanceOf(InboxAccountException.class)
                    .hasMessageContaining("accountLinkId")
                    .hasMessageContaining("NameSet.REFERENCE");
        }
    }
}
