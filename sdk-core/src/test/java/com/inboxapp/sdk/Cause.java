package com.inboxapp.sdk;

import static com.inboxapp.sdk.Faults.answer;
import static com.inboxapp.sdk.Scene.ATTEMPT;
import static com.inboxapp.sdk.Scene.DEADLINE;
import static com.inboxapp.sdk.Scene.MAX_RESPONSE_BYTES;
import static com.inboxapp.sdk.Scene.PAUSE;
import static com.inboxapp.sdk.Scene.hang;
import static com.inboxapp.sdk.Scene.write;

import com.inboxapp.sdk.Scene.Making;
import com.inboxapp.sdk.Scene.Serving;
import com.inboxapp.sdk.Scene.Step;
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
enum Cause {
    ATTEMPT_TIMES_OUT(serve((scene, socket) -> scene.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scene, socket) -> scene.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_IN_THE_BODY(serve(truncated(200), (scene, socket) -> scene.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_IN_AN_ERROR(serve(truncated(404), (scene, socket) -> scene.pass(ATTEMPT))),
    ATTEMPT_TIMES_OUT_CONNECTING(connecting(scene -> scene.pass(ATTEMPT))),

    DEADLINE_PASSES(serve((scene, socket) -> scene.pass(DEADLINE)).withLongAttemptTimeout()),
    DEADLINE_PASSES_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scene, socket) -> scene.pass(DEADLINE))
            .withLongAttemptTimeout()),
    DEADLINE_PASSES_IN_THE_BODY(
            serve(truncated(200), (scene, socket) -> scene.pass(DEADLINE)).withLongAttemptTimeout()),
    DEADLINE_PASSES_QUEUED(queued(scene -> scene.pass(DEADLINE))),
    DEADLINE_PASSES_CONNECTING(connecting(scene -> scene.pass(DEADLINE)).withLongAttemptTimeout()),

    CONNECTION_REFUSED(made((scene, builder) -> builder.baseUrl(Faults.unusedUrl()))),
    CONNECT_TIMES_OUT(made((scene, builder) ->
            builder.baseUrl(scene.opened(new Faults.FullPort()).url()).connectTimeout(Duration.ofMillis(20)))),

