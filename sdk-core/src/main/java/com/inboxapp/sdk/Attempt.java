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
 * One attempt: at most one request on the wire. Every writer must first pass {@link #mayWrite}, which succeeds once. It succeeds a second
 * time only in two cases: the server has reported that it processed nothing, or a request without an effect was sent on a connection that
 * turned out to be unusable. So neither the HTTP client nor an interceptor can send the request twice, and an attempt that was given up
 * before it was written is certain not to have been sent.
 */
final class Attempt implements Callback {
    private static final long MAX_ERROR_BODY_BYTES = 64 * 1024;
    /** OkHttp's message for a body that ends too early. A malformed body has a different message. */
    static final String UNEXPECTED_END = "unexpected end of stream";

    private enum Phase {
        WAITING,
        WRITTEN,
        GIVEN_UP
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final InboxScheduler time;
    private final Duration timeout;
    private final long maxBodyBytes;
    private final boolean needsOwnConnection;
    private volatile boolean writtenBefore;
    private volatile @Nullable Boolean isHttp1;
    private volatile boolean newConnection;
    private volatile @Nullable Call running;
    private volatile @Nullable Supplier<Call> newCall;
    private volatile @Nullable Future<?> timer;

    /**
     * Creates an attempt.
     *
     * @param needsOwnConnection whether the request must not share an HTTP/1.1 connection
     */
    Attempt(InboxScheduler time, Duration timeout, long maxBodyBytes, boolean needsOwnConnection) {
        this.time = time;
        this.timeout = timeout;
        // leaves room for the one extra byte that read() requests
        this.maxBodyBytes = Math.min(maxBodyBytes, Long.MAX_VALUE - 1);
        this.needsOwnConnection = needsOwnConnection;
    }

    /**
     * Sends the request. The future always completes, and always with a value.
     *
     * @param newCall builds the same request for a new connection; used at most once, when no shared connection will do
     */
    CompletableFuture<Outcome> send(Call call, Supplier<Call> newCall, Cancellation cancellation) {
        this.running = call;
        this.newCall = newCall;
        cancellation.during(() -> giveUp(java.util.Objects.requireNonNull(cancellation.reason())));
        if (!ended.get()) {
            enqueue(call);
        }
        return outcome;
    }

    private void enqueue(Call call) {
        try {
            call.enqueue(this);
        } catch (RuntimeException | Error e) {
            // thrown by a custom HTTP client, its executor or its event listener
            giveUp(new Outcome.Unchecked(e));
        }
    }

    /** Starts the attempt timeout. Called when OkHttp begins to process the request. */
    void startTimeout() {
        if (timer == null && timeout.compareTo(Durations.FOREVER) < 0) {
            timer = time.schedule(
                    () -> giveUp(new Outcome.AttemptTimeout("the attempt took longer than " + Durations.text(timeout)
                            + " (CallOptions.attemptTimeout)")),
                    timeout);
        }
        if (ended.get()) {
            stopTimer();
        }
    }

    /**
     * Returns whether the request may be written now: true once, and once more after each {@link #markUnprocessed} or {@link #allowRewrite}.
     */
    boolean mayWrite() {
        return phase.compareAndSet(Phase.WAITING, Phase.WRITTEN);
    }

    /** Records that the server processed nothing of the request: it may be written again. */
    void markUnprocessed() {
        phase.compareAndSet(Phase.WRITTEN, Phase.WAITING);
    }

    /** Records that the request has no effect and that its response is lost: it may be written on another connection. */
    void allowRewrite() {
        writtenBefore = true;
        phase.compareAndSet(Phase.WRITTEN, Phase.WAITING);
    }

    /** Records that the attempt uses a connection that has carried no request before. */
    void useNewConnection() {
        newConnection = true;
    }

    boolean needsOwnConnection() {
        return needsOwnConnection;
    }

    boolean usesNewConnection() {
        return newConnection;
    }

    /** Records the protocol of the attempt's connection. */
    void connectedOver(boolean http1) {
        isHttp1 = http1;
    }

    /** Returns whether the connection was HTTP/1.1, or the given default if the attempt had no connection. */
    boolean isHttp1(boolean defaultValue) {
        Boolean known = isHttp1;
        return known == null ? defaultValue : known;
    }

    boolean isWritten() {
        return phase.get() == Phase.WRITTEN;
    }

    private void giveUp(Throwable reason) {
        phase.compareAndSet(Phase.WAITING, Phase.GIVEN_UP);
        if (ended.compareAndSet(false, true)) {
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
        if (failure instanceof StaleConnectionCheck.Shared && phase.get() == Phase.WAITING && sendOnNewConnection()) {
            return;
        }
        if (ended.compareAndSet(false, true)) {
            // a user's interceptor may still be running, in its own thread
            phase.compareAndSet(Phase.WAITING, Phase.GIVEN_UP);
            end(Outcome.of(Outcome.Unreadable.behind(failure), isWritten() || writtenBefore));
        }
    }

    /** Sends the request on a new connection: once per attempt, within the same attempt timeout. */
    private boolean sendOnNewConnection() {
        Supplier<Call> supplier = newCall;
        newCall = null;
        if (supplier == null || ended.get()) {
            return false;
        }
        newConnection = true;
        try {
            Call call = supplier.get();
            running = call;
            enqueue(call);
            if (ended.get()) {
                call.cancel();
            }
        } catch (RuntimeException | Error e) {
            // thrown by an event listener of a custom HTTP client
            giveUp(new Outcome.Unchecked(e));
        }
        return true;
    }

    @Override
    public void onResponse(Call call, Response response) {
        Outcome result;
        try (response) {
            result = Outcome.of(read(response));
        } catch (Throwable e) {
            result = Outcome.of(new Outcome.Unchecked(e), true);
        }
        if (ended.compareAndSet(false, true)) {
            end(result);
        }
    }

    private void end(Outcome result) {
        stopTimer();
        outcome.complete(result);
    }

    private void stopTimer() {
        Future<?> scheduled = timer;
        if (scheduled != null) {
            CallListeners.aside("the timer of an attempt was not stopped", () -> scheduled.cancel(false));
        }
    }

    /** Returns the maximum size of a response body, in bytes. */
    long maxBodyBytes() {
        return maxBodyBytes;
    }

    /**
     * Reads the response. A status is useful without its body, so a body that breaks off is reported differently from a missing response.
     */
    private Outcome.Answer read(Response encoded) {
        Response response = ContentCoding.decoded(encoded);
        Buffer body = new Buffer();
        IOException failure = null;
        long maxBytes = response.isSuccessful() ? maxBodyBytes : MAX_ERROR_BODY_BYTES;
        try {
            BufferedSource source = response.body().source();
            boolean more = source.request(maxBytes + 1);
            String unknown = ContentCoding.unknown(response);
            if (unknown != null && !source.exhausted()) {
                throw new Outcome.Unreadable(
                        "the response is encoded as " + unknown + ", which the client did not ask for");
            }
            body.write(source.getBuffer(), Math.min(maxBytes, source.getBuffer().size()));
            if (more && response.isSuccessful()) {
                failure = Outcome.TooLarge.decoded(maxBytes);
            }
        } catch (IOException e) {
            boolean malformed = e instanceof ProtocolException && !UNEXPECTED_END.equals(e.getMessage());
            failure = malformed && !(e instanceof Outcome.Unreadable)
                    ? new Outcome.Unreadable("the body of the response is not valid HTTP")
                    : Outcome.Unreadable.behind(e);
        }
        return new Outcome.Answer(response.code(), response.headers(), body, failure);
    }
}
