package com.inboxapp.sdk;

import java.util.Set;
import okhttp3.HttpUrl;

/** Reads and checks base URLs. */
final class BaseUrls {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private BaseUrls() {}

    static HttpUrl parse(String text) {
        HttpUrl url = text == null ? null : HttpUrl.parse(text.strip());
        if (url == null) {
            throw new IllegalArgumentException(
                    "baseUrl must be an http or https URL, such as " + InboxClient.DEFAULT_BASE_URL);
        }
        if (url.query() != null
                || url.fragment() != null
                || !url.username().isEmpty()
                || !url.password().isEmpty()) {
            throw new IllegalArgumentException("baseUrl must have no user, query or fragment");
        }
        return url.encodedPath().endsWith("/")
                ? url
                : url.newBuilder().addPathSegment("").build();
    }

    /** The token is in every request. */
    static void checkEncrypted(HttpUrl url) {
        if (!url.isHttps() && !LOOPBACK.contains(url.host())) {
            throw new IllegalArgumentException("baseUrl must be https: the token would travel in plain text to "
                    + url.host() + "; allowPlainHttp() permits it");
        }
    }
}
