package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Handles requests to the API: reads them, applies faults, and sends the responses. */
final class ApiHandler {

    private final InboxService service;
    private final Faults faults;

    ApiHandler(InboxService service, Faults faults) {
        this.service = service;
        this.faults = faults;
    }

    /** Handles a request. If no response is sent, closing the arrival closes the connection. */
    void handle(IncomingRequest incoming) throws IOException {
        Fault fault = accept(incoming);
        Response response = service.respond(incoming, fault);
        if (awaitRelease(fault) && response != null) {
            incoming.send(response);
        }
    }

    /** Chooses the fault of a request, reads the body unless the fault is {@code unread()}, and returns the fault. */
    private @Nullable Fault accept(IncomingRequest incoming) throws IOException {
        try {
            Fault fault = incoming.refusal == null ? faults.choose(incoming) : null;
            if (fault == null || fault.effect != Fault.Effect.UNREAD) {
                incoming.readBody();
            }
            return incoming.refusal == null ? fault : null;
        } catch (IOException e) {
            service.logIncomplete(incoming);
            throw e;
        }
    }

    /** Waits for the fault's hold. Returns false if the sandbox was closed in the meantime. */
    private static boolean awaitRelease(@Nullable Fault fault) {
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
