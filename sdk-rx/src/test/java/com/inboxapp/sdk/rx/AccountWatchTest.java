package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class AccountWatchTest {
    private final List<String> expectedTexts = new ArrayList<>();
    private int texts;

    private void receive(TeamSandbox team, AccountLinkId account, int prospect) {
        String text = "text " + texts++;
        team.time.advance(Duration.ofMillis(10));
        team.sandbox.receive(account.value(), String.valueOf(5_000 + prospect), text);
        expectedTexts.add(text);
    }

    private static List<String> texts(TestSubscriber<IncomingMessage> watch) {
        return watch.values().stream()
                .map(incoming -> incoming.message().text())
                .toList();
    }

    private static TestSubscriber<IncomingMessage> start(TeamSandbox team, AccountWatch watch) throws Exception {
        TestSubscriber<IncomingMessage> messages = watch.messages().test();
        team.time.awaitWaiting();
        return messages;
    }

    private static void tick(TeamSandbox team) throws Exception {
        team.time.awaitWaiting();
        team.time.advanceToNext();
        team.time.awaitWaiting();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 100})
    void deliversNewMessagesOfAllAccountsOnceWithOneRequestPerPoll(int accounts) throws Exception {
        try (TeamSandbox team = new TeamSandbox(accounts)) {
            List<AccountLinkId> ids = TeamSandbox.ids(accounts);
            receive(team, ids.get(0), 1);
            expectedTexts.clear();
            TestSubscriber<IncomingMessage> watch =
                    start(team, team.rx.accounts().watch().requestsPerMinute(1_000));
            for (int i = 0; i < 3; i++) {
                tick(team);
            }
            assertThat(team.received("GET /events")).isEqualTo(4);
            assertThat(team.received()).doesNotContain("GET /threads");
            for (AccountLinkId id : ids) {
                receive(team, id, 1);
            }
            receive(team, ids.get(0), 1);
            tick(team);
            assertThat(texts(watch)).containsExactlyInAnyOrderElementsOf(expectedTexts);
            long reads = team.received().stream()
                    .filter(line -> line.endsWith("/messages"))
                    .count();
            assertThat(reads).isBetween((long) accounts, accounts + 1L);
            tick(team);
            assertThat(watch.values()).hasSize(accounts + 1);
            watch.cancel();
        }
    }

    /** The messages of the failing thread are delivered once the server has recovered. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailingThreadDoesNotDelayOthers(boolean events) throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            if (!events) {
                team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(403));
            }
            AccountLinkId account = TeamSandbox.ids(2).get(0);
            receive(team, account, 1);
            String broken = team.rx
                    .threads()
                    .all(ListThreadsQuery.builder().build())
                    .blockingFirst()
                    .id()
                    .value();
            expectedTexts.clear();
            AtomicBoolean failing = new AtomicBoolean(true);
            team.faults()
                    .on("GET", "/threads/{threadId}/messages")
                    .decide(request -> failing.get() && request.path().contains(broken)
                            ? Optional.of(Fault.withoutEffect().respond(500))
                            : Optional.empty());
            StateStore store = StateStore.inMemory();
            AccountWatch settings =
                    team.rx.accounts().watch().requestsPerMinute(10_000).checkpoint(store, "bot");
            TestSubscriber<IncomingMessage> watch = start(team, settings);
            receive(team, account, 1);
            String missed = expectedTexts.remove(0);
            receive(team, account, 2);
            for (int i = 0; i < 4; i++) {
                tick(team);
            }
            receive(team, account, 3);
            for (int i = 0; i < 4; i++) {
                tick(team);
            }
            assertThat(texts(watch)).containsExactlyElementsOf(expectedTexts);

            watch.cancel();
            TestSubscriber<IncomingMessage> next = start(team, settings);
            failing.set(false);
            for (int i = 0; i < 4; i++) {
                tick(team);
            }
            assertThat(texts(next)).containsExactly(missed);
            next.cancel();
        }
    }

    @Test
    void skipsTheTeamsOwnMessages() throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            TestSubscriber<IncomingMessage> watch =
                    start(team, team.rx.accounts().watch());
            var unused = team.rx
                    .accounts()
                    .from("acmecorp")
                    .send(PlatformUserId.of("7"), "Hi")
                    .blockingGet();
            tick(team);
            watch.assertNoValues();
            watch.cancel();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void readsTheNewestThreadsWhenEventsAreUnavailable(int status) throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            AccountLinkId account = TeamSandbox.ids(2).get(1);
            team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(status));
            receive(team, account, 1);
            expectedTexts.clear();
            List<Throwable> transientErrors = new ArrayList<>();
            TestSubscriber<IncomingMessage> watch =
                    start(team, team.rx.accounts().watch().onTransientError(transientErrors::add));
            receive(team, account, 1);
            receive(team, account, 2);
            tick(team);
            receive(team, account, 1);
            tick(team);
            tick(team);
            assertThat(texts(watch)).containsExactlyInAnyOrderElementsOf(expectedTexts);
            assertThat(transientErrors).hasSize(1);
            assertThat(team.received("GET /events")).isEqualTo(1);
            watch.cancel();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversEachMessageOnceAcrossRestarts(boolean events) throws Exception {
        for (long seed = 1; seed <= 15; seed++) {
            Random random = new Random(seed);
            expectedTexts.clear();
            List<String> handled = new ArrayList<>();
            try (TeamSandbox team = new TeamSandbox(3)) {
                if (!events) {
                    team.faults()
                            .on("GET", "/events")
                            .each(Fault.withoutEffect().respond(403));
                }
                StateStore store = StateStore.inMemory();
                AccountWatch watch =
                        team.rx.accounts().watch().requestsPerMinute(10_000).checkpoint(store, "bot");
                TestSubscriber<IncomingMessage> running = start(team, watch);
                for (int step = 0; step < 40; step++) {
                    switch (random.nextInt(6)) {
                        case 0, 1, 2 -> receive(team, TeamSandbox.ids(3).get(random.nextInt(3)), random.nextInt(4));
                        case 3 -> {
                            handled.addAll(texts(running));
                            running.cancel();
                            running = start(team, watch);
                        }
                        default -> tick(team);
                    }
                }
                tick(team);
                tick(team);
                handled.addAll(texts(running));
                running.cancel();
            }
            assertThat(handled).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(expectedTexts);
        }
    }

    @Test
    void redeliversAMessageBeingHandledAfterARestart() throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            AccountWatch watch = team.rx.accounts().watch().checkpoint(StateStore.inMemory(), "bot");
            List<String> started = new ArrayList<>();
            TestObserver<Void> first = watch.handle(incoming -> {
                        team.time.changed(() -> started.add(incoming.message().text()));
                        return started.size() < 2 ? Completable.complete() : Completable.never();
                    })
                    .test();
            team.time.awaitWaiting();
            for (int i = 0; i < 3; i++) {
                receive(team, TeamSandbox.ids(2).get(0), 1);
            }
            team.time.advanceToNext();
            team.time.await("the second message is being handled", () -> started.size() == 2);
            first.dispose();
            assertThat(started).isEqualTo(expectedTexts.subList(0, 2));

            List<String> redelivered = new ArrayList<>();
            TestObserver<Void> second = watch.handle(incoming -> Completable.fromAction(
                            () -> redelivered.add(incoming.message().text())))
                    .test();
            team.time.awaitWaiting();
            assertThat(redelivered).isEqualTo(expectedTexts.subList(1, 3));
            second.dispose();
        }
    }

    @Test
    void theSavedPositionNeverMovesBackDuringAConcurrentWrite() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayContinue = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        List<Long> positions = new CopyOnWriteArrayList<>();
        StateStore delegate = StateStore.inMemory();
        StateStore slow = new StateStore() {
            @Override
            public Optional<String> read(String key) {
                return delegate.read(key);
            }

            @Override
            public void write(String key, String value) {
                if (done.compareAndSet(true, false)) {
                    writing.countDown();
                    awaitQuietly(mayContinue);
                }
                delegate.write(key, value);
                positions.add(WatchPosition.parse(key, value).seq());
            }
        };
        try (TeamSandbox team = new TeamSandbox(2)) {
            receive(team, TeamSandbox.ids(2).get(0), 0);
            CompletableSubject handled = CompletableSubject.create();
            TestObserver<Void> watch = team.rx
                    .accounts()
                    .watch()
                    .checkpoint(slow, "bot")
                    .handle(incoming -> handled)
                    .test();
            team.time.awaitWaiting();
            receive(team, TeamSandbox.ids(2).get(0), 1);
            tick(team);
            Thread other = new Thread(() -> {
                done.set(true);
                handled.onComplete();
            });
            other.start();
            writing.await();

            // the team's own message moves the position, but is not handled
            var unused = team.rx
                    .accounts()
                    .from(AccountRef.id(TeamSandbox.ids(2).get(0)))
                    .send(PlatformUserId.of("5001"), "Hi")
                    .blockingGet();
            tick(team);
            tick(team);
            mayContinue.countDown();
            other.join();

            assertThat(positions).isSorted();
            watch.dispose();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void neverExceedsItsRequestsPerMinute() throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            TestSubscriber<IncomingMessage> watch =
                    start(team, team.rx.accounts().watch().requestsPerMinute(5));
            for (int i = 0; i < 20; i++) {
                receive(team, TeamSandbox.ids(2).get(0), i);
            }
            int before = team.received().size();
            long start = team.time.nanoTime();
            while (watch.values().size() < 20) {
                tick(team);
            }
            long minutes = Duration.ofNanos(team.time.nanoTime() - start).toMinutes() + 1;
            long requests = team.received().stream()
                    .skip(before)
                    .filter(line -> !line.equals("GET /account-links"))
                    .count();
            assertThat(requests).isLessThanOrEqualTo(5 * (minutes + 1));
            assertThat(texts(watch)).containsExactlyInAnyOrderElementsOf(expectedTexts);
            watch.cancel();
        }
    }

    @Test
    void requestsNothingWithoutDemandAndFailsWhenTheClientIsClosed() throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            TestSubscriber<IncomingMessage> watch =
                    team.rx.accounts().watch().messages().test(0);
            assertThat(team.received()).isEmpty();
            watch.request(1);
            team.time.awaitWaiting();
            team.inbox.close();
            watch.awaitDone(60, TimeUnit.SECONDS).assertError(InboxClosedException.class);
        }
    }

    @Test
    void failsWhenTheHandlerFailsAndRedeliversTheMessage() throws Exception {
        try (TeamSandbox team = new TeamSandbox(2)) {
            AccountWatch watch = team.rx.accounts().watch().checkpoint(StateStore.inMemory(), "bot");
            TestObserver<Void> handling = watch.handle(incoming -> Completable.error(new IllegalStateException("no")))
                    .test();
            team.time.awaitWaiting();
            receive(team, TeamSandbox.ids(2).get(0), 1);
            team.time.advanceToNext();
            handling.awaitDone(60, TimeUnit.SECONDS).assertError(IllegalStateException.class);
            TestSubscriber<IncomingMessage> redelivered = start(team, watch);
            assertThat(texts(redelivered)).isEqualTo(expectedTexts);
            redelivered.cancel();
        }
    }
}
