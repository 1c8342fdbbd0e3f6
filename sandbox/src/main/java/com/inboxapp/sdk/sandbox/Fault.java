package com.inboxapp.sdk.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A failure to inject into a request. It determines whether and when the request takes effect, and which
 * response the client receives.
 *
 * <pre>{@code
 * Fault.withoutEffect().respond(503).header("Retry-After", "2") // not sent; the response is 503
 * Fault.afterEffect()                                          // sent; the response is lost
 * Fault.afterEffect().realResponse().brokenOff()                 // sent; the connection closes in the middle of the response body
 * Fault.lateEffect(Duration.ofMinutes(2)).respond(504)          // sent two minutes after the gateway timeout
 * }</pre>
 *
 * <p>A fault without a response closes the connection. The JDK's HTTP server closes it, so the client sees the end of the stream, or a
 * reset if the server had not read everything that the client sent.
 *
 * <p>A fault without effect applies before the token and the rate limits are checked, and the request does not count against any limit.
 * With an effect, the request is checked, counted and handled as usual when the effect happens. If the service rejects it then, it has no
 * effect.
 *
 * <p>Immutable and thread-safe.
 */
public final class Fault {

    /** Whether and when the request takes effect. */
    enum Effect {
        UNREAD,
        NONE,
        NOW,
        LATE
    }

    final Effect effect;

    /** The time between the request and its effect. Zero unless the effect is {@link Effect#LATE}. */
    final Duration delay;

    final @Nullable Hold hold;

    /**
     * Makes the response from the service's response, or from an empty 500 if the request was not handled. Null closes the connection.
     */
    private final @Nullable UnaryOperator<Response> response;

    /** The chain of method calls that created the fault. */
    private final String description;

    private Fault(
            Effect effect,
            Duration delay,
            @Nullable Hold hold,
            @Nullable UnaryOperator<Response> response,
            String description) {
        this.effect = effect;
        this.delay = delay;
        this.hold = hold;
        this.response = response;
        this.description = description;
    }

    /**
     * Creates a fault that closes the connection before the request's body is read. The request has no effect, and the fault cannot have a
     * response. A small body that is sent together with the head still leaves the client.
     */
    public static Fault unread() {
        return new Fault(Effect.UNREAD, Duration.ZERO, null, null, "unread()");
    }

    /** Creates a fault whose request is read completely and has no effect. */
    public static Fault withoutEffect() {
        return new Fault(Effect.NONE, Duration.ZERO, null, null, "withoutEffect()");
    }

    /** Creates a fault that applies after the request has taken effect. */
    public static Fault afterEffect() {
        return new Fault(Effect.NOW, Duration.ZERO, null, null, "afterEffect()");
    }

    /**
     * Creates a fault whose request takes effect later, at the time of its arrival plus the delay, by the sandbox's clock. The client does
     * not wait for the effect. No timer runs: due effects are applied, with their due time, when the sandbox's state is next read or
     * changed.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public static Fault lateEffect(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, but was " + delay);
        }
        return new Fault(Effect.LATE, delay, null, null, "lateEffect(" + delay + ")");
    }

    /**
     * Responds with the service's response, which other methods can then hold or damage.
     *
     * @throws IllegalStateException if the fault was not created by {@link #afterEffect()}; otherwise, the service has no response
     */
    public Fault realResponse() {
        if (effect != Effect.NOW) {
            throw new IllegalStateException(this
                    + " has no response of the service; start with afterEffect(), or set a response with respond(..)");
        }
        return withResponse(real -> real, ".realResponse()");
    }

    /**
     * Responds with a status, in the service's error envelope and with its usual headers.
     *
     * @param status the HTTP status, 400 to 599
     * @throws IllegalArgumentException if the status is outside this range
     * @throws IllegalStateException if the fault is {@link #unread()}
     */
    public Fault respond(int status) {
        checkStatus(status, 400);
        return withResponse(real -> real.error(status), ".respond(" + status + ")");
    }

