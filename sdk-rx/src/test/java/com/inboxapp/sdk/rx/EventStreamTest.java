package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(UndeliverableErrors.class)
class EventStreamTest {
    private static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final StateStore store = StateStore.inMemory();
    private int prospects = 100;

    private void createEvents(int count) {
        team.threads(ACCOUNT, prospects, count);
        prospects += count;
    }

    private List<Long> listed() {
        return team.inbox.events().list(ListEventsQuery.builder().limit(1_000).build()).execute().events().stream()
                .map(Event::seq)
                .toList();
    }

    private static List<Long> numbers(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .map(signal -> ((EventSignal.Received) signal).event().seq())
                .toList();
    }

    private long requests() {
        return team.received("GET /events");
    }

    /** Advances to the next poll and returns once its response has been processed. Returns the delay before the poll. */
    private Duration tick() throws InterruptedException {
        team.time.awaitWaiting();
        Duration waited = team.time.advanceToNext();
        team.time.awaitWaiting();
        return waited;
    }

    @Test
    void emitsEachEventOnceInOrderIncludingLaterOnes() throws Exception {
        createEvents(3);
        List<Long> before = listed();
        TestSubscriber<EventSignal> stream = team.rx.eventStream().signals().test();
        team.time.awaitWaiting();
        assertThat(numbers(stream)).isEqualTo(before);
        createEvents(2);
        tick();
        assertThat(numbers(stream)).isEqualTo(listed()).doesNotHaveDuplicates();
        stream.cancel();
    }

    @Test
    void startsAfterAKnownEvent() throws Exception {
        createEvents(3);
        List<Long> all = listed();
        TestSubscriber<EventSignal> after =
                team.rx.eventStream(all.get(1)).signals().test();
        team.time.awaitWaiting();
        assertThat(numbers(after)).isEqualTo(all.subList(2, all.size()));
        after.cancel();
    }

    @Test
    void startsFromNow() throws Exception {
        createEvents(3);
        List<Long> all = listed();
        TestSubscriber<EventSignal> now =
                team.rx.eventStream().fromNow().signals().test();
        team.time.awaitWaiting();
        now.assertNoValues();
        createEvents(1);
        tick();
        assertThat(numbers(now)).isNotEmpty().isEqualTo(listed().subList(all.size(), listed().size()));
        now.cancel();
    }

    @Test
    void pollsLessOftenWhileNothingHappens() throws Exception {
        TestSubscriber<EventSignal> stream = team.rx
                .eventStream()
                .pollInterval(Duration.ofSeconds(2), Duration.ofSeconds(30))
                .signals()
                .test();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            waits.add(tick().toSeconds());
        }
        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 30L, 30L, 30L);
        createEvents(1);
        tick();
        assertThat(tick()).isEqualTo(Duration.ofSeconds(2));
        stream.cancel();
    }

    @Test
    void resumesFromACheckpoint() throws Exception {
        createEvents(5);
        List<Long> all = listed();
        TestSubscriber<EventSignal> first =
                team.rx.eventStream().checkpoint(store, "crm").signals().test(4);
        first.awaitCount(4).cancel();
        TestSubscriber<EventSignal> second =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        team.time.awaitWaiting();
        assertThat(numbers(first)).isEqualTo(all.subList(0, 4));
        assertThat(numbers(second)).isEqualTo(all.subList(4, all.size()));
        second.cancel();
    }

    @Test
    void reportsAGapForEventsBeyondRetention() throws Exception {
        createEvents(2);
        long known = listed().get(0);
        long last = listed().get(listed().size() - 1);
        store.write("crm", known + " " + team.time.now());
        team.time.advance(Duration.ofDays(8));
        createEvents(1);
        long first = listed().get(0);
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        tick();
        assertThat(stream.values().get(0))
                .isEqualTo(new EventSignal.Gap(known + 1, first - 1, EventSignal.Reason.RETENTION));
        assertThat(first - 1).isGreaterThanOrEqualTo(last);
        stream.cancel();
    }

    @RepeatedTest(20)
    void pollsForDeliveriesAheadButNotForDeliveriesInOrder() throws Exception {
        createEvents(1);
        PublishProcessor<Event> webhook = PublishProcessor.create();
        TestSubscriber<EventSignal> stream = team.rx
                .eventStream()
                .pollInterval(Duration.ofMinutes(1), Duration.ofMinutes(1))
                .mergeWebhooks(webhook)
                .signals()
                .test();
        team.time.awaitWaiting();
        int known = stream.values().size();
        long expectedRequests = requests();
        createEvents(2);
        List<Event> events = team.inbox
                .events()
                .list(ListEventsQuery.builder().limit(1_000).build())
                .execute()
                .events();
        expectedRequests++;
        webhook.onNext(events.get(known));
        stream.awaitCount(known + 1);
        assertThat(requests()).isEqualTo(expectedRequests);
        webhook.onNext(events.get(known));
        webhook.onNext(events.get(events.size() - 1));
        stream.awaitCount(events.size());
        assertThat(numbers(stream)).isEqualTo(events.stream().map(Event::seq).toList());
        assertThat(requests()).isEqualTo(expectedRequests + 1);
        stream.cancel();
        assertThat(webhook.hasSubscribers()).isFalse();
    }

    @Test
    void reportsTransientErrorsAndFailsOnOthers() throws Exception {
        List<Throwable> transientErrors = new ArrayList<>();
        createEvents(1);
        List<Long> all = listed();
        team.faults().on("GET", "/events").nth(1, Fault.withoutEffect().respond(500));
        TestSubscriber<EventSignal> stream = RxInboxClient.create(team.clientWithoutRetries())
                .eventStream()
                .onTransientError(transientErrors::add)
                .signals()
                .test();
        team.time.awaitWaiting();
        stream.assertNoValues();
        tick();
        assertThat(numbers(stream)).isEqualTo(all);
        assertThat(transientErrors).singleElement().isInstanceOf(InboxApiException.ServerError.class);
        team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(401));
        team.time.advanceToNext();
        stream.awaitDone(60, TimeUnit.SECONDS).assertError(InboxApiException.class);
    }

    @Test
    void requestsNothingWithoutDemandAndFailsWhenTheClientIsClosed() throws Exception {
        TestSubscriber<EventSignal> stream = team.rx.eventStream().signals().test(0);
        assertThat(requests()).isZero();
        stream.request(1);
        team.time.awaitWaiting();
        team.inbox.close();
        stream.awaitDone(60, TimeUnit.SECONDS).assertError(InboxClosedException.class);
    }

    @Test
    void rejectsAnInvalidCheckpointByName() {
        store.write("crm", "not a number");
        team.rx
                .eventStream()
                .checkpoint(store, "crm")
                .signals()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof IllegalArgumentException
                        && failure.getMessage().contains("crm"));
        assertThat(requests()).isZero();
    }

    @Test
    void rejectsInvalidSettings() {
        assertThatThrownBy(() -> team.rx.eventStream(-1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> team.rx.eventStream().pollInterval(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("min must be");
        assertThatThrownBy(() -> team.rx.eventStream().pollInterval(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("max must be");
    }
}
