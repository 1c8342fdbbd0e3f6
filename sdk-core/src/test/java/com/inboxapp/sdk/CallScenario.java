package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The fixture of one call and the cause that ends it: a server, a client in virtual time, and the waiting thread or future. */
final class CallScenario implements Closeable {
    static final Duration ATTEMPT = Duration.ofSeconds(10);
    static final Duration DEADLINE = Duration.ofSeconds(45);
    static final Duration PAUSE = Duration.ofSeconds(5);
    static final int MAX_RESPONSE_BYTES = 64 * 1024;

    /** How a call is executed. */
    enum Mode {
        BLOCKING,
        VIRTUAL_THREAD,
        ASYNC;

        boolean isPossible() {
            return this != VIRTUAL_THREAD || Runtime.version().feature() >= 21;
        }

        boolean blocks() {
            return this != ASYNC;
        }
    }

    interface ServerBehavior {
        void serve(CallScenario scenario, Socket connection) throws IOException;
    }

    interface Step {
        void take(CallScenario scenario) throws Exception;
    }

    interface ClientSetup {
        void make(CallScenario scenario, InboxClient.Builder builder) throws IOException;
    }

    /** How a call ended for its caller. */
    record End(@Nullable Object value, @Nullable Throwable failure, boolean interrupted) {}

    final VirtualTime clock = new VirtualTime();
    final RecordingListener recorded = new RecordingListener();
    final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "given-client");
        thread.setDaemon(true);
        return thread;
    });
    final Dispatcher dispatcher = new Dispatcher(executor);

    private final AtomicInteger ends = new AtomicInteger();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<CompletableFuture<?>> future = new CompletableFuture<>();
    private final CompletableFuture<Thread> caller = new CompletableFuture<>();
    private final List<Closeable> open = new ArrayList<>();
    private final EndCause cause;
    private final String operation;
    private final int maxAttempts;
    private final RawServer server;
    private final InboxClient client;

    CallScenario(EndCause cause, String operation, int maxAttempts) throws IOException {
        this.cause = cause;
        this.operation = operation;
        this.maxAttempts = maxAttempts;
        this.server = new RawServer(connection -> cause.server().serve(this, connection));
        InboxClient.Builder builder = InboxClient.builder()
                .apiToken("matrix-token")
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .scheduler(new Immediate(clock))
                .maxResponseBytes(MAX_RESPONSE_BYTES)
                .options(CallOptions.builder()
                        .attemptTimeout(ATTEMPT)
                        .deadline(DEADLINE)
                        .retries(new RetryPolicy(maxAttempts, Duration.ZERO, Duration.ZERO, Duration.ofHours(1)))
                        .build());
        cause.client().make(this, builder);
        this.client = builder.listener(recorded).build();
    }

    /** Virtual time that runs tasks without a delay immediately. */
    private record Immediate(VirtualTime time) implements DelegatingScheduler {
        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            if (!delay.isZero()) {
                return time.schedule(task, delay);
            }
            task.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    End run(Mode mode, int attempts) throws Exception {
        cause.before().take(this);
        InboxCall<?> call = ApiTable.call(operation, client);
        if (mode.blocks()) {
            Thread thread = thread(mode, () -> block(call));
            caller.complete(thread);
            thread.start();
        } else {
            async(call);
        }
        for (int i = 1; i <= attempts; i++) {
            cause.eachAttempt().take(this);
        }
        recorded.awaitEnd();
        return end.get(60, TimeUnit.SECONDS);
    }

    private static Thread thread(Mode mode, Runnable task) throws ReflectiveOperationException {
        if (mode == Mode.BLOCKING) {
            return new Thread(task, "caller");
        }
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("unstarted", Runnable.class)
                .invoke(builder, task);
    }

    private void block(InboxCall<?> call) {
        if (cause == EndCause.INTERRUPTED_BEFORE) {
            Thread.currentThread().interrupt();
        }
        try {
            ended(call.executeForResponse(), null);
        } catch (Throwable e) {
            ended(null, e);
        }
    }

    private void async(InboxCall<?> call) {
        if (cause == EndCause.INTERRUPTED_BEFORE) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture<?> running = call.executeForResponseAsync();
        boolean stillInterrupted = Thread.interrupted();
        if (stillInterrupted != (cause == EndCause.INTERRUPTED_BEFORE)) {
            throw new AssertionError("executeAsync changed the thread's interrupted flag");
        }
        var unused = running.whenComplete(this::ended);
        future.complete(running);
    }

    private void ended(@Nullable Object value, @Nullable Throwable failure) {
        ends.incrementAndGet();
        end.complete(new End(value, failure, Thread.interrupted()));
    }

    /** Returns how often the end was reported to the caller. */
    int ends() {
        return ends.get();
    }

    int requests() {
        return server.requests();
    }

    String operation() {
        return operation;
    }

    String goodResponse() {
        return ApiTable.operations().stream()
                .filter(row -> row.id().equals(operation))
                .findFirst()
                .orElseThrow()
                .response();
    }

    boolean retries() {
        return maxAttempts > 1;
    }

    InboxClient client() {
        return client;
    }

    OkHttpClient.Builder http() {
        return new OkHttpClient.Builder().dispatcher(dispatcher);
    }

    <C extends Closeable> C opened(C closeable) {
        open.add(closeable);
        return closeable;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** Waits until no timer is left: a timer that is set while the call ends is cancelled shortly after. */
    void awaitNoTimer() {
        long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (clock.waiting() > 0) {
            if (System.nanoTime() - limit > 0) {
                throw new AssertionError(clock.waiting() + " timers are left");
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until the client reads from its socket. An interruption has no effect there, but would before. */
    void awaitRead() {
        while (Thread.getAllStackTraces().values().stream().noneMatch(CallScenario::isReading)) {
            Thread.onSpinWait();
        }
    }

    private static boolean isReading(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("implRead"))
                && Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("okhttp3."));
    }

    void interrupt() {
        caller.join().interrupt();
    }

    CompletableFuture<?> future() {
        return future.join();
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until the client closes the connection. */
    static void hang(Socket connection) throws IOException {
        while (connection.getInputStream().read() >= 0) {
            // nothing more is expected
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        dispatcher.cancelAll();
        executor.shutdownNow();
        for (Closeable closeable : open) {
            closeable.close();
        }
        server.close();
    }
}
