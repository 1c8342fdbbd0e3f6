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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thread or message that is not what the API documents does not keep the others from being read. */
@ExtendWith(UndeliverableErrors.class)
class UnreadableThreadsTest {
    private static final Pattern THREAD_ID = Pattern.compile("\"threadId\":\"([^\"]+)\"");
    private static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final List<Throwable> problems = new ArrayList<>();

    private void spoil(String path, UnaryOperator<String> change) {
        team.faults().on("GET", path).each(Fault.afterEffect().realAnswer().body(change));
    }

    private TestSubscriber<IncomingMessage> watch() throws Exception {
        TestSubscriber<IncomingMessage> watch =
                team.rx.accounts().watch().onProblem(problems::add).messages().test();
        team.time.awaitWaiting();
        return watch;
    }

    private void tick() throws Exception {
        team.time.awaitWaiting();
        team.time.advanceToNext();
        team.time.awaitWaiting();
    }

    private static List<String> texts(TestSubscriber<IncomingMessage> watch) {
        return watch.values().stream()
                .map(incoming -> incoming.message().text())
                .toList();
    }

    private String receive(int prospect, String text) {
        team.time.advance(Duration.ofMillis(10));
        return team.sandbox.receive(ACCOUNT.value(), String.valueOf(prospect), text);
    }

    @Test
    void aMergedInboxLeavesOneThreadOutAndSaysSo() {
        team.threads(ACCOUNT, 100, 5);
        List<InboxThread> all = team.rx
                .threads()
                .all(ListThreadsQuery.builder().build())
                .toList()
                .blockingGet();
        String poison = all.get(2).id().value();
        spoil("/threads", body -> body.replace("{\"id\":\"" + poison + "\"", "{\"number\":\"" + poison + "\""));
        List<WalkNotice> notices = new ArrayList<>();
        Accounts accounts = team.rx.accounts(
                AccountsOptions.builder().onNotice(notices::add).build());
        for (AccountRef[] refs : new AccountRef[][] {{}, {AccountRef.id(ACCOUNT)}}) {
            notices.clear();
            long before = team.received("GET /threads");

            List<InboxThread> threads = accounts.mergedInbox(
                            ListThreadsQuery.builder().build(), refs)
                    .toList()
                    .blockingGet();

            assertThat(threads)
                    .extracting(InboxThread::id)
                    .containsExactlyElementsOf(all.stream()
                            .map(InboxThread::id)
                            .filter(id -> !id.value().equals(poison))
                            .toList());
            assertThat(notices).containsExactly(WalkNotice.UNREADABLE_ITEMS_LEFT_OUT);
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
    void aMergedInboxFailsForWhatIsNoPageOfThreads(String answer) {
        team.faults().on("GET", "/threads").each(EventServer.json(answer));

        team.rx
                .accounts()
                .mergedInbox(ListThreadsQuery.builder().build())
                .test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(InboxDecodingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a\\u0000b", "a\\ud83d"})
    void aWatchGoesOnPastAnEventWhoseThreadIdCannotStandInAPath(String id) throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        spoil("/events", body -> {
            Matcher first = THREAD_ID.matcher(body);
            return first.find() ? body.replace("\"" + first.group(1) + "\"", "\"" + id + "\"") : body;
        });
        var unused = receive(5_001, "lost");
        var unused2 = receive(5_002, "found");
        tick();
        tick();

        assertThat(texts(watch)).containsExactly("found");
        assertThat(problems).singleElement().isInstanceOf(IllegalArgumentException.class);
        watch.cancel();
    }

    @Test
    void aWatchGoesOnPastAThreadThatCannotBeRead() throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        team.faults()
                .on("GET", "/threads/{threadId}")
                .nth(
                        1,
                        Fault.afterEffect()
                                .realAnswer()
                                .body(body -> body.replace("\"accountLinkId\"", "\"account\"")));
        var unused = receive(5_001, "lost");
        var unused2 = receive(5_002, "found");
        tick();
        tick();

        assertThat(texts(watch)).containsExactly("found");
        assertThat(problems).singleElement().isInstanceOf(InboxDecodingException.class);
        watch.cancel();
    }

    @Test
    void aWatchWithoutEventsGoesOnPastAThreadThatCannotBeRead() throws Exception {
        team.faults().on("GET", "/events").each(Fault.withoutEffect().answer(403));
        var unused = receive(5_001, "old");
        String poison = team.rx
                .threads()
                .all(ListThreadsQuery.builder().build())
                .blockingFirst()
                .id()
                .value();
        TestSubscriber<IncomingMessage> watch = watch();
        problems.clear();
        spoil("/threads", body -> body.replace("{\"id\":\"" + poison + "\"", "{\"number\":\"" + poison + "\""));
        var unused2 = receive(5_001, "lost");
        var unused3 = receive(5_002, "found");
        tick();
        tick();

        assertThat(texts(watch)).containsExactly("found");
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).isInstanceOf(InboxDecodingException.class));
        watch.cancel();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWatchGoesOnPastAMessageThatCannotBeRead(boolean hasId) throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        var unused = receive(5_001, "first");
        String poison = receive(5_001, "second");
        var unused2 = receive(5_001, "third");
        spoil(
                "/threads/{threadId}/messages",
                body -> hasId
                        ? body.replace("\"text\":\"second\"", "\"text\":[]")
                        : body.replace("{\"id\":\"" + poison + "\"", "{\"number\":\"" + poison + "\""));
        tick();
        tick();

        assertThat(texts(watch)).containsExactly("first", "third");
        assertThat(problems).singleElement().isInstanceOf(InboxDecodingException.class);
        assertThat(team.received().stream().filter(line -> line.endsWith("/messages")))
                .hasSize(2);
        watch.cancel();
    }

    @Test
    void aWatchReadsTheListOfThreadsInPlaceOfAnEventThatCannotBeRead() throws Exception {
        var unused = receive(5_000, "old");
        TestSubscriber<IncomingMessage> watch = watch();
        spoil("/events", body -> body.replaceFirst("\"teamId\":", "\"team\":"));
        var unused2 = receive(5_001, "first");
        var unused3 = receive(5_002, "second");
        for (int i = 0; i < 4; i++) {
            tick();
        }

        assertThat(texts(watch)).containsExactlyInAnyOrder("first", "second");
        assertThat(problems).isNotEmpty();
        watch.cancel();
    }

    @Test
    void aPageOfHtmlEndsAWatch() throws Exception {
        TestSubscriber<IncomingMessage> watch = watch();
        team.faults()
                .on("GET", "/threads/{threadId}/messages")
                .each(Fault.withoutEffect().htmlPage(200));
        var unused = receive(5_001, "first");

        team.time.advanceToNext();

        watch.awaitDone(20, TimeUnit.SECONDS).assertError(InboxDecodingException.class);
    }
}
