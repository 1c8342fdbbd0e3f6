package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountException.Reason;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds accounts and sends from them. */
@ExtendWith(UndeliverableErrors.class)
class AccountDirectoryTest {
    private static final AccountLinkId SUPPORT = TeamSandbox.ids(2).get(1);
    private static final PlatformUserId PROSPECT = PlatformUserId.of("7");

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(3);

    private final Accounts accounts = team.rx.accounts(AccountsOptions.builder()
            .purpose("Support", AccountRef.handle("@ACMEsupport"))
            .build());

    private long listRequests() {
        return team.received("GET /account-links");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acmesupport", "@acmesupport", "@AcmeSupport", " @ACMESUPPORT "})
    void findsAnAccountByHandleWithOrWithoutPrefixInAnyCase(String handle) {
        assertThat(accounts.find(AccountRef.handle(handle)).blockingGet().id()).isEqualTo(SUPPORT);
    }

    @Test
    void findsAnAccountByIdAndByPurpose() {
        assertThat(accounts.find(AccountRef.id(SUPPORT)).blockingGet().id()).isEqualTo(SUPPORT);
        assertThat(accounts.find(AccountRef.purpose("SUPPORT")).blockingGet().id())
                .isEqualTo(SUPPORT);
        assertThat(listRequests()).isEqualTo(1);
    }

    @Test
    void reloadsOnceForAnUnknownAccountAndListsTheHandlesInTheError() {
        var unused = accounts.list().blockingGet();
        assertThatThrownBy(() -> accounts.find(AccountRef.handle("nobody")).blockingGet())
                .isInstanceOfSatisfying(
                        InboxAccountException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN))
                .hasMessageContaining("@nobody")
                .hasMessageContaining("@acmecorp, @acmesupport");
        assertThat(listRequests()).isEqualTo(2);
        assertThatThrownBy(() -> accounts.find(AccountRef.purpose("sales")).blockingGet())
                .hasMessageContaining("purpose");
    }

    @Test
    void findsAnAccountConnectedAfterTheListWasCached() {
        var unused = accounts.list().blockingGet();
        team.sandbox.connectAccount("acc_new", "424242", "acme_new");
        assertThat(accounts.find(AccountRef.handle("acme_new")).blockingGet().id())
                .isEqualTo(AccountLinkId.of("acc_new"));
        assertThat(listRequests()).isEqualTo(2);
    }

    @Test
    void cachesTheListForAMinuteAndSharesOneRequestBetweenCallers() {
        for (int i = 0; i < 3; i++) {
            var unused = accounts.list().blockingGet();
        }
        assertThat(listRequests()).isEqualTo(1);
        team.time.advance(Duration.ofSeconds(61));
        var unused = Flowable.range(0, 20)
                .flatMapSingle(n -> accounts.list())
                .toList()
                .blockingGet();
        assertThat(listRequests()).isEqualTo(2);
    }

    @Test
    void doesNotCacheAFailure() {
        team.faults().on("GET", "/account-links").nth(1, Fault.withoutEffect().respond(403));
        assertThatThrownBy(() -> accounts.list().blockingGet()).hasMessageContaining("403");
        assertThat(accounts.list().blockingGet()).hasSize(3);
    }

    static Stream<Function<Accounts, Flowable<?>>> operationsThatNeedAnAccount() {
        return Stream.of(
                a -> a.find(AccountRef.handle("acmecorp")).toFlowable(),
                a -> a.from("acmecorp").send(PROSPECT, "Hi").toFlowable(),
                a -> a.findAnyThread(PROSPECT).toFlowable(),
                a -> a.findAllThreads("somebody"),
                a -> a.mergedInbox(ListThreadsQuery.builder().build()),
                a -> a.outreach()
                        .to(PROSPECT, "Hi")
                        .checkpoint(StateStore.inMemory(), "x")
                        .build()
                        .run(),
                a -> a.outreach()
                        .to(PROSPECT, "Hi")
                        .checkpoint(StateStore.inMemory(), "x")
                        .build()
                        .plan()
                        .toFlowable());
    }

    @ParameterizedTest
    @MethodSource("operationsThatNeedAnAccount")
    void pointsToTheDashboardWhenNoAccountIsConnected(Function<Accounts, Flowable<?>> operation) {
        team.faults()
                .on("GET", "/account-links")
                .each(Fault.withoutEffect().respond(200, "application/json", "{\"accountLinks\":[]}"));
        operation
                .apply(accounts)
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof InboxAccountException none
                        && none.reason() == Reason.NONE_CONNECTED
                        && none.getMessage().contains("dashboard"));
        assertThat(team.received()).containsOnly("GET /account-links");
        assertThat(accounts.list().blockingGet()).isEmpty();
        assertThat(accounts.metrics(InboxView.DEFAULT).blockingGet().total(InboxView.DEFAULT))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "paused"})
    void rejectsSendingFromAnAccountThatCannotSend(String status) {
        team.sandbox.setAccountStatus(SUPPORT.value(), status);
        assertThatThrownBy(
                        () -> accounts.from("acmesupport").send(PROSPECT, "Hi").blockingGet())
                .isInstanceOf(InboxAccountException.class)
                .hasMessageContaining(status);
        assertThatThrownBy(() -> accounts.from("nobody").send(PROSPECT, "Hi").blockingGet())
                .isInstanceOf(InboxAccountException.class);
        assertThat(team.received("POST /threads/messages")).isZero();
    }

    @Test
    void sendsOnceFromTheAccountWithTheHandle() {
        var unused = accounts.from("@acmesupport").send(PROSPECT, "Hi").blockingGet();
        assertThat(team.sandbox.sentMessages())
                .singleElement()
                .satisfies(sent -> assertThat(sent.accountLinkId()).isEqualTo(SUPPORT.value()));
        assertThat(team.received()).containsExactly("GET /account-links", "POST /threads/messages");
    }

    @Test
    void doesNotRetryASendWhoseResponseIsLost() {
        team.faults().on("POST", "/threads/messages").each(Fault.afterEffect());
        assertThatThrownBy(() -> accounts.from("acmecorp").send(PROSPECT, "Hi").blockingGet())
                .isInstanceOf(InboxUnconfirmedException.class);
        assertThat(team.received("POST /threads/messages")).isEqualTo(1);
    }

    @Test
    void rejectsInvalidHandlesPurposesAndTexts() {
        for (String handle : List.of("", "@", "a b", "a/b")) {
            assertThatThrownBy(() -> AccountRef.handle(handle)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> AccountRef.purpose(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> accounts.from("acmecorp").send(PROSPECT, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
