package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Asks a provider once, whatever it answers: Pact's own client waits for Retry-After and asks again. */
final class PlainHttp {
    private PlainHttp() {}

    static HttpTestTarget target(URI server) {
        return new HttpTestTarget(
                server.getHost(),
                server.getPort(),
                "/",
                () -> provider -> HttpClientBuilder.create()
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .build());
    }
}
