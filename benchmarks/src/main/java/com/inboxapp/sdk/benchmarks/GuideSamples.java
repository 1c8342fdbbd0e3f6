package com.inboxapp.sdk.benchmarks;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Ports of the account-links guide's samples, line by line, to a bare HTTP client. */
final class GuideSamples {
    private static final Duration BETWEEN_ACCOUNTS = Duration.ofMillis(100);

    private final String baseUrl;
    private final OkHttpClient http;

    GuideSamples(String baseUrl, OkHttpClient http) {
        this.baseUrl = baseUrl;
        this.http = http;
    }

    /** Runs "Aggregate Metrics Across Accounts". Returns the sum of the counts. */
    long activeThreads() {
        long active = 0;
        for (Object account : list(get("/account-links"), "accountLinks")) {
            Object threads = get("/threads?accountLinkId=" + text(account, "id") + "&inboxView=default");
            active += list(threads, "threads").size();
            LockSupport.parkNanos(BETWEEN_ACCOUNTS.toNanos());
        }
        return active;
    }

    /** Runs "Cross-Account Thread Check". Returns 1 if there is a thread, otherwise 0. */
    long findAnyThread(String prospectPlatformId) {
        for (Object account : list(get("/account-links"), "accountLinks")) {
            Object response = get("/threads/lookup?prospectPlatformId=" + prospectPlatformId + "&accountLinkId="
                    + text(account, "id"));
            if (((Map<?, ?>) response).get("thread") != null) {
                return 1;
            }
        }
        return 0;
    }

    private Object get(String path) {
        Request request = new Request.Builder()
                .url(baseUrl + path)
                .header("Authorization", "Bearer sandbox-token")
                .build();
        try (Response response = http.newCall(request).execute();
                JsonReader json = JsonReader.of(response.body().source())) {
            return Objects.requireNonNull(json.readJsonValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<?> list(Object response, String field) {
        return (List<?>) Objects.requireNonNull(((Map<?, ?>) response).get(field));
    }

    private static String text(Object object, String field) {
        return (String) Objects.requireNonNull(((Map<?, ?>) object).get(field));
    }
}
