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

/** Errors at every step of a call, as a program has them that runs with half of a library. */
class LinkageErrorTest {
    private static final Logger LOG = Logger.getLogger("com.inboxapp.sdk");

    private final List<ExecutorService> executors = new ArrayList<>();
    private final Handler broken = new Broken();

    /** Where it is thrown, and what becomes of a send. */
    enum Step {
        REQUEST(Effect.NOTHING_WRITTEN),
        BUDGET_TAKE(Effect.NOTHING_WRITTEN),
        BUDGET_ANSWERED(Effect.ANY),
        DEADLINE_TIMER(Effect.NOTHING_WRITTEN),
        DEADLINE_TIMER_STOP(Effect.ANSWERED),
        ATTEMPT_TIMER(Effect.NOTHING_WRITTEN),
        ATTEMPT_TIMER_STOP(Effect.ANSWERED),
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
        LISTENER(Effect.ANSWERED),
        LOGGER(Effect.ANSWERED);

        private final Effect effect;

        Step(Effect effect) {
            this.effect = effect;
        }
    }

    enum Effect {
        NOTHING_WRITTEN,
        UNKNOWN,
        ANSWERED,
        /** Of the two before. */
        ANY
    }

    record Place(Step step, Error error, String operation, boolean async) {
        @Override
        public String toString() {
            return step + ", " + error.getClass().getSimpleName() + ", " + operation + (async ? ", async" : "");
        }
    }

    static Stream<Place> places() {
        List<Error> errors = List.of(new NoSuchFieldError("x"), new StackOverflowError());
        return Stream.of(Step.values())
                .flatMap(step -> errors.stream()
                        .flatMap(error -> Stream.of("team.get", "messages.quickSend")
                                .filter(operation -> !operation.equals("team.get") || hasPlaceFor(step))
                                .flatMap(operation -> Stream.of(true, false)
                                        .map(async -> new Place(step, error, operation, async)))));
    }

    /** A GET has no body. */
    private static boolean hasPlaceFor(Step step) {
        return step != Step.REQUEST && !step.name().startsWith("REQUEST_BODY");
    }

    @AfterEach
    void endWhatIsLeft() {
        LOG.removeHandler(broken);
        executors.forEach(ExecutorService::shutdownNow);
    }

    private ExecutorService daemons() {
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "given-client");
            thread.setDaemon(true);
            return thread;
        });
        executors.add(executor);
        return executor;
    }

    @ParameterizedTest
    @MethodSource("places")
    void aCallEndsOnceAndSaysWhetherItWasWritten(Place place) throws Exception {
        Heard heard = new Heard();
        boolean sends = place.operation.equals("messages.quickSend");
        AtomicInteger ends = new AtomicInteger();
        String body = sends ? Answers.SENT_MESSAGE : Answers.TEAM;
        try (RawServer server = new RawServer(connection -> connection
                        .getOutputStream()
                        .write(Faults.answer(200, "", body).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                InboxClient client = client(place, server, heard)) {
            Throwable thrown = catchThrowable(() -> {
                InboxCall<?> call = ApiTable.call(place.operation, client);
                if (!place.async) {
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

            check(place.step.effect, sends, thrown, server.requests());
            if (thrown instanceof InboxException e) {
                assertThat(e.operation()).isEqualTo(place.operation);
            }
            if (place.async) {
                assertThat(ends).hasValue(1);
            }
            if (place.step != Step.REQUEST) {
                assertThat(heard.ends()).hasSize(1);
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
            case ANSWERED -> {
                assertThat(thrown).isNull();
                assertThat(requests).isOne();
            }
            case ANY -> check(thrown == null ? Effect.ANSWERED : Effect.UNKNOWN, sends, thrown, requests);
        }
    }

    private InboxClient client(Place place, RawServer server, Heard heard) {
        Dispatcher dispatcher = new Dispatcher(place.step == Step.EXECUTOR ? new Failing(place.error) : daemons());
        OkHttpClient.Builder http = new OkHttpClient.Builder().dispatcher(dispatcher);
        InboxClient.Builder builder = InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .scheduler(new Time(place))
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
        switch (place.step) {
            case REQUEST -> builder.models(Faults.adapter(Set.<Type>of(QuickSendRequest.class), place.error));
            case DECODER -> builder.models(Faults.adapter(Set.of(Team.class, SentMessage.class), place.error));
            case BUDGET_TAKE, BUDGET_ANSWERED ->
                builder.rateLimits(RateLimitOptions.builder().build()).rateLimiter(new Limiter(place));
            case INTERCEPTOR -> http.addInterceptor(Faults.before(place.error));
            case NETWORK_INTERCEPTOR -> http.addNetworkInterceptor(Faults.before(place.error));
            case INTERCEPTOR_AFTERWARDS -> http.addInterceptor(Faults.after(place.error));
            case NETWORK_INTERCEPTOR_AFTERWARDS -> http.addNetworkInterceptor(Faults.after(place.error));
            case LISTENER -> builder.listener(Faults.listener(place.error));
            case LOGGER -> {
                LOG.addHandler(broken);
                builder.listener(Faults.listener(place.error));
            }
            case EVENT_LISTENER_FACTORY -> {
                // the first call is Retrofit's, of which only the request is used
                AtomicInteger calls = new AtomicInteger();
                http.eventListenerFactory(call -> calls.incrementAndGet() == 1
                        ? EventListener.NONE
                        : Faults.<EventListener, RuntimeException>raise(place.error));
            }
            default -> http.eventListener(new Events(place));
        }
        return builder.httpClient(http.build()).listener(heard).build();
    }

    /** Cannot log anything. */
    private static final class Broken extends Handler {
        @Override
        public void publish(LogRecord record) {
            throw new NoClassDefFoundError("a part of the logger");
        }

        @Override
        public void flush() {
            // keeps nothing
        }

        @Override
        public void close() {
            // has nothing
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
            // has no threads
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

    /** Virtual time that stands still. */
    private record Time(Place place) implements InboxScheduler {
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
            if (place.step == (deadline ? Step.DEADLINE_TIMER : Step.ATTEMPT_TIMER)) {
                Faults.raise(place.error);
            }
            Step stop = deadline ? Step.DEADLINE_TIMER_STOP : Step.ATTEMPT_TIMER_STOP;
            return place.step != stop
                    ? new CompletableFuture<>()
                    : new CompletableFuture<Object>() {
                        @Override
                        public boolean cancel(boolean interrupt) {
                            return Faults.<Boolean, RuntimeException>raise(place.error);
                        }
                    };
        }
    }

    private record Limiter(Place place) implements RateLimiter {
        @Override
        public CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
            return place.step == Step.BUDGET_TAKE
                    ? Faults.<CompletionStage<Decision>, RuntimeException>raise(place.error)
                    : CompletableFuture.completedFuture(Decision.now());
        }

        @Override
        public void onResponse(
                RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
            Faults.raise(place.error);
        }

        @Override
        public void release(RateLimitedRequest request) {
            Faults.raise(place.error);
        }

        @Override
        public List<RateLimitStatus> rateLimits() {
            return List.of();
        }
    }

    private static final class Events extends EventListener {
        private final Place place;

        Events(Place place) {
            this.place = place;
        }

        private void at(String event) {
            if (place.step.name().equals(event.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))) {
                Faults.raise(place.error);
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
