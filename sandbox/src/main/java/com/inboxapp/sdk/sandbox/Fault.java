package com.inboxapp.sdk.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a request: first whether and when it takes effect, then what the client gets.
 *
 * <pre>{@code
 * Fault.withoutEffect().answer(503).header("Retry-After", "2") // nothing was sent, and it says so
 * Fault.afterEffect()                                          // sent; the answer is lost
 * Fault.afterEffect().realAnswer().brokenOff()                 // sent; the connection breaks in the answer's body
 * Fault.lateEffect(Duration.ofMinutes(2)).answer(504)          // sent two minutes after the gateway gave up
 * }</pre>
 *
 * <p>Until an answer is asked for, the connection is closed without one. It is closed as the JDK's server does it: the
 * client finds the end of the stream, or a reset if the server had not read everything that was sent.
 *
 * <p>A fault without effect strikes before the token and the limits are looked at, and counts against no limit. With an
 * effect, the request is checked, counted and handled as usual, at the time of the effect: one that the service refuses has
 * none.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class Fault {

    /** What becomes of the request itself. */
    enum Effect {
        UNREAD,
        NONE,
        NOW,
        LATE
    }

    final Effect effect;

    /** How much later than the request the effect comes; zero unless it is late. */
    final Duration delay;

    final @Nullable Hold hold;

    /** Makes the answer of that of the service, or of a blank one if that has none yet. Null closes the connection. */
    private final @Nullable UnaryOperator<Answer> answer;

    /** The calls that made it. */
    private final String description;

    private Fault(
            Effect effect,
            Duration delay,
            @Nullable Hold hold,
            @Nullable UnaryOperator<Answer> answer,
            String description) {
        this.effect = effect;
        this.delay = delay;
        this.hold = hold;
        this.answer = answer;
        this.description = description;
    }

    /**
     * The connection is closed before the body of the request is read: no effect, and never an answer. A small body that
     * came together with the head has left the client nevertheless.
     */
    public static Fault unread() {
        return new Fault(Effect.UNREAD, Duration.ZERO, null, null, "unread()");
    }

    /** The whole request is read, and changes nothing. */
    public static Fault withoutEffect() {
        return new Fault(Effect.NONE, Duration.ZERO, null, null, "withoutEffect()");
    }

    /** The request does what it asks for before anything goes wrong. */
    public static Fault afterEffect() {
        return new Fault(Effect.NOW, Duration.ZERO, null, null, "afterEffect()");
    }

    /**
     * The client gets what it gets at once, and the request does what it asks for later: at the time of its arrival plus the
     * delay, by the sandbox's clock. No timer runs: whatever looks at the state next finds that it happened at that time.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public static Fault lateEffect(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the delay must not be negative, but is " + delay);
        }
        return new Fault(Effect.LATE, delay, null, null, "lateEffect(" + delay + ")");
    }

    /**
     * The client gets the answer that the service gives, to be held or damaged.
     *
     * @throws IllegalStateException if the fault is not one {@link #afterEffect()}: only there has the service an answer
     */
    public Fault realAnswer() {
        if (effect != Effect.NOW) {
            throw new IllegalStateException(
                    this + " has no answer of the service; begin with afterEffect(), or give one with answer(..)");
        }
        return answered(real -> real, ".realAnswer()");
    }

    /**
     * The client gets this status, with the service's error envelope and its usual headers.
     *
     * @param status 400..599
     * @throws IllegalArgumentException if the status is another
     * @throws IllegalStateException if the fault is {@link #unread()}
     */
    public Fault answer(int status) {
        checkStatus(status, 400);
        return answered(real -> real.error(status), ".answer(" + status + ")");
    }

    /**
     * The client gets this answer, with no other headers than its type and length.
     *
     * @param status 200..599, but none that forbids a body
     * @param contentType the value of {@code Content-Type}, such as {@code application/json}
     * @param body the body, whatever its type says; empty for none
     * @throws IllegalArgumentException if the status is another
     * @throws IllegalStateException if the fault is {@link #unread()}
     */
    public Fault answer(int status, String contentType, String body) {
        checkStatus(status, 200);
        Answer given = new Answer(status, Map.of("Content-Type", contentType), body);
        return answered(real -> given, ".answer(" + status + ", " + contentType + ")");
    }

    /**
     * The client gets this status with a web page, as proxies do.
     *
     * @param status 200..599, but none that forbids a body
     * @throws IllegalArgumentException if the status is another
     * @throws IllegalStateException if the fault is {@link #unread()}
     */
    public Fault htmlPage(int status) {
        checkStatus(status, 200);
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head><body><h1>" + status
                + "</h1></body></html>\n";
        return answer(status, "text/html; charset=utf-8", page);
    }

    /**
     * The answer has this header besides, {@code Retry-After} for instance. A header of the same name is replaced.
     *
     * @throws IllegalStateException if the fault has no answer
     */
    public Fault header(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return changed(answer -> answer.with(name, value), ".header(" + name + ", " + value + ")");
    }

    /**
     * The answer has another body: what the function makes of it. With {@link #realAnswer()}, a page can repeat a cursor or an event.
     *
     * @throws IllegalStateException if the fault has no answer
     */
    public Fault body(UnaryOperator<String> change) {
        Objects.requireNonNull(change, "change");
        return changed(
                answer ->
                        new Answer(answer.status(), answer.headers(), change.apply(answer.text()), answer.brokenOff()),
                ".body(..)");
    }

    /**
     * The answer is complete to HTTP, but has only the first half of its body: JSON that is cut off.
     *
     * @throws IllegalStateException if the fault has no answer
     */
    public Fault halfBody() {
        return changed(Answer::halfBody, ".halfBody()");
    }

    /**
     * The answer announces its whole body, and the connection is closed when half of it is sent.
     *
     * @throws IllegalStateException if the fault has no answer
     */
    public Fault brokenOff() {
        return changed(Answer::asBrokenOff, ".brokenOff()");
    }

    /**
     * The client waits until the hold is released; what it gets then, be it a closed connection, the other calls say. The
     * request's effect does not wait.
     */
    public Fault hold(Hold hold) {
        Objects.requireNonNull(hold, "hold");
        return new Fault(effect, delay, hold, answer, description + ".hold(..)");
    }

    /**
     * The client waits this long, by the system's clock, for what it gets: latency. The request's effect does not wait.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Fault delayed(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("the latency must not be negative, but is " + latency);
        }
        return new Fault(effect, delay, new Hold(latency), answer, description + ".delayed(" + latency + ")");
    }

    /** The calls that made the fault: {@code afterEffect().answer(502)}. */
    @Override
    public String toString() {
        return description;
    }

    /** What the client gets in place of an answer, or null if the connection is closed. */
    @Nullable
    Answer answerFor(Answer real) {
        return answer == null ? null : answer.apply(real);
    }

    private Fault answered(UnaryOperator<Answer> given, String call) {
        if (effect == Effect.UNREAD) {
            throw new IllegalStateException("unread() never answers; begin with withoutEffect()");
        }
        return new Fault(effect, delay, hold, given, description + call);
    }

    private Fault changed(UnaryOperator<Answer> change, String call) {
        UnaryOperator<Answer> before = answer;
        if (before == null) {
            throw new IllegalStateException(this + " has no answer; give it one with answer(..) or realAnswer()");
        }
        return answered(real -> change.apply(before.apply(real)), call);
    }

    private static void checkStatus(int status, int least) {
        if (status < least || status > 599 || status == 204 || status == 304) {
            throw new IllegalArgumentException(
                    "the status must be in " + least + "..599 and allow a body, but is " + status);
        }
    }
}
