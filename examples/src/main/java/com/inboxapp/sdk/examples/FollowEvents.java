package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.rx.EventSignal;
import com.inboxapp.sdk.rx.Journal;
import com.inboxapp.sdk.rx.RxInboxClient;
import io.reactivex.rxjava3.core.Flowable;
import java.io.PrintStream;

/** Everything that happens in the team, in order, going on where the last run stopped. */
final class FollowEvents {
    private FollowEvents() {}

    static Flowable<EventSignal> run(RxInboxClient rx, Journal journal, PrintStream out) {
        return rx.follow().checkpoint(journal, "crm").signals().doOnNext(signal -> {
            if (signal instanceof EventSignal.Received received) {
                out.println(received.event().seq() + " " + received.event().type());
            } else if (signal instanceof EventSignal.Missing missing) {
                out.println("read the list of threads again: " + missing);
            }
        });
    }
}
