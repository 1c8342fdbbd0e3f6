package com.inboxapp.sdk;

import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.squareup.moshi.JsonAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The settings of a client builder. Each client keeps a copy. */
final class ClientSettings {
    final List<JsonAdapter.Factory> models = new ArrayList<>();
    final List<CallListener> listeners = new ArrayList<>();

    @Nullable
    String apiToken;

    HttpUrl baseUrl = BaseUrls.parse(InboxClient.DEFAULT_BASE_URL);
    boolean plainHttp;
    NameSet names = NameSet.GUIDE;
    ArrayFormat arrayFormat = ArrayFormat.INDICES;
    CursorFormat cursorFormat = CursorFormat.FLAT;
    CallOptions options = CallOptions.defaults();
    RateLimitOptions rateLimits = RateLimitOptions.defaults();

    @Nullable
    RateLimiter rateLimiter;

    Duration connectTimeout = Duration.ofSeconds(10);
    Duration readTimeout = Duration.ofSeconds(30);
    long maxResponseBytes = 16L * 1024 * 1024;
    Duration settleTime = Duration.ofSeconds(60);

    @Nullable
    OkHttpClient httpClient;

    @Nullable
    InboxScheduler scheduler;

    ClientSettings copy() {
        ClientSettings copy = new ClientSettings();
        copy.models.addAll(models);
        copy.listeners.addAll(listeners);
        copy.apiToken = apiToken;
        copy.baseUrl = baseUrl;
        copy.plainHttp = plainHttp;
        copy.names = names;
        copy.arrayFormat = arrayFormat;
        copy.cursorFormat = cursorFormat;
        copy.options = options;
        copy.rateLimits = rateLimits;
        copy.rateLimiter = rateLimiter;
        copy.connectTimeout = connectTimeout;
        copy.readTimeout = readTimeout;
        copy.maxResponseBytes = maxResponseBytes;
        copy.settleTime = settleTime;
        copy.httpClient = httpClient;
        copy.scheduler = scheduler;
        return copy;
    }
}
