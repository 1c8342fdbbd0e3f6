package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.testing.Warnings;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors at every step of a call, as with incompatible or incomplete dependencies. */
class LinkageErrorTest {
    private static final Logger LOG = Logger.getLogger("com.inboxapp.sdk");

    private final List<ExecutorService> executors = new ArrayList<>();
    private final Handler broken = new Broken();

    /** The step that throws, and the expected effect on a send. */
    enum Step {
        REQUEST(Effect.NOTHING_WRITTEN),
        LIMITER_TRY_ACQUIRE(Effect.NOTHING_WRITTEN),
        LIMITER_ON_RESPONSE(Effect.ANY),
        DEADLINE_TIMER(Effect.NOTHING_WRITTEN),
        DEADLINE_TIMER_STOP(Effect.RESPONSE_RECEIVED),
        ATTEMPT_TIMER(Effect.NOTHING_WRITTEN),
        ATTEMPT_TIMER_STOP(Effect.RESPONSE_RECEIVED),
        EXECUTOR(Effect.NOTHING_WRITTEN),
        EVENT_LISTENER_FACTORY(Effect.NOTHING_WRITTEN),
        CALL_START(Effect.NOTHING_WRITTEN),
        PROXY_SELECT_START(Effect.NOTHING_WRITTEN),
        PROXY_SELECT_END(Effect.NOTHING_WRITTEN),
        CONNECT_START(Effect.NOTHING_WRITTEN),
        CONNECT_END(Effect.NOTHING_WRITTEN),
        CONNECTION_ACQUIRED(Effect.NOTHING_WRITTEN),
        INTERCEPTOR(Effect.NOTHING_WRITTEN),
        NETWORK_INTERCEPTOR(Effect.NOTHING_WRITTEN),
        REQUEST_HEADERS_START(Effect.UNKNOWN),
        REQUEST_HEADERS_END(Effect.UNKNOWN),
        REQUEST_BODY_START(Effect.UNKNOWN),
        REQUEST_BODY_END(Effect.UNKNOWN),
        RESPONSE_HEADERS_START(Effect.UNKNOWN),
        RESPONSE_HEADERS_END(Effect.UNKNOWN),
        NETWORK_INTERCEPTOR_AFTERWARDS(Effect.UNKNOWN),
        INTERCEPTOR_AFTERWARDS(Effect.UNKNOWN),
        RESPONSE_BODY_START(Effect.UNKNOWN),
        RESPONSE_BODY_END(Effect.UNKNOWN),
        CONNECTION_RELEASED(Effect.UNKNOWN),
        CALL_END(Effect.UNKNOWN),
        DECODER(Effect.UNKNOWN),
        LISTENER(Effect.RESPONSE_RECEIVED),
        LOGGER(Effect.RESPONSE_RECEIVED);

        private final Effect effect;

        Step(Effect effect) {
            this.effect = effect;
        }
    }

    enum Effect {
        NOTHING_WRITTEN,
        UNKNOWN,
        RESPONSE_RECEIVED,
        /** Either of the two before. */
        ANY
    }

    record Case(Step step, Error error, String operation, boolean async) {
        @Override
        public String toString() {
            return step + ", " + error.getClass().getSimpleName() + ", " + operation + (async ? ", async" : "");
        }
    }

    static Stream<Case> cases() {
        List<Error> errors = List.of(new NoSuchFieldError("x"), new StackOverflowError());
        return Stream.of(Step.values())
                .flatMap(step -> errors.stream()
                        .flatMap(error -> Stream.of("team.get", "messages.quickSend")
                                .filter(operation -> !operation.equals("team.get") || hasStep(step))
                                .flatMap(operation ->
                                        Stream.of(true, false).map(async -> new Case(step, error, operation, async)))));
    }

    /** A GET has no body. */
    private static boolean hasStep(Step step) {
        return step != Step.REQUEST && !step.name().startsWith("REQUEST_BODY");
    }

    @AfterEach
    void cleanUp() {
        LOG.removeHandler(broken);
        executors.forEach(ExecutorService::shutdownNow);
    }

