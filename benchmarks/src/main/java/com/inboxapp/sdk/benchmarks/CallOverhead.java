package com.inboxapp.sdk.benchmarks;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.model.ThreadPage;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.GET;

/**
 * Measures the overhead of a call compared to bare Retrofit with the same JSON adapters, over loopback. The overhead comes from deadlines,
 * retries, rate limiting, at-most-once sending and their bookkeeping.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(2)
public class CallOverhead {
    /** The operations as a Retrofit interface. */
    public interface Bare {
        /** Returns the team. */
        @GET("team")
        Call<Team> team();

        /** Returns a page of 100 threads. */
        @GET("threads")
        Call<ThreadPage> threads();
    }

    private @Nullable AnswerServer server;
    private @Nullable InboxClient client;
    private @Nullable OkHttpClient http;
    private @Nullable Bare bare;

    /** Starts the server and both clients. */
    @Setup
    public void start() throws IOException {
        server = new AnswerServer();
        // the rate limiter is measured, but its limits are never reached, so that calls are not queued
        RateLimitOptions limits = RateLimitOptions.builder()
                .perMinute(Integer.MAX_VALUE)
                .perHour(Integer.MAX_VALUE)
                .perDay(Integer.MAX_VALUE)
                .build();
        client = InboxClient.builder()
                .apiToken("token")
                .baseUrl(server.baseUrl())
                .rateLimits(limits)
                .build();
        http = new OkHttpClient();
        bare = new Retrofit.Builder()
                .baseUrl(server.baseUrl())
                .client(http)
                .addConverterFactory(MoshiConverterFactory.create(
                        new Moshi.Builder().add(new InboxModels(NameSet.GUIDE)).build()))
                .build()
                .create(Bare.class);
    }

    /** Stops the server and both clients. */
    @TearDown
    public void stop() {
        nonNull(client).close();
        nonNull(http).dispatcher().executorService().shutdown();
        nonNull(http).connectionPool().evictAll();
        nonNull(server).close();
    }

    /** Measures bare Retrofit: blocking, a small response. */
    @Benchmark
    public Object smallBlockingBare() throws IOException {
        return nonNull(nonNull(bare).team().execute().body());
    }

    /** Measures the SDK: blocking, a small response. */
    @Benchmark
    public Object smallBlockingSdk() {
        return nonNull(client).team().get().execute();
    }

    /** Measures bare Retrofit: asynchronous, a small response. */
    @Benchmark
    public Object smallAsyncBare() {
        return enqueued(nonNull(bare).team()).join();
    }

    /** Measures the SDK: asynchronous, a small response. */
    @Benchmark
    public Object smallAsyncSdk() {
        return nonNull(client).team().get().executeAsync().join();
    }

    /** Measures bare Retrofit: blocking, a page of 100 threads. */
    @Benchmark
    public Object pageBlockingBare() throws IOException {
        return nonNull(nonNull(bare).threads().execute().body());
    }

    /** Measures the SDK: blocking, a page of 100 threads. */
    @Benchmark
    public Object pageBlockingSdk() {
        return nonNull(client).threads().list().execute();
    }

    private static <T> CompletableFuture<T> enqueued(Call<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        call.enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<T> ignored, Response<T> response) {
                future.complete(nonNull(response.body()));
            }

            @Override
            public void onFailure(Call<T> ignored, Throwable failure) {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    private static <T> T nonNull(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("value must not be null");
        }
        return value;
    }

    /** Runs the benchmark and prints the table in the README. */
    public static void main(String[] arguments) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CallOverhead.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        Map<String, double[]> found = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double bytes = nonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            found.put(name, new double[] {result.getPrimaryResult().getScore(), bytes});
        }
        System.out.println(
                "| call | time, ratio to bare Retrofit | bare, µs | SDK, µs | allocation, ratio | bare, bytes | SDK, bytes |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String call : new String[] {"smallBlocking", "smallAsync", "pageBlocking"}) {
            double[] bare = nonNull(found.get(call + "Bare"));
            double[] sdk = nonNull(found.get(call + "Sdk"));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.0f | %.0f | %.2f | %.0f | %.0f |%n",
                    call,
                    sdk[0] / bare[0],
                    bare[0],
                    sdk[0],
                    sdk[1] / bare[1],
                    bare[1],
                    sdk[1]);
        }
    }
}
