package com.inboxapp.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** HTTP clients that a test makes, and gives to clients of the SDK: they are closed after the test. */
final class GivenClients implements AfterEachCallback {
    private static final int MOST = 50;

    private final List<OkHttpClient> all = new ArrayList<>();

    OkHttpClient add(OkHttpClient.Builder builder) {
        OkHttpClient client = builder.build();
        all.add(client);
        return client;
    }

    /** One that keeps its connections for longer than any test takes, and many of them. */
    OkHttpClient addKeeping(OkHttpClient.Builder builder) {
        OkHttpClient client = add(builder.connectionPool(new ConnectionPool(MOST, 1, TimeUnit.HOURS)));
        client.dispatcher().setMaxRequestsPerHost(MOST);
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
