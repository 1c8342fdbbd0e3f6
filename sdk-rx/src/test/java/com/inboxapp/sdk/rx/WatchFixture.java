package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A team with two accounts, the first of which receives messages, and a watch of it. */
final class WatchFixture implements AfterEachCallback {
    static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);
    static final String THREADS = "/threads";
    static final String MESSAGES = "/threads/{threadId}/messages";

    final TeamSandbox team = new TeamSandbox(2);
    final StateStore store = StateStore.inMemory();
    final List<Throwable> transientErrors = new ArrayList<>();
    /** The texts of the messages that were received since the last {@link #forget}. */
    final List<String> expectedTexts = new ArrayList<>();

    /** Changes every response of an operation. */
    void change(String path, UnaryOperator<String> change) {
        team.faults().on("GET", path).each(Fault.afterEffect().realResponse().body(change));
    }

    /** Makes events report a new message in a thread without its id, and changes them further. */
    void omitMessageIds(UnaryOperator<String> change) {
        change("/events", body -> change.apply(body.replace("\"data\":{\"message\":", "\"data\":{\"note\":")));
    }

    void disableEvents() {
        team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(403));
    }

    /** Receives a message from a prospect after a delay. Returns the id of the message. */
    String receive(Duration after, int prospect, String text) throws InterruptedException {
        team.time.advance(after);
        team.awaitIdle();
        expectedTexts.add(text);
        return team.sandbox.receive(ACCOUNT.value(), String.valueOf(5_000 + prospect), text);
    }

    /** Receives a message from a prospect a second later. */
    void receive(int prospect, String text) throws InterruptedException {
        var unused = receive(Duration.ofSeconds(1), prospect, text);
    }

    /** Advances the time and clears the expected texts, since all earlier messages are old by then. */
    void forget(Duration passed) {
        team.time.advance(passed);
        expectedTexts.clear();
    }

    AccountWatch watch() {
        return team.rx.accounts().watch().requestsPerMinute(10_000).onTransientError(transientErrors::add);
    }

    AccountWatch watchWithCheckpoint() {
        return watch().checkpoint(store, "bot");
    }

    /** Starts a watch and returns once it waits for its next poll. */
    TestSubscriber<IncomingMessage> start(AccountWatch watch) throws InterruptedException {
        TestSubscriber<IncomingMessage> messages = watch.messages().test();
        team.awaitIdle();
        return messages;
    }

    void ticks(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            team.awaitIdle();
            team.time.advanceToNext();
            team.awaitIdle();
        }
    }

    static List<String> texts(TestSubscriber<IncomingMessage> watch) {
        return watch.values().stream()
                .map(incoming -> incoming.message().text())
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        team.close();
    }
}
