package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.IHttpClientFactory;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.HttpsTestTarget;
import au.com.dius.pact.provider.junit5.TestTarget;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;

/** Test targets that send each request once. The default client of Pact waits for {@code Retry-After} and retries. */
final class PlainHttp {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private PlainHttp() {}

    static TestTarget target(URI server) {
        boolean secure = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : secure ? HTTPS : HTTP;
        return secure
                ? new HttpsTestTarget(server.getHost(), port, "/", false, PlainHttp::once)
                : new HttpTestTarget(server.getHost(), port, "/", PlainHttp::once);
    }

    /** Returns a target for a server that a provider state may replace: each request goes to the server that runs then. */
    static TestTarget target(Supplier<URI> server) {
        return new HttpTestTarget(
                server.get().getHost(),
                server.get().getPort(),
                "/",
                () -> provider -> builder()
                        .setRoutePlanner((host, context) -> new HttpRoute(new HttpHost(
                                server.get().getHost(), server.get().getPort())))
                        .build());
    }

    private static IHttpClientFactory once() {
        return provider -> builder().build();
    }

    private static HttpClientBuilder builder() {
        return HttpClientBuilder.create().disableAutomaticRetries().disableRedirectHandling();
    }
}