    /**
     * Responds with the given status and body. The only headers are the content type and the length.
     *
     * @param status the HTTP status, 200 to 599, except those that forbid a body (204 and 304)
     * @param contentType the value of {@code Content-Type}, such as {@code application/json}
     * @param body the body, which need not match the content type; empty for none
     * @throws IllegalArgumentException if the status is not allowed
     * @throws IllegalStateException if the fault is {@link #unread()}
     */
    public Fault respond(int status, String contentType, String body) {
        checkStatus(status, 200);
        Response given = new Response(status, Map.of("Content-Type", contentType), body);
        return withResponse(real -> given, ".respond(" + status + ", " + contentType + ")");
    }

    /**
     * Responds with a status and an HTML page, as proxies do.
     *
     * @param status the HTTP status, 200 to 599, except those that forbid a body (204 and 304)
     * @throws IllegalArgumentException if the status is not allowed
     * @throws IllegalStateException if the fault is {@link #unread()}
     */
    public Fault htmlPage(int status) {
        checkStatus(status, 200);
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head><body><h1>" + status
                + "</h1></body></html>\n";
        return respond(status, "text/html; charset=utf-8", page);
    }

    /**
     * Sets a header of the response, such as {@code Retry-After}. Replaces a header of the same name.
     *
     * @throws IllegalStateException if the fault has no response
     */
    public Fault header(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return changed(response -> response.with(name, value), ".header(" + name + ", " + value + ")");
    }

    /**
     * Replaces the body of the response with the result of a function. Together with {@link #realResponse()}, a page can repeat a cursor or
     * an event.
     *
     * @throws IllegalStateException if the fault has no response
     */
    public Fault body(UnaryOperator<String> change) {
        Objects.requireNonNull(change, "change");
        return changed(
                response -> new Response(
                        response.status(), response.headers(), change.apply(response.text()), response.brokenOff()),
                ".body(..)");
    }

    /**
     * Cuts the body of the response to its first half, for example to get truncated JSON. The HTTP response itself is complete.
     *
     * @throws IllegalStateException if the fault has no response
     */
    public Fault halfBody() {
        return changed(Response::halfBody, ".halfBody()");
    }

    /**
     * Closes the connection after half of the response body. The {@code Content-Length} is that of the whole body.
     *
     * @throws IllegalStateException if the fault has no response
     */
    public Fault brokenOff() {
        return changed(Response::asBrokenOff, ".brokenOff()");
    }

    /**
     * Delays the response, or the closing of the connection, until the hold is released. The request's effect is not delayed.
     */
    public Fault hold(Hold hold) {
        Objects.requireNonNull(hold, "hold");
        return new Fault(effect, delay, hold, response, description + ".hold(..)");
    }

    /**
     * Delays the response, or the closing of the connection, by a latency in real time. The request's effect is not delayed.
     *
     * @throws IllegalArgumentException if the latency is negative
     */
    public Fault delayed(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative, but was " + latency);
        }
        return new Fault(effect, delay, new Hold(latency), response, description + ".delayed(" + latency + ")");
    }

    /** Returns the method calls that created the fault, such as {@code afterEffect().respond(502)}. */
    @Override
    public String toString() {
        return description;
    }

    /** Returns the response to send in place of the real one, or null if the connection is closed. */
    @Nullable
    Response responseFor(Response real) {
        return response == null ? null : response.apply(real);
    }

    private Fault withResponse(UnaryOperator<Response> given, String call) {
        if (effect == Effect.UNREAD) {
            throw new IllegalStateException("unread() cannot have a response; start with withoutEffect()");
        }
        return new Fault(effect, delay, hold, given, description + call);
    }

    private Fault changed(UnaryOperator<Response> change, String call) {
        UnaryOperator<Response> before = response;
        if (before == null) {
            throw new IllegalStateException(this + " has no response; set one with respond(..) or realResponse()");
        }
        return withResponse(real -> change.apply(before.apply(real)), call);
    }

    private static void checkStatus(int status, int min) {
        if (status < min || status > 599 || status == 204 || status == 304) {
            throw new IllegalArgumentException(
                    "status must be between " + min + " and 599 and allow a body, but was " + status);
        }
    }
}
