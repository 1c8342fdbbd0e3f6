package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes requests off the wire, and puts answers on it as far as the faults let it. */
final class ApiHandler {

    private final InboxService service;
    private final Faults faults;

    ApiHandler(InboxService service, Faults faults) {
        this.service = service;
        this.faults = faults;
    }

    /** Answers a request; one that is not answered has its connection closed with it. */
    void handle(Arrival arrival) throws IOException {
        Fault fault = accept(arrival);
        Answer answer = service.answer(arrival, fault);
        if (isReleased(fault) && answer != null) {
            arrival.send(answer);
        }
    }

    /** Reads a request as far as its fault allows, and returns the fault. */
    private @Nullable Fault accept(Arrival arrival) throws IOException {
        try {
            Fault fault = arrival.refusal == null ? faults.choose(arrival) : null;
            if (fault == null || fault.effect != Fault.Effect.UNREAD) {
                arrival.readBody();
            }
            return arrival.refusal == null ? fault : null;
        } catch (IOException e) {
            service.missed(arrival);
            throw e;
        }
    }

    /** Waits for the fault's hold. False if the sandbox is closed meanwhile. */
    private static boolean isReleased(@Nullable Fault fault) {
        if (fault == null || fault.hold == null) {
            return true;
        }
        try {
            fault.hold.awaitRelease();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
