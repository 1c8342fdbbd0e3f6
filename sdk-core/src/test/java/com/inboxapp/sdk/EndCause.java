package com.inboxapp.sdk;

import static com.inboxapp.sdk.CallScenario.ATTEMPT;
import static com.inboxapp.sdk.CallScenario.DEADLINE;
import static com.inboxapp.sdk.CallScenario.MAX_RESPONSE_BYTES;
import static com.inboxapp.sdk.CallScenario.PAUSE;
import static com.inboxapp.sdk.CallScenario.hang;
import static com.inboxapp.sdk.CallScenario.write;
import static com.inboxapp.sdk.Faults.response;

import com.inboxapp.sdk.CallScenario.ClientSetup;
import com.inboxapp.sdk.CallScenario.ServerBehavior;
import com.inboxapp.sdk.CallScenario.Step;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.model.ThreadSettings;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A cause that ends a call: server behavior, client configuration, and steps before the call and at each attempt. */
enum EndCause {
    ATTEMPT_TIMES_OUT(serve((scenario, socket) -> scenario.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scenario, socket) -> scenario.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_IN_THE_BODY(serve(truncated(200), (scenario, socket) -> scenario.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_IN_AN_ERROR(serve(truncated(404), (scenario, socket) -> scenario.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_CONNECTING(connecting(scenario -> scenario.pass(ATTEMPT))),

    DEADLINE_PASSES(serve((scenario, socket) -> scenario.pass(DEADLINE)).withLongAttemptTimeout()),
    DEADLINE_PASSES_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scenario, socket) -> scenario.pass(DEADLINE))
            .withLongAttemptTimeout()),
    DEADLINE_PASSES_IN_THE_BODY(
            serve(truncated(200), (scenario, socket) -> scenario.pass(DEADLINE)).withLongAttemptTimeout()),
    DEADLINE_PASSES_QUEUED(queued(scenario -> scenario.pass(DEADLINE))),
    DEADLINE_PASSES_CONNECTING(connecting(scenario -> scenario.pass(DEADLINE)).withLongAttemptTimeout()),

    CONNECTION_REFUSED(made((scenario, builder) -> builder.baseUrl(Faults.unusedUrl()))),
    CONNECT_TIMES_OUT(made((scenario, builder) ->
            builder.baseUrl(scenario.opened(new Faults.FullPort()).url()).connectTimeout(Duration.ofMillis(20)))),

    RESET_AT_THE_REQUEST(made((scenario, builder) ->
            builder.baseUrl(scenario.opened(new Faults.ResettingPort(1)).url()))),
    RESET_IN_THE_REQUEST(made((scenario, builder) ->
            builder.baseUrl(scenario.opened(new Faults.ResettingPort(50)).url()))),
    RESET_BEFORE_THE_RESPONSE(serve((scenario, socket) -> Faults.reset(socket))),
    RESET_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scenario, socket) -> Faults.reset(socket))),
    RESET_IN_THE_BODY(serve(truncated(200), (scenario, socket) -> Faults.reset(socket))),
    CLOSED_IN_THE_BODY(serve(truncated(200), (scenario, socket) -> {})),
    CLOSED_AFTER_THE_BODY(serveGood((scenario, socket) -> {})),

    READ_TIMES_OUT(serve((scenario, socket) -> hang(socket)).withShortReadTimeout()),
    READ_TIMES_OUT_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scenario, socket) -> hang(socket))
            .withShortReadTimeout()),
    READ_TIMES_OUT_IN_THE_BODY(
            serve(truncated(200), (scenario, socket) -> hang(socket)).withShortReadTimeout()),
    READ_TIMES_OUT_IN_AN_ERROR(serve(truncated(404), (scenario, socket) -> hang(socket))
            // the response headers must arrive within the timeout
            .with((scenario, builder) -> builder.readTimeout(Duration.ofMillis(500)))),

    CLIENT_CLOSED_BEFORE(before(scenario -> scenario.client().close())),
    CLIENT_CLOSED_QUEUED(queued(scenario -> scenario.client().close())),
    CLIENT_CLOSED_CONNECTING(connecting(scenario -> scenario.client().close())),
    CLIENT_CLOSED(serve((scenario, socket) -> scenario.client().close())),
    CLIENT_CLOSED_IN_THE_BODY(
            serve(truncated(200), (scenario, socket) -> scenario.client().close())),
    CLIENT_CLOSED_BEFORE_A_RETRY(duringRetryDelay(scenario -> scenario.client().close())),

    CANCELLED_QUEUED(queued(scenario -> scenario.future().cancel(true))),
    CANCELLED_CONNECTING(connecting(scenario -> scenario.future().cancel(true))),
    CANCELLED(serve((scenario, socket) -> scenario.future().cancel(true))),
    CANCELLED_IN_THE_BODY(
            serve(truncated(200), (scenario, socket) -> scenario.future().cancel(false))),
    CANCELLED_BEFORE_A_RETRY(duringRetryDelay(scenario -> scenario.future().cancel(true))),
    FUTURE_TIMES_OUT(serve((scenario, socket) -> {
        var unused = scenario.future().orTimeout(1, TimeUnit.MILLISECONDS);
        hang(socket);
    })),
    FUTURE_COMPLETED(serve((scenario, socket) -> scenario.future().complete(null))),
    FUTURE_FAILED(serve(
            (scenario, socket) -> scenario.future().completeExceptionally(new IllegalStateException("given up")))),

    INTERRUPTED_BEFORE(serveGood((scenario, socket) -> {})),
    INTERRUPTED_QUEUED(queued(CallScenario::interrupt)),
    INTERRUPTED_CONNECTING(connecting(CallScenario::interrupt)),
    INTERRUPTED(serve((scenario, socket) -> {
        scenario.interrupt();
        hang(socket);
    })),
    INTERRUPTED_IN_THE_BODY(serve(truncated(200), (scenario, socket) -> {
        scenario.interrupt();
        hang(socket);
    })),
    INTERRUPTED_BEFORE_A_RETRY(duringRetryDelay(CallScenario::interrupt)),

    INTERCEPTOR_FAILS(interceptor(Faults.before(new IOException("not today")))),
    INTERCEPTOR_THROWS(interceptor(Faults.before(new IllegalStateException("not today")))),
    INTERCEPTOR_THROWS_AN_ERROR(interceptor(Faults.before(new LinkageError("not today")))),
    INTERCEPTOR_THROWS_AFTERWARDS(interceptor(Faults.after(new IllegalStateException("not today")))),
    INTERCEPTOR_THROWS_AN_ERROR_AFTERWARDS(interceptor(Faults.after(new LinkageError("not today")))),
    NETWORK_INTERCEPTOR_THROWS(networkInterceptor(Faults.before(new IllegalStateException("not today")))),
    NETWORK_INTERCEPTOR_THROWS_AFTERWARDS(networkInterceptor(Faults.after(new LinkageError("not today")))),

    LISTENER_THROWS(rateLimitedOnce(new IllegalStateException("deaf"))),
    LISTENER_THROWS_AN_ERROR(rateLimitedOnce(new LinkageError("deaf"))),
    ADAPTER_THROWS(adapter(new IllegalStateException("no idea"))),
    ADAPTER_THROWS_AN_ERROR(adapter(new LinkageError("no idea"))),

    EXECUTOR_SHUT_DOWN(customHttpClient(http -> {}).before(scenario -> scenario.executor.shutdown())),
    EXECUTOR_SHUT_DOWN_NOW(customHttpClient(http -> {}).serving((scenario, socket) -> {
        scenario.awaitRead();
        scenario.executor.shutdownNow();
        scenario.pass(ATTEMPT);
    })),
    SCHEDULER_REJECTS_DEADLINE(rejectingScheduler(DEADLINE, DEADLINE)),
    SCHEDULER_REJECTS_TIMEOUT(rejectingScheduler(ATTEMPT, ATTEMPT)),
    SCHEDULER_REJECTS_DELAY(rejectingScheduler(PAUSE, PAUSE.multipliedBy(2).minusNanos(1))
            .serving((scenario, socket) -> write(socket, limit()))),

    BODY_NULL(serveJson("null")),
    BODY_EMPTY(serveJson("")),
    BODY_HTML(serve(response(200, "Content-Type: text/html\r\n", "<html><body>Sign in</body></html>"))),
    BODY_TRUNCATED(serveJson("{\"message\":{\"id\":\"msg_1\"")),
    BODY_OF_A_WRONG_TYPE(serveJson("[true]")),
    BODY_TOO_LARGE(serveJson(" ".repeat(MAX_RESPONSE_BYTES + 1))),
    BODY_TOO_LARGE_WHEN_DECOMPRESSED(serveGzip(16 * 1024 * 1024)),
    BODY_NOT_GZIP(serve(response(200, "Content-Encoding: gzip\r\n", "no gzip here"))),

    REDIRECTED(serve(response(307, "Location: /elsewhere\r\n", ""))),
    REJECTED(serve(response(422, "", "{\"error\":{\"code\":\"X\",\"message\":\"no such thing\",\"status\":422}}"))),
    RATE_LIMITED(serve(response(429, "Retry-After: 0\r\n", "slow down"))),
    REQUEST_TIMED_OUT(serve(response(408, "", "too late"))),
    UNAVAILABLE(serve(response(503, "Retry-After: 0\r\n", "<html>back soon</html>"))),
    REJECTED_AND_TRUNCATED(serve(truncated(422), (scenario, socket) -> {})),
    SERVER_ERROR_TRUNCATED(serve(truncated(500), (scenario, socket) -> Faults.reset(socket)));

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture no mutable state
    private final Setting setting;

    EndCause(Setting setting) {
        this.setting = setting;
    }

    ServerBehavior server() {
        return setting.server;
    }

    ClientSetup client() {
        return setting.client;
    }

    Step before() {
        return setting.before;
    }

    Step eachAttempt() {
        return setting.eachAttempt;
    }

    private record Setting(ServerBehavior server, ClientSetup client, Step before, Step eachAttempt) {
        Setting(ServerBehavior server, ClientSetup client) {
            this(server, client, scenario -> {}, scenario -> {});
        }

        Setting serving(ServerBehavior other) {
            return new Setting(other, client, before, eachAttempt);
        }

        Setting before(Step other) {
            return new Setting(server, client, other, eachAttempt);
        }

        Setting eachAttempt(Step other) {
            return new Setting(server, client, before, other);
        }

        Setting with(ClientSetup more) {
            return new Setting(
                    server,
                    (scenario, builder) -> {
                        client.make(scenario, builder);
                        more.make(scenario, builder);
                    },
                    before,
                    eachAttempt);
        }

        /** Sets an attempt timeout that is longer than the deadline. */
        Setting withLongAttemptTimeout() {
            return with((scenario, builder) -> builder.options(CallOptions.builder()
                    .attemptTimeout(DEADLINE.multipliedBy(2))
                    .build()));
        }

        Setting withShortReadTimeout() {
            return with((scenario, builder) -> builder.readTimeout(Duration.ofMillis(20)));
        }
    }

    private static Setting serve(ServerBehavior server) {
        return new Setting(server, (scenario, builder) -> {});
    }

    private static Setting serve(String bytes) {
        return serve((scenario, socket) -> write(socket, bytes));
    }

    private static Setting serve(String bytes, ServerBehavior andThen) {
        return serve((scenario, socket) -> {
            write(socket, bytes);
            andThen.serve(scenario, socket);
        });
    }

    private static Setting serveGood(ServerBehavior andThen) {
        return serve((scenario, socket) -> {
            write(socket, response(200, "", scenario.goodResponse()));
            andThen.serve(scenario, socket);
        });
    }

    private static Setting serveJson(String body) {
        return serve(response(200, "Content-Type: application/json\r\n", body));
    }

    private static Setting serveGzip(int length) {
        return serve((scenario, socket) -> write(
                socket,
                response(
                        200,
                        "Content-Encoding: gzip\r\n",
                        new String(Faults.gzip(length), StandardCharsets.ISO_8859_1))));
    }

    private static String truncated(int status) {
        return response(status, "Content-Type: application/json\r\n", " ".repeat(100))
                .replace("Length: 100", "Length: 200");
    }

    private static Setting made(ClientSetup client) {
        return new Setting((scenario, socket) -> {}, client);
    }

    private static Setting before(Step step) {
        return made((scenario, builder) -> {}).before(step);
    }

    private static Setting connecting(Step step) {
        return made((scenario, builder) ->
                        builder.baseUrl(scenario.opened(new Faults.FullPort()).url()))
                .eachAttempt(scenario -> {
                    scenario.clock.awaitWaiting(2);
                    step.take(scenario);
                });
    }

    /** Queues the call behind another one that occupies the only slot of the dispatcher. */
    private static Setting queued(Step step) {
        return customHttpClient(http -> {})
                .before(scenario -> {
                    scenario.dispatcher.setMaxRequests(1);
                    String url = scenario.opened(new Faults.FullPort()).url();
                    OkHttpClient other = scenario.http().build();
                    other.newCall(new Request.Builder().url(url).build()).enqueue(new IgnoringCallback());
                })
                .eachAttempt(scenario -> {
                    while (scenario.dispatcher.queuedCallsCount() == 0) {
                        Thread.onSpinWait();
                    }
                    scenario.pass(ATTEMPT.plus(Duration.ofSeconds(1)));
                    step.take(scenario);
                });
    }

    private static final class IgnoringCallback implements Callback {
        @Override
        public void onFailure(Call call, IOException e) {
            // expected
        }

        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }
    }

    private static String limit() {
        return response(429, "Retry-After: " + PAUSE.toSeconds() + "\r\n", "slow down");
    }

    /** Takes the step during the wait for {@code Retry-After}. */
    private static Setting duringRetryDelay(Step step) {
        return serve(limit()).eachAttempt(scenario -> {
            if (scenario.retries()) {
                scenario.recorded.awaitRetry();
                scenario.clock.awaitWaiting(2);
                step.take(scenario);
            }
        });
    }

    private interface Http {
        void make(OkHttpClient.Builder http);
    }

    private static Setting customHttpClient(Http http) {
        return serveGood((scenario, socket) -> {}).with((scenario, builder) -> {
            OkHttpClient.Builder custom = scenario.http();
            http.make(custom);
            builder.httpClient(custom.build());
        });
    }

    private static Setting interceptor(Interceptor interceptor) {
        return customHttpClient(http -> http.addInterceptor(interceptor));
    }

    private static Setting networkInterceptor(Interceptor interceptor) {
        return customHttpClient(http -> http.addNetworkInterceptor(interceptor));
    }

    private static Setting rateLimitedOnce(Throwable listenerThrows) {
        return serve((scenario, socket) -> write(
                        socket,
                        scenario.requests() == 1
                                ? response(429, "", "slow down")
                                : response(200, "", scenario.goodResponse())))
                .with((scenario, builder) -> builder.listener(Faults.listener(listenerThrows)));
    }

    private static Setting adapter(Throwable failure) {
        Set<Type> types = Set.of(Team.class, ThreadSettings.class, SentMessage.class);
        return serveGood((scenario, socket) -> {})
                .with((scenario, builder) -> builder.models(Faults.adapter(types, failure)));
    }

    private static Setting rejectingScheduler(Duration min, Duration max) {
        return serveGood((scenario, socket) -> {})
                .with((scenario, builder) ->
                        builder.scheduler(new Faults.RejectingScheduler(scenario.clock, min, max)));
    }
}
