package com.inboxapp.sdk.benchmarks;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Compares three clients that make 5,000 reads and 500 sends over 10 accounts under the API's rate limits: one that retries immediately,
 * the SDK without its rate limiter, which only backs off by {@code Retry-After}, and the SDK with its defaults. Uses real sockets,
 * accelerated time, and up to a second for each request.
 */
public final class LimitsTable {
    private static final int READS = 5_000;
    private static final int SENDS = 500;
    private static final int ACCOUNTS = 10;
    private static final int CALLERS = 50;
    private static final int CALLS = READS + SENDS;
    /** The minimum time: 300 calls immediately, and 300 more after each minute. */
    private static final int BEST_MINUTES = (CALLS - 1) / 300;

    /** Makes calls with one of the clients. */
    private interface Caller {
        void call(int number) throws IOException, InterruptedException;
    }

    private LimitsTable() {}

    /** Prints the table. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("| client | 429s | minutes | minutes, ratio to the best that the limits allow |");
        System.out.println("|---|---|---|---|");
        measure("naive: retries immediately", (sandbox, time, http) -> stock(sandbox, http));
        measure("backoff only: the SDK without its rate limiter", (sandbox, time, http) -> {
            RetryPolicy manyRetries = RetryPolicy.defaults().withMaxAttempts(100);
            return sdk(sandbox, time, http, RateLimitOptions.unlimited(), manyRetries);
        });
        measure(
                "the SDK",
                (sandbox, time, http) -> sdk(sandbox, time, http, RateLimitOptions.defaults(), RetryPolicy.defaults()));
    }

    private interface Setting {
        Caller caller(InboxSandbox sandbox, FastTime time, OkHttpClient http);
    }

    private static void measure(String name, Setting setting) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        OkHttpClient http = null;
        try (FastTime time = new FastTime();
                InboxSandbox sandbox = InboxSandbox.builder()
                        .empty()
                        .accounts(ACCOUNTS)
                        .clock(time.clock())
                        .keptRequests(1_000_000)
                        .start()) {
            http = slow(time);
            Caller caller = setting.caller(sandbox, time, http);
            long start = time.nanoTime();
            List<Future<?>> calls = IntStream.range(0, CALLS)
                    .<Future<?>>mapToObj(number -> callers.submit(() -> {
                        caller.call(number);
                        return number;
                    }))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
            double minutes = Duration.ofNanos(time.nanoTime() - start).toMillis() / 60_000.0;
            long rateLimited = sandbox.requests().stream()
                    .map(ReceivedRequest::status)
                    .filter(status -> status == 429)
                    .count();
            if (sandbox.sentMessages().size() != SENDS) {
                throw new ExecutionException(sandbox.sentMessages().size() + " messages instead of " + SENDS, null);
            }
            System.out.printf(
                    Locale.ROOT, "| %s | %d | %.1f | %.2f |%n", name, rateLimited, minutes, minutes / BEST_MINUTES);
        } finally {
            callers.shutdownNow();
            if (http != null) {
                http.dispatcher().executorService().shutdown();
                http.connectionPool().evictAll();
            }
        }
    }

    /** Returns a client that adds up to half a second before each request and after each response. */
    private static OkHttpClient slow(FastTime time) {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    pause(time);
                    Response response = chain.proceed(chain.request());
                    pause(time);
                    return response;
                })
                .build();
    }

    private static void pause(FastTime time) throws IOException {
        try {
            time.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(500)));
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /** Returns whether a call is a send. Sends are spread evenly between the reads. */
    private static boolean isSend(int number) {
        return number % (CALLS / SENDS) == 0;
    }

    private static String account(int number) {
        int index = number / (CALLS / SENDS) % ACCOUNTS;
        return List.of("acc_abc123", "acc_def456").stream()
                .skip(index)
                .findFirst()
                .orElse("acc_" + (index + 1));
    }

    private static Caller sdk(
            InboxSandbox sandbox, FastTime time, OkHttpClient http, RateLimitOptions rateLimits, RetryPolicy retries) {
        InboxClient client = InboxClient.builder()
                .apiToken("sandbox-token")
                .baseUrl(sandbox.baseUrl())
                .httpClient(http)
                .scheduler(time)
                .rateLimits(rateLimits)
                .options(CallOptions.builder().noDeadline().retries(retries).build())
                .build();
        return number -> {
            AccountLinkId account = AccountLinkId.of(account(number));
            if (isSend(number)) {
                client.messages()
                        .quickSend(QuickSendRequest.builder()
                                .accountLinkId(account)
                                .prospectPlatformId(PlatformUserId.of(String.valueOf(5_000_000 + number)))
                                .text("Hi!")
                                .build())
                        .execute();
            } else {
                client.threads()
                        .list(ListThreadsQuery.builder().accountLinkId(account).build())
                        .execute();
            }
        };
    }

    private static Caller stock(InboxSandbox sandbox, OkHttpClient http) {
        return number -> {
            Request request = isSend(number) ? quickSend(sandbox, number) : threads(sandbox, number);
            while (true) {
                try (Response response = http.newCall(request).execute()) {
                    if (response.code() != 429) {
                        return;
                    }
                }
            }
        };
    }

    private static Request threads(InboxSandbox sandbox, int number) {
        return request(sandbox, "/threads?accountLinkId=" + account(number)).build();
    }

    private static Request quickSend(InboxSandbox sandbox, int number) {
        String body = "{\"accountLinkId\":\"" + account(number) + "\",\"prospectPlatformId\":\"" + (5_000_000 + number)
                + "\",\"text\":\"Hi!\"}";
        return request(sandbox, "/threads/messages")
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
    }

    private static Request.Builder request(InboxSandbox sandbox, String path) {
        return new Request.Builder().url(sandbox.baseUrl() + path).header("Authorization", "Bearer sandbox-token");
    }
}
