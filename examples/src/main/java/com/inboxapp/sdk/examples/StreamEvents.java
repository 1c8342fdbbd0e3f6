package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.rx.EventSignal;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import java.io.PrintStream;

/** Prints the team's events in order, starting after the checkpoint of the previous run. */
final class StreamEvents {
    private StreamEvents() {}

    static Flowable<EventSignal> run(RxInboxClient rx, StateStore store, PrintStream out) {
        return rx.eventStream().checkpoint(store, "crm").signals().doOnNext(signal -> {
            if (signal instanceof EventSignal.Received received) {
                out.println(received.event().seq() + " " + received.event().type());
            } else if (signal instanceof EventSignal.Gap missing) {
                out.println("gap in the event stream, list the threads again: " + missing);
            }
        });
    }
}
