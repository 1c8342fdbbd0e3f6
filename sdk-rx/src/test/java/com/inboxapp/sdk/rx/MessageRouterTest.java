package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.RoutingResult.Outcome;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.FileStateStore;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class MessageRouterTest {
    private static final AccountLinkId SALES = TeamSandbox.ids(2).get(0);
    private static final AccountLinkId SUPPORT = TeamSandbox.ids(2).get(1);
    private static final String HELLO = "Hi! I'm from the support team. Let me help you with this issue.";
    private static final Keywords KEYWORDS = Keywords.anyOf("help", "issue", "problem", "not working", "bug");

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final Accounts accounts = team.rx.accounts();
    private final AtomicInteger done = new AtomicInteger();
    private final Completable count = Completable.fromAction(done::incrementAndGet);

    /** Returns a message from a prospect to an account, as a watch emits it. */
    private IncomingMessage incoming(AccountLinkId account, String prospect, String text) {
        team.sandbox.receive(account.value(), prospect, text);
        return newest(account, prospect);
    }

    private IncomingMessage newest(AccountLinkId account, String prospect) {
        InboxThread thread = team.rx
                .threads()
                .all(ListThreadsQuery.builder().accountLinkId(account).build())
                .filter(candidate -> candidate.prospect().platformId().value().equals(prospect))
                .blockingFirst();
        Message message = team.rx
                .messages()
                .all(thread.id(), ListMessagesQuery.builder().build())
                .blockingFirst();
        return new IncomingMessage(accounts.find(AccountRef.id(account)).blockingGet(), thread, message);
    }

    /** Returns the routeIncomingMessage of the guide as a router. */
    private MessageRouter guide(StateStore store) {
        return accounts.router()
                .when(
                        "support issue at sales",
                        m -> m.account().id().equals(SALES)
                                && KEYWORDS.matches(m.message().text()),
                        accounts.handOver(AccountRef.id(SUPPORT), HELLO))
                .checkpoint(store, "router")
                .build();
    }

    private MessageRouter counting(StateStore store) {
        return accounts.router()
                .when("all", m -> true, m -> count)
                .checkpoint(store, "router")
                .build();
    }

    private static Outcome outcome(MessageRouter router, IncomingMessage incoming) {
        return router.route(incoming).blockingGet().outcome();
    }

    @Test
    void handsOverASupportIssueToTheSupportAccountWithOneSend() {
        MessageRouter router = guide(StateStore.inMemory());

        assertThat(outcome(router, incoming(SALES, "7", "It is not working"))).isEqualTo(Outcome.HANDLED);
        assertThat(outcome(router, incoming(SALES, "8", "I like debugging"))).isEqualTo(Outcome.UNMATCHED);
        assertThat(outcome(router, incoming(SUPPORT, "9", "Help!"))).isEqualTo(Outcome.UNMATCHED);

        assertThat(team.sandbox.sentMessages())
                .extracting(SandboxMessage::accountLinkId, SandboxMessage::text)
                .containsExactly(tuple(SUPPORT.value(), HELLO));
        assertThat(team.received("POST /threads/messages")).isEqualTo(1);
    }

    @Test
    void sendsNothingWhenHandingOverToTheSameAccount() {
        MessageRouter router = accounts.router()
                .when("all", m -> true, accounts.handOver(AccountRef.id(SALES), HELLO))
                .build();
        assertThat(outcome(router, incoming(SALES, "7", "Help"))).isEqualTo(Outcome.HANDLED);
        assertThat(team.received("POST /threads/messages")).isZero();
    }

    @Test
    void neverRoutesTheTeamsOwnMessages() {
        var unused = accounts.from(AccountRef.id(SALES))
                .send(PlatformUserId.of("7"), "I can help")
                .blockingGet();
        assertThat(outcome(counting(StateStore.inMemory()), newest(SALES, "7"))).isEqualTo(Outcome.OWN_MESSAGE);
        assertThat(done).hasValue(0);
    }

    @Test
    void neverRoutesMessagesBetweenTheTeamsAccounts() {
        PlatformUserId support =
                accounts.find(AccountRef.id(SUPPORT)).blockingGet().platformId();
        IncomingMessage incoming = incoming(SALES, support.value(), "Help");
        assertThat(incoming.isInbound()).isTrue();
        assertThat(outcome(counting(StateStore.inMemory()), incoming)).isEqualTo(Outcome.OWN_MESSAGE);
    }

    @Test
    void appliesTheFirstMatchingRule() {
        MessageRouter router = accounts.router()
                .when("never", m -> false, m -> Completable.error(new IllegalStateException()))
                .when("first", m -> true, m -> count)
                .when("second", m -> true, m -> Completable.error(new IllegalStateException()))
                .build();
        assertThat(router.route(incoming(SALES, "7", "Hi")).blockingGet().rule())
                .isEqualTo("first");
        assertThat(done).hasValue(1);
    }

    @Test
    void routesAMessageOnceWhenCalledConcurrently() {
        IncomingMessage incoming = incoming(SALES, "7", "Hi");
        for (int i = 0; i < 200; i++) {
            done.set(0);
            MessageRouter router = counting(StateStore.inMemory());
            List<Outcome> outcomes = Flowable.range(0, 8)
                    .flatMapSingle(n -> router.route(incoming).subscribeOn(Schedulers.io()))
                    .map(RoutingResult::outcome)
                    .toList()
                    .blockingGet();
            assertThat(done).hasValue(1);
            assertThat(outcomes).containsOnlyOnce(Outcome.HANDLED).contains(Outcome.ALREADY_ROUTED);
        }
    }

    @Test
    void routesAMessageOnceWhenTwoRoutersShareAStore() {
        StateStore store = StateStore.inMemory();
        IncomingMessage incoming = incoming(SALES, "7", "Hi");
        CompletableSubject action = CompletableSubject.create();
        MessageRouter first = accounts.router()
                .when("all", m -> true, m -> action)
                .checkpoint(store, "router")
                .build();
        TestObserver<RoutingResult> inFlight = first.route(incoming).test();
        assertThat(action.hasObservers()).isTrue();

        assertThat(outcome(counting(store), incoming)).isEqualTo(Outcome.ALREADY_ROUTED);
        assertThat(outcome(counting(StateStore.inMemory()), incoming)).isEqualTo(Outcome.HANDLED);
        assertThat(done).hasValue(1);

        action.onComplete();
        inFlight.assertValue(routed -> routed.outcome() == Outcome.HANDLED);
    }

    /** The store is slow: the disposed router determines that the message is new only after another one has routed it. */
    @Test
    void aDisposedRouterDoesNotActOnAMessageRoutedByAnother() {
        StateStore store = StateStore.inMemory();
        IncomingMessage incoming = incoming(SALES, "7", "Hi");
        AtomicInteger late = new AtomicInteger();
        SerialDisposable first = new SerialDisposable();
        MessageRouter router = accounts.router()
                .when(
                        "all",
                        m -> {
                            first.dispose();
                            assertThat(outcome(counting(store), m)).isEqualTo(Outcome.HANDLED);
                            return true;
                        },
                        m -> Completable.fromAction(late::incrementAndGet))
                .checkpoint(store, "router")
                .build();
        router.route(incoming).subscribe(new SingleObserver<>() {
            @Override
            public void onSubscribe(Disposable disposable) {
                first.set(disposable);
            }

            @Override
            public void onSuccess(RoutingResult routed) {
                late.incrementAndGet();
            }

            @Override
            public void onError(Throwable failure) {
                late.incrementAndGet();
            }
        });
        assertThat(done).hasValue(1);
        assertThat(late).hasValue(0);
        assertThat(store.read("routed router " + incoming.message().id())).contains("done all");
    }

    @Test
    void routesAMessageOnceAcrossRestarts(@TempDir Path folder) {
        IncomingMessage incoming = incoming(SALES, "7", "Hi");
        for (int start = 0; start < 3; start++) {
            try (FileStateStore store = FileStateStore.open(folder.resolve("routed"))) {
                assertThat(outcome(counting(store), incoming))
                        .isEqualTo(start == 0 ? Outcome.HANDLED : Outcome.ALREADY_ROUTED);
            }
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void reportsAnInterruptedActionAsUnconfirmedAndDoesNotRetryIt() {
        StateStore store = StateStore.inMemory();
        IncomingMessage incoming = incoming(SALES, "7", "Hi");
        CompletableSubject never = CompletableSubject.create();
        accounts.router()
                .when("all", m -> true, m -> never)
                .checkpoint(store, "router")
                .build()
                .route(incoming)
                .test()
                .dispose();
        assertThat(never.hasObservers()).isFalse();
        RoutingResult routed = counting(store).route(incoming).blockingGet();
        assertThat(routed.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(routed.rule()).isEqualTo("all");
        assertThat(done).hasValue(0);
    }

    @Test
    void retriesAFailedActionButNotAnUnconfirmedSend() {
        StateStore store = StateStore.inMemory();
        IncomingMessage failed = incoming(SALES, "7", "help");
        team.faults()
                .on("POST", "/threads/messages")
                .nth(1, Fault.withoutEffect().respond(403));
        assertThat(outcome(guide(store), failed)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(guide(store), failed)).isEqualTo(Outcome.HANDLED);

        team.faults().clear();
        team.faults().on("POST", "/threads/messages").nth(1, Fault.afterEffect());
        IncomingMessage lost = incoming(SALES, "8", "help");
        RoutingResult routed = guide(store).route(lost).blockingGet();
        assertThat(routed.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(routed.failure()).isInstanceOf(InboxUnconfirmedException.class);
        assertThat(outcome(guide(store), lost)).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(team.sandbox.sentMessages()).hasSize(2);
    }

    /** A failing server may have sent the message: only a lookup could tell. */
    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void doesNotRetryAHandOverAfterAServerError(int status) {
        StateStore store = StateStore.inMemory();
        for (boolean effect : new boolean[] {false, true}) {
            team.faults().clear();
            team.faults()
                    .on("POST", "/threads/messages")
                    .nth(1, (effect ? Fault.afterEffect() : Fault.withoutEffect()).respond(status));
            IncomingMessage incoming = incoming(SALES, effect ? "7" : "8", "help");
            assertThat(outcome(guide(store), incoming)).isEqualTo(Outcome.UNCONFIRMED);
            assertThat(outcome(guide(store), incoming)).isEqualTo(Outcome.UNCONFIRMED);
            assertThat(team.sandbox.sentMessages()).hasSize(effect ? 1 : 0);
        }
        assertThat(team.received("POST /threads/messages")).isEqualTo(2);
    }

    @Test
    void reportsAWrappedUnconfirmedSendAsUnconfirmed() {
        team.faults().on("POST", "/threads/messages").each(Fault.afterEffect());
        MessageRouter router = accounts.router()
                .when(
                        "all",
                        m -> true,
                        m -> Completable.mergeArrayDelayError(
                                accounts.handOver(AccountRef.id(SUPPORT), HELLO)
                                        .apply(m)
                                        .onErrorResumeNext(e -> Completable.error(new IllegalStateException(e))),
                                Completable.error(new IllegalStateException("another"))))
                .build();
        IncomingMessage incoming = incoming(SALES, "7", "help");
        assertThat(outcome(router, incoming)).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(outcome(router, incoming)).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(team.sandbox.sentMessages()).hasSize(1);
    }

    @Test
    void theBoundedStoreKeepsTheMostRecentlyWrittenEntries() {
        StateStore recent = StateStore.inMemory(MessageRouter.MAX_REMEMBERED);
        recent.write("a", "begun");
        for (int i = 1; i < MessageRouter.MAX_REMEMBERED; i++) {
            recent.write("n" + i, "done");
        }
        recent.write("a", "done");
        recent.write("b", "done");
        assertThat(recent.read("a")).contains("done");
        assertThat(recent.read("n1")).isEmpty();
    }

    @Test
    void failsAHandOverToAnOfflineAccountWithoutSending() {
        team.sandbox.setAccountStatus(SUPPORT.value(), "offline");
        RoutingResult routed =
                guide(StateStore.inMemory()).route(incoming(SALES, "7", "help")).blockingGet();
        assertThat(routed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(routed.failure()).isInstanceOf(InboxAccountException.class);
        assertThat(team.received("POST /threads/messages")).isZero();
    }

    @Test
    void reportsAThrowingRuleAsAFailureAndRoutesOtherMessages() {
        MessageRouter router = accounts.router()
                .when("one word", m -> m.message().text().split(" ", -1)[1].isEmpty(), m -> count)
                .when("all", m -> true, m -> count)
                .build();
        Flowable<IncomingMessage> both = Flowable.just(incoming(SALES, "7", "bad"), incoming(SALES, "8", "not bad"));
        assertThat(router.route(both).map(RoutingResult::outcome).toList().blockingGet())
                .containsExactly(Outcome.FAILED, Outcome.HANDLED);
    }

    @Test
    void doesNotActWhenTheStoreCannotBeWritten() {
        StateStore full = new StateStore() {
            @Override
            public Optional<String> read(String key) {
                return Optional.empty();
            }

            @Override
            public void write(String key, String value) {
                throw new IllegalStateException("full");
            }
        };
        counting(full)
                .route(incoming(SALES, "7", "Hi"))
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(IllegalStateException.class);
        assertThat(done).hasValue(0);
    }

    @Test
    void rejectsDuplicateRuleNamesAndARouterWithoutRules() {
        MessageRouter.Builder builder = accounts.router().when("a", m -> true, m -> count);
        assertThatThrownBy(() -> builder.when("a", m -> true, m -> count))
                .hasMessageContaining("unique, non-blank name");
        assertThatThrownBy(() -> accounts.router().build()).hasMessageContaining("at least one rule");
        assertThatThrownBy(() -> accounts.handOver(AccountRef.id(SALES), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
