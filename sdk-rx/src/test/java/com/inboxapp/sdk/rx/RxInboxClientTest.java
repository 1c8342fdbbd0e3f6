package com.inboxapp.sdk.rx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.InboxConnectionException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.observers.TestObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(UndeliverableErrors.class)
class RxInboxClientTest {
    private static final AccountLinkId SALES = AccountLinkId.of("acc_abc123");

    private final InboxSandbox sandbox = InboxSandbox.builder().unlimited().start();
    private final InboxClient inbox = InboxClient.builder()
            .baseUrl(sandbox.baseUrl())
            .apiToken("sandbox-token")
            .build();
    private final RxInboxClient rx = RxInboxClient.create(inbox);

    @AfterEach
    void close() {
        inbox.close();
        sandbox.close();
    }

    /** Runs the guide's first sample, which warms up the server and logs one request. */
    @BeforeEach
    void listAccounts() {
        assertThat(rx.accountLinks().list().blockingGet().accountLinks()).hasSize(2);
    }

    private int requestsSoFar() {
        return sandbox.requests().size() - 1;
    }

    @ParameterizedTest
    @EnumSource
    void listsAllThreadsOfAnAccountInEveryCursorFormat(CursorFormat format) {
        try (InboxClient other = InboxClient.builder()
                .baseUrl(sandbox.baseUrl())
                .apiToken("sandbox-token")
                .cursorFormat(format)
                .build()) {
            ListThreadsQuery query = ListThreadsQuery.builder()
                    .accountLinkId(SALES)
                    .inboxView(InboxView.DEFAULT)
                    .limit(37)
                    .build();
            List<ThreadId> expected = plainPager(query);
            int before = sandbox.requests().size();

            List<ThreadId> ids = RxInboxClient.create(other)
                    .threads()
                    .all(query)
                    .map(InboxThread::id)
                    .toList()
                    .blockingGet();

            assertThat(ids)
                    .hasSizeGreaterThanOrEqualTo(250)
                    .doesNotHaveDuplicates()
                    .isEqualTo(expected);
            // and a last check of the first page
            assertThat(sandbox.requests().size() - before).isEqualTo((ids.size() + 36) / 37 + 1);
        }
    }

    private List<ThreadId> plainPager(ListThreadsQuery query) {
        List<ThreadId> ids = new ArrayList<>();
        @Nullable ListThreadsQuery next = query;
        while (next != null) {
            ThreadPage page = inbox.threads().list(next).execute();
            page.threads().forEach(thread -> ids.add(thread.id()));
            next = page.nextCursor() == null
                    ? null
                    : next.toBuilder().cursor(page.nextCursor()).build();
        }
        return ids;
    }

    @Test
    void sendsOneRequestForOneThread() {
        rx.threads().all(ListThreadsQuery.builder().build()).take(1).test().awaitCount(1);

        assertThat(requestsSoFar()).isEqualTo(1);
    }

    @Test
    void requestsPagesOnDemand() {
        rx.threads()
                .pager(ListThreadsQuery.builder().accountLinkId(SALES).limit(10).build())
                .pages()
                .take(2)
                .test()
                .awaitDone(60, SECONDS)
                .assertValueCount(2)
                .assertValueAt(1, page -> page.items().size() == 10);

        assertThat(requestsSoFar()).isEqualTo(2);
    }

    @Test
    void usesTheMaxPageSizeByDefault() {
        rx.threads().all(ListThreadsQuery.builder().build()).take(1).test().awaitCount(1);
        rx.threads()
                .all(ListThreadsQuery.builder().limit(7).build())
                .take(1)
                .test()
                .awaitCount(1);

        assertThat(sandbox.requests()).extracting(ReceivedRequest::rawQuery).endsWith("limit=100", "limit=7");
    }

    @Test
    void rejectsANullQueryByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rx.threads().all(null))
                .withMessageContaining("query");
        assertThat(requestsSoFar()).isZero();
    }

    @Test
    void pagesThroughTheMessagesOfAThread() {
        InboxThread thread = rx.threads()
                .all(ListThreadsQuery.builder().accountLinkId(SALES).build())
                .blockingFirst();

        long one = rx.messages()
                .all(thread.id(), ListMessagesQuery.builder().limit(1).build())
                .count()
                .blockingGet();
        int whole = rx.messages().list(thread.id()).blockingGet().messages().size();

        assertThat(one).isEqualTo(whole).isPositive();
    }

    @Test
    void returnsAnEmptyMaybeForANullResponse() {
        rx.prospects()
                .lookup(PlatformUserId.of("1"))
                .test()
                .awaitDone(60, SECONDS)
                .assertComplete()
                .assertNoValues();
    }

    @Test
    void returnsACompletableForAResponseWithoutContent() {
        Tag tag = rx.tags()
                .create(CreateTagRequest.builder().name("from the stream").build())
                .blockingGet();

        assertThat(rx.tags().delete(tag.id()).blockingAwait(10, SECONDS)).isTrue();
        assertThat(rx.tags().list().blockingGet()).extracting(Tag::id).doesNotContain(tag.id());
    }

    @Test
    void sendsARequestPerSubscription() {
        var list = rx.tags().list();
        assertThat(requestsSoFar()).isZero();

        assertThat(list.blockingGet()).isEqualTo(list.blockingGet());

        assertThat(requestsSoFar()).isEqualTo(2);
    }

    @Test
    void failsWithTheExceptionOfAnErrorResponse() {
        TestObserver<InboxThread> observer =
                rx.threads().get(ThreadId.of("nosuchthread")).test().awaitDone(60, SECONDS);

        observer.assertError(e -> e instanceof InboxApiException.NotFound notFound
                && notFound.code().equals("THREAD_NOT_FOUND")
                && notFound.operation().equals("threads.get"));
    }

    @Test
    void failsWhenTheServerIsUnreachable() {
        sandbox.close();

        rx.tags().list().test().awaitDone(60, SECONDS).assertError(InboxConnectionException.class);
    }

    @Test
    void failsWithoutARequestOnAClosedClient() {
        inbox.close();

        Flowable<InboxThread> all = rx.threads().all(ListThreadsQuery.builder().build());

        all.test().awaitDone(60, SECONDS).assertError(InboxClosedException.class);
        assertThat(requestsSoFar()).isZero();
    }
}
