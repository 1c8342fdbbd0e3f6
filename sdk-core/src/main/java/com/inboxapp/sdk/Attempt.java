package com.inboxapp.sdk;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One request on the wire, at most. Whoever wants to write it has to pass {@link #mayWrite}, which lets one through, and another one only
 * after the server has said that it processed nothing, or for a request without an effect whose connection turned out to be of no use:
 * neither the HTTP client nor an interceptor can send it a second time, and once it was given up before, it is certain that it was never
 * sent.
 */
final class Attempt implements Callback {
    private static final long LONGEST_ERROR_BODY = 64 * 1024;
    /** What OkHttp says of a body that ends too early; of one that is malformed it says something else. */
    static final String BROKEN_OFF = "unexpected end of stream";

    private enum Phase {
        WAITING,
        WRITTEN,
        GIVEN_UP
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final InboxScheduler time;
    private final Duration timeout;
    private final long longestBody;
    private final boolean needsItsOwn;
    private volatile boolean writtenBefore;
    private volatile @Nullable Boolean isHttp1;
    private volatile boolean itsOwn;
    private volatile @Nullable Call running;
    private volatile @Nullable Supplier<Call> another;
    private volatile @Nullable Future<?> timer;

    /** @param needsItsOwn whether its request must not share an HTTP/1.1 connection */
    Attempt(InboxScheduler time, Duration timeout, long longestBody, boolean needsItsOwn) {
        this.time = time;
        this.timeout = timeout;
        // one byte more is asked for
        this.longestBody = Math.min(longestBody, Long.MAX_VALUE - 1);
        this.needsItsOwn = needsItsOwn;
    }

    /**
     * Sends it. The outcome always comes, and as a value.
     *
     * @param another the same request on a connection of its own, for when nothing but that will do
     */
    CompletableFuture<Outcome> send(Call call, Supplier<Call> another, Cancellation cancellation) {
        this.running = call;
        this.another = another;
        cancellation.during(() -> giveUp(java.util.Objects.requireNonNull(cancellation.reason())));
        if (!over.get()) {
            enqueue(call);
        }
        return outcome;
    }

    private void enqueue(Call call) {
        try {
            call.enqueue(this);
        } catch (RuntimeException | Error e) {
            // the HTTP client of the program, its executor or its event listener
            giveUp(new Outcome.Unchecked(e));
        }
    }

    /** Called when it is its turn: from now on it takes its time. */
    void begins() {
        if (timer == null && timeout.compareTo(Durations.FOREVER) < 0) {
            timer = time.schedule(
                    () -> giveUp(new Outcome.AttemptTimeout("the attempt took longer than " + Durations.text(timeout)
                            + " (CallOptions.attemptTimeout)")),
                    timeout);
        }
        if (over.get()) {
            stopTimer();
        }
    }

    /** Whether the request may be written now: true once, and once again after {@link #notProcessed} or {@link #mayWriteAgain}. */
    boolean mayWrite() {
        return phase.compareAndSet(Phase.WAITING, Phase.WRITTEN);
    }

    /** The server has said that it processed nothing of it: it may be written again. */
    void notProcessed() {
        phase.compareAndSet(Phase.WRITTEN, Phase.WAITING);
    }

    /** The request has no effect, and its answer will not come: it may be written on another connection. */
    void mayWriteAgain() {
        writtenBefore = true;
        phase.compareAndSet(Phase.WRITTEN, Phase.WAITING);
    }

    /** Called when its connection will be one that no request was made on before. */
    void hasAConnectionOfItsOwn() {
        itsOwn = true;
    }

    boolean needsItsOwn() {
        return needsItsOwn;
    }

    boolean isOnItsOwn() {
        return itsOwn;
    }

    /** Called when it has a connection. */
    void isOn(boolean http1) {
        isHttp1 = http1;
    }

    /** Whether its connection was of HTTP/1.1, if it had one. */
    boolean isHttp1(boolean otherwise) {
        Boolean known = isHttp1;
        return known == null ? otherwise : known;
    }

    boolean isWritten() {
        return phase.get() == Phase.WRITTEN;
    }

    private void giveUp(Throwable reason) {
        phase.compareAndSet(Phase.WAITING, Phase.GIVEN_UP);
        if (over.compareAndSet(false, true)) {
            cancelRunning(reason);
            end(Outcome.of(reason, isWritten() || writtenBefore));
        }
    }

    private void cancelRunning(Throwable reason) {
        Call call = running;
        try {
            if (call != null) {
                call.cancel();
            }
        } catch (RuntimeException | Error e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        if (failure instanceof LiveConnections.Shared && phase.get() == Phase.WAITING && sendAnother()) {
            return;
        }
        if (over.compareAndSet(false, true)) {
            // an interceptor of the user's may be at work still, in a thread of its own
            phase.compareAndSet(Phase.WAITING, Phase.GIVEN_UP);
            end(Outcome.of(Outcome.Unreadable.behind(failure), isWritten() || writtenBefore));
        }
    }

    /** Once, within the same time. */
    private boolean sendAnother() {
        Supplier<Call> supplier = another;
        another = null;
        if (supplier == null || over.get()) {
            return false;
        }
        itsOwn = true;
        try {
            Call call = supplier.get();
            running = call;
            enqueue(call);
            if (over.get()) {
                call.cancel();
            }
        } catch (RuntimeException | Error e) {
            // an event listener of the program's own HTTP client
            giveUp(new Outcome.Unchecked(e));
        }
        return true;
    }

    @Override
    public void onResponse(Call call, Response response) {
        Outcome answered;
        try (response) {
            answered = Outcome.of(read(response));
        } catch (Throwable e) {
            answered = Outcome.of(new Outcome.Unchecked(e), true);
        }
        if (over.compareAndSet(false, true)) {
            end(answered);
        }
    }

    private void end(Outcome result) {
        stopTimer();
        outcome.complete(result);
    }

    private void stopTimer() {
        Future<?> running = timer;
        if (running != null) {
            CallListeners.aside("the timer of an attempt was not stopped", () -> running.cancel(false));
        }
    }

    /** How much of a body is read, and kept. */
    long longestBody() {
        return longestBody;
    }

    /** A status is worth something without its body, so that a body which breaks off is told apart from no answer. */
    private Outcome.Answer read(Response encoded) {
        Response response = ContentCoding.decoded(encoded);
        Buffer body = new Buffer();
        IOException broken = null;
        long bound = response.isSuccessful() ? longestBody : LONGEST_ERROR_BODY;
        try {
            BufferedSource source = response.body().source();
            boolean more = source.request(bound + 1);
            String unknown = ContentCoding.unknown(response);
            if (unknown != null && !source.exhausted()) {
                throw new Outcome.Unreadable(
                        "the answer is encoded as " + unknown + ", which the client did not ask for");
            }
            body.write(source.getBuffer(), Math.min(bound, source.getBuffer().size()));
            if (more && response.isSuccessful()) {
                broken = Outcome.TooLarge.decoded(bound);
            }
        } catch (IOException e) {
            boolean noHttp = e instanceof ProtocolException && !BROKEN_OFF.equals(e.getMessage());
            broken = noHttp && !(e instanceof Outcome.Unreadable)
                    ? new Outcome.Unreadable("the body of the answer is not HTTP")
                    : Outcome.Unreadable.behind(e);
        }
        return new Outcome.Answer(response.code(), response.headers(), body, broken);
    }
}
