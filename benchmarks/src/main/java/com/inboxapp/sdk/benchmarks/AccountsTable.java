package com.inboxapp.sdk.benchmarks;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.MetricsQuery;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * Compares the account-links guide's samples with the SDK's helpers for the same tasks: one server, 10 and 100 accounts, 50 ms for each
 * request. Some accounts have more threads than fit on the guide's first page.
 */
public final class AccountsTable {
    private static final Duration LATENCY = Duration.ofMillis(50);
    /** The number of accounts in the warm-up run, which loads the JVM's classes and prints no row. */
    private static final int WARM_UP = 3;

    private static final String UNKNOWN_USER = "4000000000";

    private final InboxSandbox sandbox;
    private final OkHttpClient http;
    private final int accounts;
    private final long threads;

    private AccountsTable(InboxSandbox sandbox, OkHttpClient http, int accounts) {
        this.sandbox = sandbox;
        this.http = http;
        this.accounts = accounts;
        this.threads = fill();
    }

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.println(
                "| accounts | task | by | wall time, ms | ratio to the guide's | requests | result | correct |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (int accounts : new int[] {WARM_UP, 10, 100}) {
            OkHttpClient http = slow();
            try (InboxSandbox sandbox = InboxSandbox.builder()
                    .empty()
                    .accounts(accounts)
                    .unlimited()
                    .keptRequests(1_000_000)
                    .start()) {
                new AccountsTable(sandbox, http, accounts).measure();
            } finally {
                http.dispatcher().executorService().shutdown();
                http.connectionPool().evictAll();
            }
        }
    }

    private static OkHttpClient slow() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .addInterceptor(chain -> {
                    long end = System.nanoTime() + LATENCY.toNanos();
                    for (long left = LATENCY.toNanos(); left > 0; left = end - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    return chain.proceed(chain.request());
                })
                .build();
    }

    /** Creates 5 to 60 threads for each account. Returns the total number. */
    private long fill() {
        long count = 0;
        for (int account = 1; account <= accounts; account++) {
            for (int thread = 5 + account * 53 % 56; thread > 0; thread--) {
                count++;
                sandbox.receive(id(account), String.valueOf(7_000_000 + count), "Hello!");
            }
        }
        return count;
    }

    private static String id(int account) {
        return account == 1 ? "acc_abc123" : account == 2 ? "acc_def456" : "acc_" + account;
    }

    private void measure() {
        GuideSamples guide = new GuideSamples(sandbox.baseUrl(), http);
        long guideTime =
                row("count all threads", "the guide's getAggregateMetrics", 0, () -> guide.activeThreads(), threads);
        sdk(
                "count all threads",
                "accounts.metrics(DEFAULT)",
                guideTime,
                threads,
                helper -> helper.metrics(InboxView.DEFAULT).blockingGet().total(InboxView.DEFAULT));
        MetricsQuery perAccount = MetricsQuery.builder().perAccount().build();
        sdk(
                "count all threads",
                "accounts.metrics(.. perAccount())",
                guideTime,
                threads,
                helper -> helper.metrics(perAccount).blockingGet().total(InboxView.DEFAULT));

        guideTime = row(
                "is there a thread with an unknown user",
                "the guide's findAnyThread",
                0,
                () -> guide.findAnyThread(UNKNOWN_USER),
                0);
        sdk(
                "is there a thread with an unknown user",
                "accounts.findAnyThread",
                guideTime,
                0,
                helper -> helper.findAllThreads(PlatformUserId.of(UNKNOWN_USER))
                        .count()
                        .blockingGet());
        String last = String.valueOf(7_000_000 + threads);
        guideTime = row(
                "is there a thread with a prospect of the last account",
                "the guide's findAnyThread",
                0,
                () -> guide.findAnyThread(last),
                1);
        sdk(
                "is there a thread with a prospect of the last account",
                "accounts.findAnyThread",
                guideTime,
                1,
                helper -> helper.findAnyThread(PlatformUserId.of(last)).count().blockingGet());
    }

    /** Measures a helper with a new client, which has no cached accounts. */
    private void sdk(String task, String by, long guideTime, long expected, ToLongFunction<Accounts> helper) {
        try (InboxClient client = InboxClient.builder()
                .apiToken("sandbox-token")
                .baseUrl(sandbox.baseUrl())
                .httpClient(http)
                .rateLimits(RateLimitOptions.unlimited())
                .build()) {
            Accounts helpers = RxInboxClient.create(client).accounts();
            var unused = row(task, by, guideTime, () -> helper.applyAsLong(helpers), expected);
        }
    }

    /** Prints a row, and returns its time in nanoseconds. */
    private long row(String task, String by, long guideTime, LongSupplier work, long expected) {
        int before = sandbox.requests().size();
        long start = System.nanoTime();
        long result = work.getAsLong();
        long time = System.nanoTime() - start;
        if (accounts == WARM_UP) {
            return time;
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %d | %.2f | %d | %d | %s |%n",
                accounts,
                task,
                by,
                Duration.ofNanos(time).toMillis(),
                guideTime == 0 ? 1.0 : (double) time / guideTime,
                sandbox.requests().size() - before,
                result,
                result == expected ? "yes" : "no, " + expected);
        return time;
    }
}
