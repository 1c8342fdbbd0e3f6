package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes requests off the wire, and puts answers on it as far as the faults let it. */
final class ApiHandler implements HttpHandler {

    private final InboxService service;
    private final AllowedHosts hosts;
    private final Faults faults;

    ApiHandler(InboxService service, AllowedHosts hosts, Faults faults) {
        this.service = service;
        this.hosts = hosts;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // to close an exchange that was not answered closes its connection
        try (exchange) {
            Arrival arrival = new Arrival(exchange, hosts);
            Fault fault = accept(arrival);
            Answer answer = service.answer(arrival, fault);
            if (isReleased(fault) && answer != null) {
                send(answer, exchange);
            }
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

    private static void send(Answer answer, HttpExchange exchange) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD") || (bytes.length == 0 && !answer.brokenOff())) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else if (answer.brokenOff()) {
            // closing the exchange before the announced length is reached closes the connection, without a flush
            exchange.sendResponseHeaders(answer.status(), Math.max(1, bytes.length));
            exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
            exchange.getResponseBody().flush();
        } else {
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
