package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadPage;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.sandbox.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallFaultsTest {
    private static final int SMALL_STACK = 512 * 1024;
    private static final int FRAMES_NEAR_THE_END = 4_000;
    private static final int EVERY = 37;
    private static final RateLimitOptions LIMITS =
            RateLimitOptions.builder().perMinute(10_000).build();

    private final VirtualSandbox sandbox = new VirtualSandbox();
    private final AtomicInteger countdown = new AtomicInteger();
    private @Nullable Throwable kind;

    @AfterEach
    void close() {
        sandbox.close();
    }

    static Stream<Throwable> kinds() {
        return Stream.of(new IllegalStateException("broken"), new StackOverflowError(), new LinkageError());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void endsEveryCallAndLeaksNoPermitWhenTheSchedulerFails(Throwable kind) throws Exception {
        this.kind = kind;
        InboxClient client = sandbox.client(
                builder -> builder.scheduler(new FailingScheduler()).rateLimits(LIMITS));
        // with a deadline, the virtual time advances to it before the response is processed
        for (CallOptions options :
                List.of(CallOptions.builder().noDeadline().build(), CallOptions.deadline(Duration.ofMinutes(5)))) {
            boolean failed = true;
            for (int k = 1; failed; k++) {
                countdown.set(k);
                CompletableFuture<ThreadPage> call = started(client, options);
                assertThat(sandbox.awaitEnd(call)).isDone();
                failed = countdown.getAndSet(0) <= 0;
                assertThat(sandbox.awaitEnd(client.threads().list().executeAsync()))
                        .isCompleted();
            }
        }
        assertThat(client.rateLimits().get(0).remaining()).isGreaterThanOrEqualTo(LIMITS.perMinute() - 200);
        sandbox.time.advance(Duration.ofMinutes(2));
        assertThat(client.rateLimits().get(0).used()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void failsUnconfirmedWhenTheClockBreaksAfterASendWasWritten(Throwable kind) throws Exception {
        this.kind = kind;
        AtomicBoolean broken = new AtomicBoolean();
        OkHttpClient http = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    try {
                        return chain.proceed(chain.request());
                    } finally {
                        broken.set(true);
                    }
                })
                .build();
        InboxClient client = sandbox.client(
                builder -> builder.scheduler(new BreakableScheduler(broken)).httpClient(http));
        for (Fault fault : List.of(Fault.afterEffect(), Fault.afterEffect().respond(500))) {
            broken.set(false);
            sandbox.faults().on("POST", VirtualSandbox.QUICK_SEND).nth(1, fault);

            CompletableFuture<SentMessage> sent = sandbox.awaitEnd(client.messages()
                    .quickSend(VirtualSandbox.message("555555555", "Hi"))
                    .executeAsync());

            assertThat(sent).isCompletedExceptionally();
            assertThat(sent.handle((value, failure) -> Failures.unwrapped(failure))
                            .join())
                    .isInstanceOf(InboxUnconfirmedException.class);
            sandbox.faults().clear();
        }
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** Virtual time that fails while the flag is set. */
    private final class BreakableScheduler implements DelegatingScheduler {
        private final AtomicBoolean broken;

        private BreakableScheduler(AtomicBoolean broken) {
            this.broken = broken;
        }

        @Override
        public InboxScheduler time() {
            return sandbox.time;
        }

        @Override
        public Instant now() {
            if (broken.get()) {
                CallFaultsTest.<RuntimeException>sneakyThrow(kind);
            }
            return time().now();
        }

        @Override
        public long nanoTime() {
            if (broken.get()) {
                CallFaultsTest.<RuntimeException>sneakyThrow(kind);
            }
            return time().nanoTime();
        }
    }

    private static CompletableFuture<ThreadPage> started(InboxClient client, CallOptions options) {
        try {
            return client.threads().list().with(options).executeAsync();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Virtual time that fails at the end of the countdown. */
    private final class FailingScheduler implements DelegatingScheduler {
        @Override
        public InboxScheduler time() {
            return sandbox.time;
        }

        @Override
        public Instant now() {
            tick();
            return time().now();
        }

        @Override
        public long nanoTime() {
            tick();
            return time().nanoTime();
        }

        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            tick();
            return time().schedule(task, delay);
        }

        private void tick() {
            if (countdown.get() > 0 && countdown.decrementAndGet() == 0) {
                countdown.set(-1);
                CallFaultsTest.<RuntimeException>sneakyThrow(kind);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(@Nullable Throwable kind) throws E {
        throw (E) kind;
    }

    @Test
    void keepsWorkingAfterCallsNearTheEndOfTheStack() throws Exception {
        InboxClient client = sandbox.client(builder -> builder.rateLimits(LIMITS));
        assertThat(sandbox.awaitEnd(client.threads().list().executeAsync())).isCompleted();
        List<CompletableFuture<ThreadPage>> calls = new ArrayList<>();
        Thread deep = new Thread(
                null, () -> fromTheEnd(() -> calls.add(client.threads().list().executeAsync())), "deep", SMALL_STACK);
        deep.start();
        deep.join();

        int made = 0;
        for (CompletableFuture<ThreadPage> call : calls) {
            made += sandbox.awaitEnd(call).isCompletedExceptionally() ? 0 : 1;
        }
        assertThat(made).isBetween(1, calls.size() - 1);
        assertThat(client.rateLimits().get(0).used()).isEqualTo(1 + made);
        assertThat(sandbox.awaitEnd(client.threads().list().executeAsync())).isCompleted();
        sandbox.time.advance(Duration.ofMinutes(2));
        assertThat(client.rateLimits().get(0).used()).isZero();
    }

    /** Recurses to the end of the stack, makes calls on the way back, and returns the depth. */
    @SuppressWarnings("InfiniteRecursion") // ends with a StackOverflowError
    private static int fromTheEnd(Runnable call) {
        int above;
        try {
            above = fromTheEnd(call);
        } catch (StackOverflowError e) {
            above = 0;
        }
        if (above < FRAMES_NEAR_THE_END && above % EVERY == 0) {
            try {
                call.run();
            } catch (StackOverflowError e) {
                // no stack left to report it
            }
        }
        return above + 1;
    }

    @Test
    void leaksNoPermitWhenTheExecutorRejects() throws Exception {
        ExecutorService rejecting = Executors.newSingleThreadExecutor();
        rejecting.shutdown();
        InboxClient client = sandbox.client(builder -> builder.rateLimits(LIMITS)
                .httpClient(new OkHttpClient.Builder()
                        .dispatcher(new Dispatcher(rejecting))
                        .build()));

        assertThat(sandbox.awaitEnd(client.threads().list().executeAsync())).isCompletedExceptionally();

        assertThat(client.rateLimits().get(0).used()).isZero();
    }
}
