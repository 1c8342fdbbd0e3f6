package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.ArrayForm;
import com.inboxapp.sdk.runtime.CursorForm;
import com.inboxapp.sdk.runtime.NameSet;
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
    ArrayForm arrays = ArrayForm.INDICES;
    CursorForm cursors = CursorForm.FLAT;
    CallOptions options = CallOptions.DEFAULTS;
    PacingOptions pacing = PacingOptions.defaults();

    @Nullable
    RateBudget rateBudget;

    Duration connectTimeout = Duration.ofSeconds(10);
    Duration readTimeout = Duration.ofSeconds(30);
    long longestAnswer = 16L * 1024 * 1024;
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
        copy.arrays = arrays;
        copy.cursors = cursors;
        copy.options = options;
        copy.pacing = pacing;
        copy.rateBudget = rateBudget;
        copy.connectTimeout = connectTimeout;
        copy.readTimeout = readTimeout;
        copy.longestAnswer = longestAnswer;
        copy.settleTime = settleTime;
        copy.httpClient = httpClient;
        copy.scheduler = scheduler;
        return copy;
    }
}
