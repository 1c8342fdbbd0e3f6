package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With calls for several accounts in flight, every operation terminates once and leaves no undeliverable error. */
@ExtendWith(UndeliverableErrors.class)
class AccountsTerminationTest {
    private static final int ACCOUNTS = 10;

    private record Operation(
            String name, String method, String path, int requestsInFlight, Function<RxInboxClient, Flowable<?>> run) {
        @Override
        public String toString() {
            return name;
        }
    }

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(ACCOUNTS);

    private final Hold hold = new Hold();

    @AfterEach
    void release() {
        hold.release();
    }

    static Stream<Operation> operations() {
        AccountRef[] some = TeamSandbox.ids(4).stream().map(AccountRef::id).toArray(AccountRef[]::new);
        return Stream.of(
                new Operation(
                        "list",
                        "GET",
                        "/account-links",
                        1,
                        rx -> rx.accounts().refresh().toFlowable()),
                new Operation(
                        "metrics",
                        "GET",
                        "/threads",
                        8,
                        rx -> rx.accounts()
                                .metricsUpdates(
                                        MetricsQuery.builder().perAccount().build())),
                new Operation(
                        "findAllThreads",
                        "GET",
                        "/threads/lookup",
                        8,
                        rx -> rx.accounts().findAllThreads(PlatformUserId.of("4000000000"))),
                new Operation(
                        "findAnyThread",
                        "GET",
                        "/threads/lookup",
                        8,
                        rx -> rx.accounts()
                                .findAnyThread(PlatformUserId.of("4000000000"))
                                .toFlowable()),
                new Operation(
                        "mergedInbox",
                        "GET",
                        "/threads",
                        4,
                        rx -> rx.accounts()
                                .mergedInbox(ListThreadsQuery.builder().build(), some)),
                new Operation(
                        "outreach checks",
                        "GET",
                        "/prospects/lookup",
                        8,
                        rx -> outreach(rx).run()),
                new Operation(
                        "outreach sends",
                        "POST",
                        "/threads/messages",
                        8,
                        rx -> outreach(rx).run()),
                new Operation(
                        "outreach plan",
                        "GET",
                        "/prospects/lookup",
                        8,
                        rx -> outreach(rx).plan().toFlowable()),
                new Operation(
                        "watch",
                        "GET",
                        "/events",
                        1,
                        rx -> rx.accounts().watch().messages()),
                new Operation(
                        "eventStream",
                        "GET",
                        "/events",
                        1,
                        rx -> rx.eventStream().signals()));
    }

    private static Outreach outreach(RxInboxClient rx) {
        Outreach.Builder builder = rx.accounts().outreach();
        for (int i = 0; i < 2 * ACCOUNTS; i++) {
            builder.to(PlatformUserId.of(String.valueOf(4_000_000_000L + i)), "Hi!");
        }
        return builder.checkpoint(StateStore.inMemory(), "spring").build();
    }

    private TestSubscriber<?> startAndAwaitRequests(Operation operation) throws InterruptedException {
        CountDownLatch received = new CountDownLatch(operation.requestsInFlight);
        team.faults().on(operation.method, operation.path).decide(request -> {
            received.countDown();
            return Optional.of(Fault.afterEffect().realResponse().hold(hold));
        });
        TestSubscriber<?> stream = operation.run.apply(team.rx).test();
        assertThat(received.await(60, TimeUnit.SECONDS))
                .as("requests in flight: %s", team.received())
                .isTrue();
        return stream;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void closingTheClientTerminatesEachOperationOnce(Operation operation) throws InterruptedException {
        TestSubscriber<?> stream = startAndAwaitRequests(operation);
        team.inbox.close();
        stream.awaitDone(60, TimeUnit.SECONDS).assertError(InboxClosedException.class);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void emitsNothingAfterCancellation(Operation operation) throws InterruptedException {
        TestSubscriber<?> stream = startAndAwaitRequests(operation);
        int items = stream.values().size();
        stream.cancel();
        hold.release();
        assertThat(stream.values()).hasSize(items);
        stream.assertNotComplete().assertNoErrors();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void failsImmediatelyOnAClosedClient(Operation operation) {
        team.inbox.close();
        operation.run.apply(team.rx).test().awaitDone(60, TimeUnit.SECONDS).assertError(InboxClosedException.class);
        assertThat(team.received()).isEmpty();
    }
}
