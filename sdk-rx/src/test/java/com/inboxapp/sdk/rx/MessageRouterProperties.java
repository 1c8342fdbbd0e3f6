package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AuthorId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageDirection;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.rx.RoutingResult.Outcome;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

class MessageRouterProperties {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MESSAGES = 5;

    /** A message, which the team itself has sent if any of the flags is set. */
    record TestMessage(String text, boolean byAccount, boolean outbound, boolean byOtherAccount) {
        boolean isOwn() {
            return byAccount || outbound || byOtherAccount;
        }
    }

    /** A rule for a word, whose action fails the given number of times for each message and then succeeds. */
    record Rule(String word, boolean broken, int failures) {}

    /** A call to route one of the messages, optionally by a new router with the same store. */
    record Call(int message, boolean restart) {}

    record Result(int message, Outcome outcome, @Nullable String rule) {}

    private static TeamSandbox team = new TeamSandbox(2);
    private static List<AccountLink> links = List.of();
    private static Accounts accounts = team.rx.accounts();

    @BeforeContainer
    static void start() {
        links = accounts.list().blockingGet();
    }

    @AfterContainer
    static void stop() {
        team.close();
    }

    @Provide
    Arbitrary<TestMessage> testMessage() {
        Arbitrary<Boolean> rarely = Arbitraries.integers().between(0, 9).map(n -> n == 0);
        return Combinators.combine(Arbitraries.of("help", "bug", "help bug", "debugging", ""), rarely, rarely, rarely)
                .as(TestMessage::new);
    }

    @Provide
    Arbitrary<Rule> rules() {
        return Combinators.combine(
                        Arbitraries.of("help", "bug", "nothing"),
                        Arbitraries.integers().between(0, 9).map(n -> n == 0),
                        Arbitraries.integers().between(0, 2))
                .as(Rule::new);
    }

    @Provide
    Arbitrary<Call> calls() {
        return Combinators.combine(Arbitraries.integers().between(0, MESSAGES - 1), Arbitraries.of(true, false))
                .as(Call::new);
    }

    @Property(tries = 300)
    void routesMessagesLikeANaiveRouterThatKeepsAllResults(
            @ForAll @Size(MESSAGES) List<@From("testMessage") TestMessage> messages,
            @ForAll @Size(min = 1, max = 4) List<@From("rules") Rule> rules,
            @ForAll @Size(max = 20) List<@From("calls") Call> calls) {
        List<String> acted = new ArrayList<>();
        List<String> expectedActed = new ArrayList<>();
        Map<Integer, String> done = new HashMap<>();
        StateStore store = StateStore.inMemory();
        MessageRouter router = router(rules, store, acted);
        List<Result> actual = new ArrayList<>();
        List<Result> expected = new ArrayList<>();
        for (Call call : calls) {
            if (call.restart) {
                router = router(rules, store, acted);
            }
            RoutingResult routed = router.route(incoming(call.message, messages.get(call.message)))
                    .blockingGet();
            actual.add(new Result(call.message, routed.outcome(), routed.rule()));
            expected.add(expectedResult(call.message, messages.get(call.message), rules, done, expectedActed));
        }

        assertThat(actual).isEqualTo(expected);
        assertThat(acted).isEqualTo(expectedActed);
        assertThat(team.received()).containsExactly("GET /account-links");
    }

    private static Result expectedResult(
            int message, TestMessage testMessage, List<Rule> rules, Map<Integer, String> done, List<String> acted) {
        if (testMessage.isOwn()) {
            return new Result(message, Outcome.OWN_MESSAGE, null);
        }
        if (done.containsKey(message)) {
            return new Result(message, Outcome.ALREADY_ROUTED, done.get(message));
        }
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String name = "rule " + i;
            if (rule.broken) {
                return new Result(message, Outcome.FAILED, name);
            }
            if (List.of(testMessage.text.split(" ", -1)).contains(rule.word)) {
                String action = "message" + message + " " + name;
                acted.add(action);
                boolean succeeds = acted.stream().filter(action::equals).count() > rule.failures;
                if (succeeds) {
                    done.put(message, name);
                }
                return new Result(message, succeeds ? Outcome.HANDLED : Outcome.FAILED, name);
            }
        }
        return new Result(message, Outcome.UNMATCHED, null);
    }

    private static MessageRouter router(List<Rule> rules, StateStore store, List<String> acted) {
        MessageRouter.Builder router = accounts.router().checkpoint(store, "router");
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String name = "rule " + i;
            Keywords keywords = Keywords.anyOf(rule.word);
            router.when(
                    name,
                    incoming -> {
                        if (rule.broken) {
                            throw new IllegalStateException("broken");
                        }
                        return keywords.matches(incoming.message().text());
                    },
                    incoming -> Completable.fromAction(() -> {
                        String action = incoming.message().id() + " " + name;
                        acted.add(action);
                        if (acted.stream().filter(action::equals).count() <= rule.failures) {
                            throw new IllegalStateException("failed");
                        }
                    }));
        }
        return router.build();
    }

    private static IncomingMessage incoming(int id, TestMessage testMessage) {
        InboxThread thread = InboxThread.builder()
                .id(ThreadId.of("thread"))
                .accountLinkId(links.get(0).id())
                .prospect(Prospect.builder()
                        .platformId(
                                testMessage.byOtherAccount ? links.get(1).platformId() : PlatformUserId.of("555555555"))
                        .username("jordan")
                        .build())
                .done(false)
                .createdAt(START)
                .computedSortTimestamp(START)
                .build();
        Message message = Message.builder()
                .id(MessageId.of("message" + id))
                .threadId(thread.id())
                .text(testMessage.text)
                .authorId(AuthorId.of(testMessage.byAccount ? links.get(0).id().value() : "555555555"))
                .direction(testMessage.outbound ? MessageDirection.OUTBOUND : MessageDirection.INBOUND)
                .createdAt(START)
                .build();
        return new IncomingMessage(links.get(0), thread, message);
    }
}
