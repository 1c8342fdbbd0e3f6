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

/** A team of two accounts to the first of which prospects write, and a watch of it. */
final class WatchFixture implements AfterEachCallback {
    static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);
    static final String THREADS = "/threads";
    static final String MESSAGES = "/threads/{threadId}/messages";

    final TeamSandbox team = new TeamSandbox(2);
    final StateStore store = StateStore.inMemory();
    final List<Throwable> problems = new ArrayList<>();
    /** The texts of what was received since the last {@link #forget}. */
    final List<String> written = new ArrayList<>();

    /** Changes each answer of an operation. */
    void change(String path, UnaryOperator<String> change) {
        team.faults().on("GET", path).each(Fault.afterEffect().realResponse().body(change));
    }

    /** Has events say that there is a new message in a thread, and not which, and changes them further. */
    void unnamedEvents(UnaryOperator<String> change) {
        change("/events", body -> change.apply(body.replace("\"data\":{\"message\":", "\"data\":{\"note\":")));
    }

    void withoutEvents() {
        team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(403));
    }

    /** A prospect writes after a time; answers the message's id. */
    String receive(Duration after, int prospect, String text) throws InterruptedException {
        team.time.advance(after);
        team.awaitStill();
        written.add(text);
        return team.sandbox.receive(ACCOUNT.value(), String.valueOf(5_000 + prospect), text);
    }

    /** A prospect writes a second later. */
    void receive(int prospect, String text) throws InterruptedException {
        var unused = receive(Duration.ofSeconds(1), prospect, text);
    }

    /** Lets a time pass, before which all that was received is old. */
    void forget(Duration passed) {
        team.time.advance(passed);
        written.clear();
    }

    AccountWatch watch() {
        return team.rx.accounts().watch().requestsPerMinute(10_000).onTransientError(problems::add);
    }

    AccountWatch kept() {
        return watch().checkpoint(store, "bot");
    }

    /** Begins a watch, which waits for its next tick then. */
    TestSubscriber<IncomingMessage> begin(AccountWatch watch) throws InterruptedException {
        TestSubscriber<IncomingMessage> messages = watch.messages().test();
        team.awaitStill();
        return messages;
    }

    void ticks(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            team.awaitStill();
            team.time.advanceToNext();
            team.awaitStill();
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
