package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.sandbox.Faults;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/** A sandbox and its clients, which share one virtual time. It contains only the two accounts. */
final class VirtualSandbox implements AutoCloseable {
    static final AccountLinkId SALES = AccountLinkId.of("acc_abc123");
    static final String QUICK_SEND = "/threads/messages";
    static final String MESSAGES = "/threads/{threadId}/messages";
    static final String LOOKUP = "/threads/lookup";

    final VirtualTime time = new VirtualTime();
    final InboxSandbox sandbox = InboxSandbox.builder()
            .empty()
            .unlimited()
            .keptRequests(1_000_000)
            .clock(time.clock())
            .start();
    private final List<InboxClient> clients = new ArrayList<>();
    private final OkHttpClient http;

    VirtualSandbox() {
        // the JDK's server writes the real time into its responses
        DateTimeFormatter date = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
        http = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .header("Date", date.format(time.now()))
                        .build())
                .build();
    }

    /** Creates a client whose only timers are waits, so that advancing the time ends no call. */
    InboxClient client() {
        return client(builder -> builder);
    }

    InboxClient client(UnaryOperator<InboxClient.Builder> options) {
        InboxClient client = options.apply(InboxClient.builder()
                        .apiToken("sandbox-token")
                        .baseUrl(sandbox.baseUrl())
                        .httpClient(http)
                        .scheduler(time)
                        .rateLimits(RateLimitOptions.unlimited())
                        .options(CallOptions.builder()
                                .noDeadline()
                                .attemptTimeout(ChronoUnit.FOREVER.getDuration())
                                .retries(new RetryPolicy(4, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                                .build()))
                .build();
        clients.add(client);
        return client;
    }

    /** Creates a client with another base URL, whose sends are not registered with those of the others. */
    InboxClient clientOfAnotherProcess() {
        return client(builder -> builder.baseUrl(sandbox.baseUrl().replace("127.0.0.1", "localhost")));
    }

    static QuickSendRequest message(String prospect, String text) {
        return QuickSendRequest.builder()
                .accountLinkId(SALES)
                .prospectPlatformId(PlatformUserId.of(prospect))
                .text(text)
                .build();
    }

    Faults faults() {
        return sandbox.faults();
    }

    /** Returns the method and the path below the base path of each received request. */
    List<String> received() {
        return sandbox.requests().stream().map(VirtualSandbox::line).toList();
    }

    /** Returns the number of received requests that send messages. */
    long sends() {
        return received().stream()
                .filter(line -> line.startsWith("POST ") && line.endsWith("/messages"))
                .count();
    }

    private static String line(ReceivedRequest request) {
        return request.method() + " " + request.path().substring("/api/v1".length());
    }

    /** Advances the time from timer to timer until the work ends. */
    <R> CompletableFuture<R> awaitEnd(CompletableFuture<R> work) throws InterruptedException {
        // wakes up this thread
        var unusedEnd = work.whenComplete((value, failure) -> {
            var unusedTask = time.schedule(() -> {}, Duration.ZERO);
        });
        while (!work.isDone()) {
            time.awaitWaiting(1);
            time.advanceToNext();
        }
        return work;
    }

    @Override
    public void close() {
        clients.forEach(InboxClient::close);
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        sandbox.close();
    }
}
