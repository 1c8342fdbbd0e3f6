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

/** With calls about several accounts under way, every helper ends once, and no second failure reaches nobody. */
@ExtendWith(UndeliverableErrors.class)
class AccountsEndTest {
    private static final int ACCOUNTS = 10;

    private record Helper(
            String name, String method, String path, int underWay, Function<RxInboxClient, Flowable<?>> run) {
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

    static Stream<Helper> helpers() {
        AccountRef[] some = TeamSandbox.ids(4).stream().map(AccountRef::id).toArray(AccountRef[]::new);
        return Stream.of(
                new Helper(
                        "list",
                        "GET",
                        "/account-links",
                        1,
                        rx -> rx.accounts().refresh().toFlowable()),
                new Helper(
                        "metrics",
                        "GET",
                        "/threads",
                        8,
                        rx -> rx.accounts()
                                .metricsUpdates(
                                        MetricsQuery.builder().perAccount().build())),
                new Helper(
                        "findAllThreads",
                        "GET",
                        "/threads/lookup",
                        8,
                        rx -> rx.accounts().findAllThreads(PlatformUserId.of("4000000000"))),
                new Helper(
                        "findAnyThread",
                        "GET",
                        "/threads/lookup",
                        8,
                        rx -> rx.accounts()
                                .findAnyThread(PlatformUserId.of("4000000000"))
                                .toFlowable()),
                new Helper(
                        "mergedInbox",
                        "GET",
                        "/threads",
                        4,
                        rx -> rx.accounts()
                                .mergedInbox(ListThreadsQuery.builder().build(), some)),
                new Helper(
                        "outreach checks",
                        "GET",
                        "/prospects/lookup",
                        8,
                        rx -> outreach(rx).run()),
                new Helper(
                        "outreach sends",
                        "POST",
                        "/threads/messages",
                        8,
                        rx -> outreach(rx).run()),
                new Helper(
                        "outreach plan",
                        "GET",
                        "/prospects/lookup",
                        8,
                        rx -> outreach(rx).plan().toFlowable()),
                new Helper(
                        "watch",
                        "GET",
                        "/events",
                        1,
                        rx -> rx.accounts().watch().messages()),
                new Helper(
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

    private TestSubscriber<?> underWay(Helper helper) throws InterruptedException {
        CountDownLatch received = new CountDownLatch(helper.underWay);
        team.faults().on(helper.method, helper.path).decide(request -> {
            received.countDown();
            return Optional.of(Fault.afterEffect().realResponse().hold(hold));
        });
        TestSubscriber<?> stream = helper.run.apply(team.rx).test();
        assertThat(received.await(60, TimeUnit.SECONDS))
                .as("requests under way: %s", team.received())
                .isTrue();
        return stream;
    }

    @ParameterizedTest
    @MethodSource("helpers")
    void closingTheClientEndsEachHelperOnce(Helper helper) throws InterruptedException {
        TestSubscriber<?> stream = underWay(helper);
        team.inbox.close();
        stream.awaitDone(60, TimeUnit.SECONDS).assertError(InboxClosedException.class);
    }

    @ParameterizedTest
    @MethodSource("helpers")
    void oneThatIsCancelledSaysNothingMore(Helper helper) throws InterruptedException {
        TestSubscriber<?> stream = underWay(helper);
        int items = stream.values().size();
        stream.cancel();
        hold.release();
        assertThat(stream.values()).hasSize(items);
        stream.assertNotComplete().assertNoErrors();
    }

    @ParameterizedTest
    @MethodSource("helpers")
    void aClosedClientEndsEachHelperAtOnce(Helper helper) {
        team.inbox.close();
        helper.run.apply(team.rx).test().awaitDone(60, TimeUnit.SECONDS).assertError(InboxClosedException.class);
        assertThat(team.received()).isEmpty();
    }
}
