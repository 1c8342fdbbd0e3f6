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

/** Servers whose answers do not come to an end: whatever reads them in a loop stops, and says so. */
@ExtendWith(UndeliverableErrors.class)
class EndlessAnswersTest {
    private static final String TIME = "2026-01-01T00:00:00.000Z";
    private static final String THREAD =
            "{\"id\":\"thread_1\",\"accountLinkId\":\"acc_abc123\",\"done\":false,\"prospect\":{\"platformId\":\"5\","
                    + "\"username\":\"jordan\"},\"createdAt\":\"" + TIME
                    + "\",\"computedSortTimestamp\":\"2027-01-01T00:00:00.000Z\"}";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    /** What a server may answer about events that says that there are more of them. */
    @SuppressWarnings("ImmutableEnumChecker") // of lambdas that hold nothing which changes
    enum Events {
        NONE(after -> "{\"events\":[],\"hasMore\":true,\"lastSeq\":null}"),
        NONE_AND_THE_NUMBER_ASKED_WITH(after -> "{\"events\":[],\"hasMore\":true,\"lastSeq\":" + after + "}"),
        NONE_AND_EVER_HIGHER_NUMBERS(after -> "{\"events\":[],\"hasMore\":true,\"lastSeq\":" + (after + 1) + "}"),
        THE_SAME(after -> "{\"events\":[" + event(1) + "],\"hasMore\":true,\"lastSeq\":1}");

        private final Function<Long, String> answer;

        Events(Function<Long, String> answer) {
            this.answer = answer;
        }
    }

    /** What a server may answer about threads that names another page for ever. */
    @SuppressWarnings("ImmutableEnumChecker") // of lambdas that hold nothing which changes
    enum Threads {
        THE_SAME_CURSOR(number -> threads("", 1)),
        TWO_CURSORS(number -> threads(THREAD, 1 + (number + 1) % 2)),
        NONE_AND_FRESH_CURSORS(number -> threads("", number + 1)),
        THE_SAME_AND_FRESH_CURSORS(number -> threads(THREAD, number + 1));

        private final Function<Integer, String> answer;

        Threads(Function<Integer, String> answer) {
            this.answer = answer;
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

    private void answer(Events events) {
        team.faults()
                .on("GET", "/events")
                .decide(request -> Optional.of(json(events.answer.apply((long) number(request, "afterSeq")))));
    }

    private void answer(Threads threads) {
        team.faults()
                .on("GET", "/threads")
                .decide(request -> Optional.of(json(threads.answer.apply(number(request, "cursorId")))));
    }

    private static void assertStops(Flowable<?> stream, String operation) {
        stream.test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof InboxPaginationException
                        && failure.getMessage().startsWith(operation + ": "));
    }

    @ParameterizedTest
    @EnumSource
    void aFollowOfEventsStops(Events events) throws Exception {
        answer(events);

        TestSubscriber<EventSignal> stream = team.rx.eventStream(0).signals().test();
        for (int i = 0; events == Events.NONE_AND_EVER_HIGHER_NUMBERS && i < EventReader.MAX_EMPTY_PAGES / 2; i++) {
            // each gap is asked about again after a while
            team.time.awaitWaiting();
            team.time.advanceToNext();
        }

        stream.awaitDone(10, TimeUnit.SECONDS).assertError(InboxPaginationException.class);
        assertThat(team.received("GET /events")).isLessThanOrEqualTo(EventReader.MAX_EMPTY_PAGES);
    }

    @ParameterizedTest
    @EnumSource
    void aFollowFromNowOnStops(Events events) {
        answer(events);

        assertStops(team.rx.eventStream().fromNow().signals(), "events.list");

        assertThat(team.received("GET /events")).isLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatBeginsStops(Events events) {
        answer(events);

        assertStops(team.rx.accounts().watch().requestsPerMinute(10_000).messages(), "events.list");

        assertThat(team.received("GET /events")).isLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatIsUnderWayStops(Events events) throws Exception {
        TestSubscriber<IncomingMessage> watch =
                team.rx.accounts().watch().requestsPerMinute(10_000).messages().test();
        team.time.awaitWaiting();
        answer(events);
        team.threads(TeamSandbox.ids(1).get(0), 100, 1);

        team.time.advanceToNext();

        watch.awaitDone(20, TimeUnit.SECONDS).assertError(InboxPaginationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatReadsTheListOfThreadsStops(Threads threads) throws Exception {
        team.threads(TeamSandbox.ids(1).get(0), 100, 1);
        team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(403));
        TestSubscriber<IncomingMessage> watch =
                team.rx.accounts().watch().requestsPerMinute(10_000).messages().test();
        team.time.awaitWaiting();
        team.faults().clear();
        answer(threads);

        team.time.advanceToNext();

        watch.awaitDone(20, TimeUnit.SECONDS).assertError(InboxPaginationException.class);
        assertThat(team.received("GET /threads")).isLessThanOrEqualTo(1_010);
    }

    @ParameterizedTest
    @EnumSource
    void walksAndWhatIsMadeOfThemStop(Threads threads) {
        answer(threads);
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

    /** One thread with more pages than a watch reads, or with pages that do not end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWatchSaysOfWhichThreadItDidNotReadAllThatIsNew(boolean empty) throws Exception {
        List<Throwable> problems = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = team.rx
                .accounts()
                .watch()
                .requestsPerMinute(10_000)
                .onTransientError(problems::add)
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

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).hasMessageContaining("thread").hasMessageContaining("20 pages"));
        assertThat(team.received().stream().filter(line -> line.endsWith("/messages")))
                .hasSize(20);
        watch.assertNoErrors().cancel();
    }

    private static String message(int number) {
        return "{\"id\":\"message_" + number
                + "\",\"threadId\":\"thread_1\",\"text\":\"Hi\",\"authorId\":\"5\",\"createdAt\":\"" + TIME + "\"}";
    }

    @Test
    void aWatchGoesOnBehindAnEmptyPageOfMessages() throws Exception {
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
