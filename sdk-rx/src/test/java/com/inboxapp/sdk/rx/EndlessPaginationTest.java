package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every loop over pages stops with an error if the pages of the server never end. */
@ExtendWith(UndeliverableErrors.class)
class EndlessPaginationTest {
    private static final String TIME = "2026-01-01T00:00:00.000Z";
    private static final String THREAD =
            "{\"id\":\"thread_1\",\"accountLinkId\":\"acc_abc123\",\"done\":false,\"prospect\":{\"platformId\":\"5\","
                    + "\"username\":\"jordan\"},\"createdAt\":\"" + TIME
                    + "\",\"computedSortTimestamp\":\"2027-01-01T00:00:00.000Z\"}";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    /** Pages of events that always claim that there are more. */
    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture no mutable state
    enum Events {
        EMPTY(after -> "{\"events\":[],\"hasMore\":true,\"lastSeq\":null}"),
        EMPTY_WITH_REQUESTED_NUMBER(after -> "{\"events\":[],\"hasMore\":true,\"lastSeq\":" + after + "}"),
        EMPTY_WITH_RISING_NUMBERS(after -> "{\"events\":[],\"hasMore\":true,\"lastSeq\":" + (after + 1) + "}"),
        SAME_EVENT(after -> "{\"events\":[" + event(1) + "],\"hasMore\":true,\"lastSeq\":1}");

        private final Function<Long, String> response;

        Events(Function<Long, String> response) {
            this.response = response;
        }
    }

    /** Pages of threads that always have a next cursor. */
    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture no mutable state
    enum Threads {
        SAME_CURSOR(number -> threads("", 1)),
        ALTERNATING_CURSORS(number -> threads(THREAD, 1 + (number + 1) % 2)),
        EMPTY_WITH_NEW_CURSORS(number -> threads("", number + 1)),
        SAME_THREAD_WITH_NEW_CURSORS(number -> threads(THREAD, number + 1));

        private final Function<Integer, String> response;

        Threads(Function<Integer, String> response) {
            this.response = response;
        }
    }

    private static String event(long seq) {
        return "{\"id\":\"event_" + seq + "\",\"seq\":" + seq
                + ",\"teamId\":\"team_1\",\"type\":\"tag.created\",\"timestamp\":\"" + TIME + "\",\"version\":\"1.0\"}";
    }

    private static String threads(String threads, int cursor) {
        return "{\"threads\":[" + threads + "],\"nextCursor\":" + cursor(cursor) + "}";
    }

    private static String cursor(int number) {
        return "{\"id\":\"" + number + "\",\"timestamp\":\"" + TIME + "\"}";
    }

    private static Fault json(String body) {
        return Fault.withoutEffect().respond(200, "application/json", body);
    }

    private static int number(ReceivedRequest request, String parameter) {
        return Integer.parseInt(request.query().getOrDefault(parameter, "0").toString());
    }

    private void respondWith(Events events) {
        team.faults()
                .on("GET", "/events")
                .decide(request -> Optional.of(json(events.response.apply((long) number(request, "afterSeq")))));
    }

    private void respondWith(Threads threads) {
        team.faults()
                .on("GET", "/threads")
                .decide(request -> Optional.of(json(threads.response.apply(number(request, "cursorId")))));
    }

