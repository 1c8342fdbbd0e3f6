package com.inboxapp.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Custom HTTP clients of a test, which are closed after it. */
final class CustomHttpClients implements AfterEachCallback {
    private static final int MAX_CONNECTIONS = 50;

    private final List<OkHttpClient> all = new ArrayList<>();

    OkHttpClient add(OkHttpClient.Builder builder) {
        OkHttpClient client = builder.build();
        all.add(client);
        return client;
    }

    /** Adds a client that keeps many connections, for longer than any test takes. */
    OkHttpClient addWithKeepAlive(OkHttpClient.Builder builder) {
        OkHttpClient client = add(builder.connectionPool(new ConnectionPool(MAX_CONNECTIONS, 1, TimeUnit.HOURS)));
        client.dispatcher().setMaxRequestsPerHost(MAX_CONNECTIONS);
        return client;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (OkHttpClient client : all) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
        all.clear();
    }
}
