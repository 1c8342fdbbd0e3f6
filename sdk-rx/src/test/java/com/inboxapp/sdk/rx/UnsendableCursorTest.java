package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxDecodingException;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadId;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cursors of a server that cannot be sent back to it. */
@ExtendWith(UndeliverableErrors.class)
class UnsendableCursorTest {
    private static final String TIME = "2026-01-01T00:00:00.000Z";
    private static final AccountLinkId ACCOUNT = WatchFixture.ACCOUNT;

    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private final TeamSandbox team = fixture.team;

    static Stream<String> cursors() {
        return Stream.of("\"\\ud83d\"", "\"a\\udc00b\"", "\"\\ude00\\ud83d\"", "\"\"", "null", "{}", "[]")
                .flatMap(part -> Stream.of(
                        "{\"id\":" + part + ",\"timestamp\":\"" + TIME + "\"}",
                        "{\"id\":\"1\",\"timestamp\":" + part + "}"));
    }

    private void respondWith(String path, String page) {
        team.faults().on("GET", path).each(EventServer.json(page));
    }

    private static void assertFails(Flowable<?> stream, String operation) {
        stream.test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof InboxDecodingException decoding
                        && decoding.operation().equals(operation));
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void failsPagersAndOperationsBuiltOnThemWithAnSdkException(String cursor) {
        respondWith("/threads", "{\"threads\":[],\"nextCursor\":" + cursor + "}");
        respondWith(
                "/threads/{threadId}/messages",
                "{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":" + cursor + "}");
        Accounts accounts = team.rx.accounts();
        ListThreadsQuery query = ListThreadsQuery.builder().build();
        Pager<?> pager = team.rx.threads().pager(query);

        assertFails(pager.items(), "threads.list");
        assertFails(pager.pages(), "threads.list");
        assertThatThrownBy(() -> pager.iterable().forEach(item -> {})).isInstanceOf(InboxDecodingException.class);
        assertFails(accounts.mergedInbox(query), "threads.list");
        assertFails(accounts.metrics(InboxView.DEFAULT).toFlowable(), "threads.list");
        assertFails(
                team.rx
                        .messages()
                        .all(
                                ThreadId.of("thread_1"),
                                ListMessagesQuery.builder().build()),
                "messages.list");
        accounts.mergedInbox(query, AccountRef.id(ACCOUNT))
                .test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(InboxException.class);
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void failsAWatchWithAnSdkException(String cursor) throws Exception {
        for (String path : List.of("/threads", "/threads/{threadId}/messages")) {
            team.faults().clear();
            if (path.equals("/threads")) {
                fixture.disableEvents();
            }
            TestSubscriber<IncomingMessage> watch = fixture.start(fixture.watch());
            respondWith(
                    path, "{\"threadId\":\"thread_1\",\"threads\":[],\"messages\":[],\"nextCursor\":" + cursor + "}");
            team.threads(ACCOUNT, 100, 1);

            team.time.advanceToNext();

            watch.awaitDone(20, TimeUnit.SECONDS);
            watch.assertError(InboxDecodingException.class);
        }
    }
}