    private static void assertStops(Flowable<?> stream, String operation) {
        stream.test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof InboxPaginationException
                        && failure.getMessage().startsWith(operation + ": "));
    }

    @ParameterizedTest
    @EnumSource
    void stopsAnEventStream(Events events) throws Exception {
        respondWith(events);

        TestSubscriber<EventSignal> stream = team.rx.eventStream(0).signals().test();
        for (int i = 0; events == Events.EMPTY_WITH_RISING_NUMBERS && i < EventReader.MAX_EMPTY_PAGES / 2; i++) {
            // each gap is requested again after a delay
            team.time.awaitWaiting();
            team.time.advanceToNext();
        }

        stream.awaitDone(10, TimeUnit.SECONDS).assertError(InboxPaginationException.class);
        assertThat(team.received("GET /events")).isLessThanOrEqualTo(EventReader.MAX_EMPTY_PAGES);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAnEventStreamFromNow(Events events) {
        respondWith(events);

        assertStops(team.rx.eventStream().fromNow().signals(), "events.list");

        assertThat(team.received("GET /events")).isLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAStartingWatch(Events events) {
        respondWith(events);

        assertStops(team.rx.accounts().watch().requestsPerMinute(10_000).messages(), "events.list");

        assertThat(team.received("GET /events")).isLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void stopsARunningWatch(Events events) throws Exception {
        TestSubscriber<IncomingMessage> watch =
                team.rx.accounts().watch().requestsPerMinute(10_000).messages().test();
        team.time.awaitWaiting();
        respondWith(events);
        team.threads(TeamSandbox.ids(1).get(0), 100, 1);

        team.time.advanceToNext();

        watch.awaitDone(20, TimeUnit.SECONDS).assertError(InboxPaginationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAWatchThatReadsTheThreadList(Threads threads) throws Exception {
        team.threads(TeamSandbox.ids(1).get(0), 100, 1);
        team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(403));
        TestSubscriber<IncomingMessage> watch =
                team.rx.accounts().watch().requestsPerMinute(10_000).messages().test();
        team.time.awaitWaiting();
        team.faults().clear();
        respondWith(threads);

        team.time.advanceToNext();

        watch.awaitDone(20, TimeUnit.SECONDS).assertError(InboxPaginationException.class);
        assertThat(team.received("GET /threads")).isLessThanOrEqualTo(1_010);
    }

    @ParameterizedTest
    @EnumSource
    void stopsPagersAndOperationsBuiltOnThem(Threads threads) {
        respondWith(threads);
        Accounts accounts = team.rx.accounts();
        ListThreadsQuery query = ListThreadsQuery.builder().build();

        assertStops(team.rx.threads().all(query), "threads.list");
        assertStops(accounts.mergedInbox(query), "threads.list");
        assertStops(accounts.metrics(InboxView.DEFAULT).toFlowable(), "threads.list");
        assertThat(accounts.metrics(MetricsQuery.builder()
                                .views(InboxView.DEFAULT)
                                .accounts(AccountRef.id(TeamSandbox.ids(1).get(0)))
                                .perAccount()
                                .build())
                        .blockingGet()
                        .failures())
                .hasSize(1)
                .allSatisfy((account, failure) -> assertThat(failure).isInstanceOf(InboxPaginationException.class));
    }

    /** The thread has more pages of messages than a watch reads, or an endless series of empty ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reportsTheThreadWhoseNewMessagesWereNotAllRead(boolean empty) throws Exception {
        List<Throwable> transientErrors = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = team.rx
                .accounts()
                .watch()
                .requestsPerMinute(10_000)
                .onTransientError(transientErrors::add)
                .messages()
                .test();
        team.time.awaitWaiting();
        team.faults().on("GET", "/threads/{threadId}/messages").decide(request -> {
            int number = number(request, "cursorId");
            return Optional.of(json("{\"threadId\":\"thread_1\",\"messages\":[" + (empty ? "" : message(number))
                    + "],\"nextCursor\":" + cursor(number + 1) + "}"));
        });
        team.threads(TeamSandbox.ids(1).get(0), 100, 1);

        team.time.advanceToNext();
        team.time.awaitWaiting();

        assertThat(transientErrors)
                .singleElement()
                .satisfies(transientError -> assertThat(transientError)
                        .hasMessageContaining("thread")
                        .hasMessageContaining("20 pages"));
        assertThat(team.received().stream().filter(line -> line.endsWith("/messages")))
                .hasSize(20);
        watch.assertNoErrors().cancel();
    }

    private static String message(int number) {
        return "{\"id\":\"message_" + number
                + "\",\"threadId\":\"thread_1\",\"text\":\"Hi\",\"authorId\":\"5\",\"createdAt\":\"" + TIME + "\"}";
    }

    @Test
    void continuesAfterAnEmptyPageOfMessages() throws Exception {
        TestSubscriber<IncomingMessage> watch =
                team.rx.accounts().watch().messages().test();
        team.time.awaitWaiting();
        team.faults()
                .on("GET", "/threads/{threadId}/messages")
                .decide(request -> request.query().containsKey("cursorId")
                        ? Optional.empty()
                        : Optional.of(json("{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":{\"id\":\"zzz\","
                                + "\"timestamp\":\"2027-01-01T00:00:00.000Z\"}}")));
        team.threads(TeamSandbox.ids(1).get(0), 100, 1);

        team.time.advanceToNext();
        team.time.awaitWaiting();

        watch.assertValueCount(1).cancel();
    }
}
