package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxDecodingException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread or message that does not match the documentation of the API does not prevent others from being read. */
@ExtendWith(UndeliverableErrors.class)
class UnreadableThreadsTest {
    private static final Pattern THREAD_ID = Pattern.compile("\"threadId\":\"([^\"]+)\"");
    private static final AccountLinkId ACCOUNT = WatchFixture.ACCOUNT;

    @RegisterExtension
    final WatchFixture fixture = new WatchFixture();

    private final TeamSandbox team = fixture.team;
    private final List<Throwable> transientErrors = fixture.transientErrors;

    /** Receives a message soon enough for several to precede one poll. */
    private void receive(int prospect, String text) throws InterruptedException {
        var unused = fixture.receive(Duration.ofMillis(10), prospect, text);
    }

    private TestSubscriber<IncomingMessage> watch() throws Exception {
        return fixture.start(fixture.watch());
    }

    @Test
    void mergedInboxSkipsAnUnreadableThreadWithAWarning() {
        team.threads(ACCOUNT, 100, 5);
        List<InboxThread> all = team.rx
                .threads()
                .all(ListThreadsQuery.builder().build())
                .toList()
                .blockingGet();
        String unreadableId = all.get(2).id().value();
        fixture.change(
                "/threads",
                body -> body.replace("{\"id\":\"" + unreadableId + "\"", "{\"number\":\"" + unreadableId + "\""));
        List<PagerWarning> warnings = new ArrayList<>();
        Accounts accounts = team.rx.accounts(
                AccountsOptions.builder().onWarning(warnings::add).build());
        for (AccountRef[] refs : new AccountRef[][] {{}, {AccountRef.id(ACCOUNT)}}) {
            warnings.clear();
            long before = team.received("GET /threads");

            List<InboxThread> threads = accounts.mergedInbox(
                            ListThreadsQuery.builder().build(), refs)
                    .toList()
                    .blockingGet();

            assertThat(threads)
                    .extracting(InboxThread::id)
                    .containsExactlyElementsOf(all.stream()
                            .map(InboxThread::id)
                            .filter(id -> !id.value().equals(unreadableId))
                            .toList());
            assertThat(warnings).containsExactly(PagerWarning.UNREADABLE_ITEMS_LEFT_OUT);
            assertThat(team.received("GET /threads") - before).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"page\":[]}",
                "{\"threads\":{},\"nextCursor\":null}",
                "{\"threads\":[],\"nextCursor\":{\"id\":5}}",
                "{\"threads\":[{}]}",
                "{\"threads\":[],\"nextCursor\":[]}"
            })
    void mergedInboxFailsOnAMalformedPageOfThreads(String body) {
        team.faults().on("GET", "/threads").each(EventServer.json(body));

        team.rx
                .accounts()
                .mergedInbox(ListThreadsQuery.builder().build())
                .test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(InboxDecodingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a\\u0000b", "a\\ud83d"})
    void watchSkipsAnEventWhoseThreadIdIsNoValidPathSegment(String id) throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        fixture.change("/events", body -> {
            Matcher first = THREAD_ID.matcher(body);
            return first.find() ? body.replace("\"" + first.group(1) + "\"", "\"" + id + "\"") : body;
        });
        receive(1, "lost");
        receive(2, "found");
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).containsExactly("found");
        assertThat(transientErrors).singleElement().isInstanceOf(IllegalArgumentException.class);
        watch.cancel();
    }

    @Test
    void watchSkipsAnUnreadableThread() throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        team.faults()
                .on("GET", "/threads/{threadId}")
                .nth(
                        1,
                        Fault.afterEffect()
                                .realResponse()
                                .body(body -> body.replace("\"accountLinkId\"", "\"account\"")));
        receive(1, "lost");
        receive(2, "found");
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).containsExactly("found");
        assertThat(transientErrors).singleElement().isInstanceOf(InboxDecodingException.class);
        watch.cancel();
    }

    @Test
    void watchWithoutEventsSkipsAnUnreadableThread() throws Exception {
        fixture.disableEvents();
        receive(1, "old");
        String unreadableId = team.rx
                .threads()
                .all(ListThreadsQuery.builder().build())
                .blockingFirst()
                .id()
                .value();
        TestSubscriber<IncomingMessage> watch = watch();
        transientErrors.clear();
        fixture.change(
                "/threads",
                body -> body.replace("{\"id\":\"" + unreadableId + "\"", "{\"number\":\"" + unreadableId + "\""));
        receive(1, "lost");
        receive(2, "found");
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).containsExactly("found");
        assertThat(transientErrors)
                .isNotEmpty()
                .allSatisfy(transientError -> assertThat(transientError).isInstanceOf(InboxDecodingException.class));
        watch.cancel();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void watchSkipsAnUnreadableMessage(boolean hasId) throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        receive(1, "first");
        String unreadableId = fixture.receive(Duration.ofMillis(10), 1, "second");
        receive(1, "third");
        fixture.change(
                "/threads/{threadId}/messages",
                body -> hasId
                        ? body.replace("\"text\":\"second\"", "\"text\":[]")
                        : body.replace("{\"id\":\"" + unreadableId + "\"", "{\"number\":\"" + unreadableId + "\""));
        fixture.ticks(2);

        assertThat(WatchFixture.texts(watch)).containsExactly("first", "third");
        assertThat(transientErrors).singleElement().isInstanceOf(InboxDecodingException.class);
        assertThat(team.received().stream().filter(line -> line.endsWith("/messages")))
                .hasSize(2);
        watch.cancel();
    }

    @Test
    void watchReadsTheThreadListInsteadOfAnUnreadableEvent() throws Exception {
        receive(0, "old");
        TestSubscriber<IncomingMessage> watch = watch();
        fixture.change("/events", body -> body.replaceFirst("\"teamId\":", "\"team\":"));
        receive(1, "first");
        receive(2, "second");
        fixture.ticks(4);

        assertThat(WatchFixture.texts(watch)).containsExactlyInAnyOrder("first", "second");
        assertThat(transientErrors).isNotEmpty();
        watch.cancel();
    }

    @Test
    void watchFailsOnAnHtmlPage() throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        team.faults()
                .on("GET", "/threads/{threadId}/messages")
                .each(Fault.withoutEffect().htmlPage(200));
        receive(1, "first");

        team.time.advanceToNext();

        watch.awaitDone(20, TimeUnit.SECONDS).assertError(InboxDecodingException.class);
    }
}
