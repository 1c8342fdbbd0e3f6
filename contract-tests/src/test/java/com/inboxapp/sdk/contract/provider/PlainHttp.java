package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.IHttpClientFactory;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.HttpsTestTarget;
import au.com.dius.pact.provider.junit5.TestTarget;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

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

    private static IHttpClientFactory once() {
        return provider -> HttpClientBuilder.create()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .build();
    }
}