    private ExecutorService daemonExecutor() {
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "given-client");
            thread.setDaemon(true);
            return thread;
        });
        executors.add(executor);
        return executor;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsACallOnceAndReportsWhetherItWasWritten(Case testCase) throws Exception {
        RecordingListener recorded = new RecordingListener();
        boolean sends = testCase.operation.equals("messages.quickSend");
        AtomicInteger ends = new AtomicInteger();
        String body = sends ? Responses.SENT_MESSAGE : Responses.TEAM;
        try (RawServer server = new RawServer(connection -> connection
                        .getOutputStream()
                        .write(Faults.response(200, "", body).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                InboxClient client = client(testCase, server, recorded)) {
            Throwable thrown = catchThrowable(() -> {
                InboxCall<?> call = ApiTable.call(testCase.operation, client);
                if (!testCase.async) {
                    call.execute();
                    return;
                }
                CompletableFuture<?> counted =
                        call.executeAsync().whenComplete((value, failure) -> ends.incrementAndGet());
                try {
                    counted.orTimeout(30, TimeUnit.SECONDS).join();
                } catch (CompletionException e) {
                    throw e.getCause();
                }
            });

            check(testCase.step.effect, sends, thrown, server.requests());
            if (thrown instanceof InboxException e) {
                assertThat(e.operation()).isEqualTo(testCase.operation);
            }
            if (testCase.async) {
                assertThat(ends).hasValue(1);
            }
            if (testCase.step != Step.REQUEST) {
                assertThat(recorded.ends()).hasSize(1);
            }
        }
        assertThat(Warnings.takenTexts())
                .isSubsetOf(
                        "a call listener failed",
                        "cleaning up after a call failed",
                        "the timer of an attempt was not stopped");
    }

    private static void check(Effect effect, boolean sends, @Nullable Throwable thrown, int requests) {
        switch (effect) {
            case NOTHING_WRITTEN -> {
                assertThat(thrown).isInstanceOf(InboxException.class).isNotInstanceOf(InboxUnconfirmedException.class);
                assertThat(requests).isZero();
            }
            case UNKNOWN -> {
                assertThat(thrown).isInstanceOf(InboxException.class);
                assertThat(thrown instanceof InboxUnconfirmedException).isEqualTo(sends);
                assertThat(requests).isLessThanOrEqualTo(1);
            }
            case RESPONSE_RECEIVED -> {
                assertThat(thrown).isNull();
                assertThat(requests).isOne();
            }
            case ANY -> check(thrown == null ? Effect.RESPONSE_RECEIVED : Effect.UNKNOWN, sends, thrown, requests);
        }
    }

    private InboxClient client(Case testCase, RawServer server, RecordingListener recorded) {
        Dispatcher dispatcher =
                new Dispatcher(testCase.step == Step.EXECUTOR ? new Failing(testCase.error) : daemonExecutor());
        OkHttpClient.Builder http = new OkHttpClient.Builder().dispatcher(dispatcher);
        InboxClient.Builder builder = InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .scheduler(new Time(testCase))
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
        switch (testCase.step) {
            case REQUEST -> builder.models(Faults.adapter(Set.<Type>of(QuickSendRequest.class), testCase.error));
            case DECODER -> builder.models(Faults.adapter(Set.of(Team.class, SentMessage.class), testCase.error));
            case LIMITER_TRY_ACQUIRE, LIMITER_ON_RESPONSE ->
                builder.rateLimits(RateLimitOptions.builder().build()).rateLimiter(new Limiter(testCase));
            case INTERCEPTOR -> http.addInterceptor(Faults.before(testCase.error));
            case NETWORK_INTERCEPTOR -> http.addNetworkInterceptor(Faults.before(testCase.error));
            case INTERCEPTOR_AFTERWARDS -> http.addInterceptor(Faults.after(testCase.error));
            case NETWORK_INTERCEPTOR_AFTERWARDS -> http.addNetworkInterceptor(Faults.after(testCase.error));
            case LISTENER -> builder.listener(Faults.listener(testCase.error));
            case LOGGER -> {
                LOG.addHandler(broken);
                builder.listener(Faults.listener(testCase.error));
            }
            case EVENT_LISTENER_FACTORY -> {
                // the first call is Retrofit's, which is only used for its request
                AtomicInteger calls = new AtomicInteger();
                http.eventListenerFactory(call -> calls.incrementAndGet() == 1
                        ? EventListener.NONE
                        : Faults.<EventListener, RuntimeException>raise(testCase.error));
            }
            default -> http.eventListener(new Events(testCase));
        }
        return builder.httpClient(http.build()).listener(recorded).build();
    }

    /** A log handler that always fails. */
    private static final class Broken extends Handler {
        @Override
        public void publish(LogRecord record) {
            throw new NoClassDefFoundError("a part of the logger");
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    private static final class Failing extends AbstractExecutorService {
        private final Error error;

        Failing(Error error) {
            this.error = error;
        }

        @Override
        public void execute(Runnable task) {
            Faults.raise(error);
        }

        @Override
        public void shutdown() {
            // no threads to stop
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** A scheduler whose time never advances. */
    private record Time(Case testCase) implements InboxScheduler {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            boolean deadline = delay.equals(CallOptions.defaults().deadline());
            if (testCase.step == (deadline ? Step.DEADLINE_TIMER : Step.ATTEMPT_TIMER)) {
                Faults.raise(testCase.error);
            }
            Step stop = deadline ? Step.DEADLINE_TIMER_STOP : Step.ATTEMPT_TIMER_STOP;
            return testCase.step != stop
                    ? new CompletableFuture<>()
                    : new CompletableFuture<Object>() {
                        @Override
                        public boolean cancel(boolean interrupt) {
                            return Faults.<Boolean, RuntimeException>raise(testCase.error);
                        }
                    };
        }
    }

    private record Limiter(Case testCase) implements RateLimiter {
        @Override
        public CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
            return testCase.step == Step.LIMITER_TRY_ACQUIRE
                    ? Faults.<CompletionStage<Decision>, RuntimeException>raise(testCase.error)
                    : CompletableFuture.completedFuture(Decision.now());
        }

        @Override
        public void onResponse(
                RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
            Faults.raise(testCase.error);
        }

        @Override
        public void release(RateLimitedRequest request) {
            Faults.raise(testCase.error);
        }

        @Override
        public List<RateLimitStatus> rateLimits() {
            return List.of();
        }
    }

    private static final class Events extends EventListener {
        private final Case testCase;

        Events(Case testCase) {
            this.testCase = testCase;
        }

        private void at(String event) {
            if (testCase.step.name().equals(event.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))) {
                Faults.raise(testCase.error);
            }
        }

        @Override
        public void callStart(Call call) {
            at("callStart");
        }

        @Override
        public void proxySelectStart(Call call, okhttp3.HttpUrl url) {
            at("proxySelectStart");
        }

        @Override
        public void proxySelectEnd(Call call, okhttp3.HttpUrl url, List<Proxy> proxies) {
            at("proxySelectEnd");
        }

        @Override
        public void dnsStart(Call call, String domain) {
            at("dnsStart");
        }

        @Override
        public void dnsEnd(Call call, String domain, List<InetAddress> addresses) {
            at("dnsEnd");
        }

        @Override
        public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
            at("connectStart");
        }

        @Override
        public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
            at("connectEnd");
        }

        @Override
        public void connectionAcquired(Call call, Connection connection) {
            at("connectionAcquired");
        }

        @Override
        public void connectionReleased(Call call, Connection connection) {
            at("connectionReleased");
        }

        @Override
        public void requestHeadersStart(Call call) {
            at("requestHeadersStart");
        }

        @Override
        public void requestHeadersEnd(Call call, Request request) {
            at("requestHeadersEnd");
        }

        @Override
        public void requestBodyStart(Call call) {
            at("requestBodyStart");
        }

        @Override
        public void requestBodyEnd(Call call, long bytes) {
            at("requestBodyEnd");
        }

        @Override
        public void responseHeadersStart(Call call) {
            at("responseHeadersStart");
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            at("responseHeadersEnd");
        }

        @Override
        public void responseBodyStart(Call call) {
            at("responseBodyStart");
        }

        @Override
        public void responseBodyEnd(Call call, long bytes) {
            at("responseBodyEnd");
        }

        @Override
        public void callEnd(Call call) {
            at("callEnd");
        }

        @Override
        public void callFailed(Call call, IOException failure) {
            at("callFailed");
        }
    }
}