    RESET_AT_THE_REQUEST(made((scene, builder) ->
            builder.baseUrl(scene.opened(new Faults.ResettingPort(1)).url()))),
    RESET_IN_THE_REQUEST(made((scene, builder) ->
            builder.baseUrl(scene.opened(new Faults.ResettingPort(50)).url()))),
    RESET_BEFORE_THE_RESPONSE(serve((scene, socket) -> Faults.reset(socket))),
    RESET_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scene, socket) -> Faults.reset(socket))),
    RESET_IN_THE_BODY(serve(truncated(200), (scene, socket) -> Faults.reset(socket))),
    CLOSED_IN_THE_BODY(serve(truncated(200), (scene, socket) -> {})),
    CLOSED_AFTER_THE_BODY(serveGood((scene, socket) -> {})),

    READ_TIMES_OUT(serve((scene, socket) -> hang(socket)).withShortReadTimeout()),
    READ_TIMES_OUT_IN_THE_HEAD(serve("HTTP/1.1 200 OK\r\nContent-Le", (scene, socket) -> hang(socket))
            .withShortReadTimeout()),
    READ_TIMES_OUT_IN_THE_BODY(
            serve(truncated(200), (scene, socket) -> hang(socket)).withShortReadTimeout()),
    READ_TIMES_OUT_IN_AN_ERROR(serve(truncated(404), (scene, socket) -> hang(socket))
            // the response headers must arrive within the timeout
            .with((scene, builder) -> builder.readTimeout(Duration.ofMillis(500)))),

    CLIENT_CLOSED_BEFORE(before(scene -> scene.client().close())),
    CLIENT_CLOSED_QUEUED(queued(scene -> scene.client().close())),
    CLIENT_CLOSED_CONNECTING(connecting(scene -> scene.client().close())),
    CLIENT_CLOSED(serve((scene, socket) -> scene.client().close())),
    CLIENT_CLOSED_IN_THE_BODY(
            serve(truncated(200), (scene, socket) -> scene.client().close())),
    CLIENT_CLOSED_BEFORE_A_RETRY(duringRetryDelay(scene -> scene.client().close())),

    CANCELLED_QUEUED(queued(scene -> scene.future().cancel(true))),
    CANCELLED_CONNECTING(connecting(scene -> scene.future().cancel(true))),
    CANCELLED(serve((scene, socket) -> scene.future().cancel(true))),
    CANCELLED_IN_THE_BODY(
            serve(truncated(200), (scene, socket) -> scene.future().cancel(false))),
    CANCELLED_BEFORE_A_RETRY(duringRetryDelay(scene -> scene.future().cancel(true))),
    FUTURE_TIMES_OUT(serve((scene, socket) -> {
        var unused = scene.future().orTimeout(1, TimeUnit.MILLISECONDS);
        hang(socket);
    })),
    FUTURE_COMPLETED(serve((scene, socket) -> scene.future().complete(null))),
    FUTURE_FAILED(
            serve((scene, socket) -> scene.future().completeExceptionally(new IllegalStateException("given up")))),

    INTERRUPTED_BEFORE(serveGood((scene, socket) -> {})),
    INTERRUPTED_QUEUED(queued(Scene::interrupt)),
    INTERRUPTED_CONNECTING(connecting(Scene::interrupt)),
    INTERRUPTED(serve((scene, socket) -> {
        scene.interrupt();
        hang(socket);
    })),
    INTERRUPTED_IN_THE_BODY(serve(truncated(200), (scene, socket) -> {
        scene.interrupt();
        hang(socket);
    })),
    INTERRUPTED_BEFORE_A_RETRY(duringRetryDelay(Scene::interrupt)),

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

    EXECUTOR_SHUT_DOWN(customHttpClient(http -> {}).before(scene -> scene.executor.shutdown())),
    EXECUTOR_SHUT_DOWN_NOW(customHttpClient(http -> {}).serving((scene, socket) -> {
        scene.awaitRead();
        scene.executor.shutdownNow();
        scene.pass(ATTEMPT);
    })),
    SCHEDULER_REJECTS_DEADLINE(rejectingScheduler(DEADLINE, DEADLINE)),
    SCHEDULER_REJECTS_TIMEOUT(rejectingScheduler(ATTEMPT, ATTEMPT)),
    SCHEDULER_REJECTS_DELAY(rejectingScheduler(PAUSE, PAUSE.multipliedBy(2).minusNanos(1))
            .serving((scene, socket) -> write(socket, limit()))),

    BODY_NULL(serveJson("null")),
    BODY_EMPTY(serveJson("")),
    BODY_HTML(serve(answer(200, "Content-Type: text/html\r\n", "<html><body>Sign in</body></html>"))),
    BODY_TRUNCATED(serveJson("{\"message\":{\"id\":\"msg_1\"")),
    BODY_OF_A_WRONG_TYPE(serveJson("[true]")),
    BODY_TOO_LARGE(serveJson(" ".repeat(MAX_RESPONSE_BYTES + 1))),
    BODY_TOO_LARGE_WHEN_DECOMPRESSED(serveGzip(16 * 1024 * 1024)),
    BODY_NOT_GZIP(serve(answer(200, "Content-Encoding: gzip\r\n", "no gzip here"))),

    REDIRECTED(serve(answer(307, "Location: /elsewhere\r\n", ""))),
    REJECTED(serve(answer(422, "", "{\"error\":{\"code\":\"X\",\"message\":\"no such thing\",\"status\":422}}"))),
    RATE_LIMITED(serve(answer(429, "Retry-After: 0\r\n", "slow down"))),
    REQUEST_TIMED_OUT(serve(answer(408, "", "too late"))),
    UNAVAILABLE(serve(answer(503, "Retry-After: 0\r\n", "<html>back soon</html>"))),
    REJECTED_AND_TRUNCATED(serve(truncated(422), (scene, socket) -> {})),
    SERVER_ERROR_TRUNCATED(serve(truncated(500), (scene, socket) -> Faults.reset(socket)));

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture no mutable state
    private final Setting setting;

    Cause(Setting setting) {
        this.setting = setting;
    }

    Serving server() {
        return setting.server;
    }

    Making client() {
        return setting.client;
    }

    Step before() {
        return setting.before;
    }

    Step eachAttempt() {
        return setting.eachAttempt;
    }

    private record Setting(Serving server, Making client, Step before, Step eachAttempt) {
        Setting(Serving server, Making client) {
            this(server, client, scene -> {}, scene -> {});
        }

        Setting serving(Serving other) {
            return new Setting(other, client, before, eachAttempt);
        }

        Setting before(Step other) {
            return new Setting(server, client, other, eachAttempt);
        }

        Setting eachAttempt(Step other) {
            return new Setting(server, client, before, other);
        }

        Setting with(Making more) {
            return new Setting(
                    server,
                    (scene, builder) -> {
                        client.make(scene, builder);
                        more.make(scene, builder);
                    },
                    before,
                    eachAttempt);
        }

        /** Sets an attempt timeout that is longer than the deadline. */
        Setting withLongAttemptTimeout() {
            return with((scene, builder) -> builder.options(CallOptions.builder()
                    .attemptTimeout(DEADLINE.multipliedBy(2))
                    .build()));
        }

        Setting withShortReadTimeout() {
            return with((scene, builder) -> builder.readTimeout(Duration.ofMillis(20)));
        }
    }

    private static Setting serve(Serving server) {
        return new Setting(server, (scene, builder) -> {});
    }

    private static Setting serve(String bytes) {
        return serve((scene, socket) -> write(socket, bytes));
    }

    private static Setting serve(String bytes, Serving andThen) {
        return serve((scene, socket) -> {
            write(socket, bytes);
            andThen.serve(scene, socket);
        });
    }

    private static Setting serveGood(Serving andThen) {
        return serve((scene, socket) -> {
            write(socket, answer(200, "", scene.goodAnswer()));
            andThen.serve(scene, socket);
        });
    }

    private static Setting serveJson(String body) {
        return serve(answer(200, "Content-Type: application/json\r\n", body));
    }

    private static Setting serveGzip(int length) {
        return serve((scene, socket) -> write(
                socket,
                answer(
                        200,
                        "Content-Encoding: gzip\r\n",
                        new String(Faults.gzip(length), StandardCharsets.ISO_8859_1))));
    }

    private static String truncated(int status) {
        return answer(status, "Content-Type: application/json\r\n", " ".repeat(100))
                .replace("Length: 100", "Length: 200");
    }

    private static Setting made(Making client) {
        return new Setting((scene, socket) -> {}, client);
    }

    private static Setting before(Step step) {
        return made((scene, builder) -> {}).before(step);
    }

    private static Setting connecting(Step step) {
        return made((scene, builder) ->
                        builder.baseUrl(scene.opened(new Faults.FullPort()).url()))
                .eachAttempt(scene -> {
                    scene.clock.awaitWaiting(2);
                    step.take(scene);
                });
    }

    /** Queues the call behind another one that occupies the only slot of the dispatcher. */
    private static Setting queued(Step step) {
        return customHttpClient(http -> {})
                .before(scene -> {
                    scene.dispatcher.setMaxRequests(1);
                    String url = scene.opened(new Faults.FullPort()).url();
                    OkHttpClient other = scene.http().build();
                    other.newCall(new Request.Builder().url(url).build()).enqueue(new IgnoringCallback());
                })
                .eachAttempt(scene -> {
                    while (scene.dispatcher.queuedCallsCount() == 0) {
                        Thread.onSpinWait();
                    }
                    scene.pass(ATTEMPT.plus(Duration.ofSeconds(1)));
                    step.take(scene);
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
        return answer(429, "Retry-After: " + PAUSE.toSeconds() + "\r\n", "slow down");
    }

    /** Takes the step during the wait for {@code Retry-After}. */
    private static Setting duringRetryDelay(Step step) {
        return serve(limit()).eachAttempt(scene -> {
            if (scene.retries()) {
                scene.heard.awaitRepeat();
                scene.clock.awaitWaiting(2);
                step.take(scene);
            }
        });
    }

    private interface Http {
        void make(OkHttpClient.Builder http);
    }

    private static Setting customHttpClient(Http http) {
        return serveGood((scene, socket) -> {}).with((scene, builder) -> {
            OkHttpClient.Builder custom = scene.http();
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
        return serve((scene, socket) -> write(
                        socket,
                        scene.requests() == 1 ? answer(429, "", "slow down") : answer(200, "", scene.goodAnswer())))
                .with((scene, builder) -> builder.listener(Faults.listener(listenerThrows)));
    }

    private static Setting adapter(Throwable failure) {
        Set<Type> types = Set.of(Team.class, ThreadSettings.class, SentMessage.class);
        return serveGood((scene, socket) -> {})
                .with((scene, builder) -> builder.models(Faults.adapter(types, failure)));
    }

    private static Setting rejectingScheduler(Duration min, Duration max) {
        return serveGood((scene, socket) -> {})
                .with((scene, builder) -> builder.scheduler(new Faults.Refusing(scene.clock, min, max)));
    }
}
