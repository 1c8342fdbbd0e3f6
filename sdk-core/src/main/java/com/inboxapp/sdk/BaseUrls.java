package com.inboxapp.sdk;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Parses and validates base URLs. */
final class BaseUrls {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    /**
     * Control and format characters, separators, unpaired surrogates, and characters that Unicode calls ignorable or that render as a
     * blank. The URL parser silently removes some of them and encodes others, so requests would go to a different URL.
     */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{C}\\p{Z}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164"
                    + "\\ufe00-\\ufe0f\\uffa0\\x{e0100}-\\x{e01ef}]");

    private static final Pattern SCHEME_AND_HOST = Pattern.compile("(?i)https?://[^/]");

    /** Matches user info. OkHttp does not distinguish an empty one from none. */
    private static final Pattern USER = Pattern.compile("^[^/]*//[^/?#]*@");

    private BaseUrls() {}

    static HttpUrl parse(String text) {
        HttpUrl url = parsed(Objects.requireNonNull(text, "baseUrl"));
        if (url == null) {
            throw new IllegalArgumentException(
                    "baseUrl must be an http or https URL, such as " + InboxClient.DEFAULT_BASE_URL);
        }
        if (url.query() != null || url.fragment() != null || USER.matcher(text).find()) {
            throw new IllegalArgumentException("baseUrl must have no user, query or fragment");
        }
        return withOneTrailingSlash(url);
    }

    private static @Nullable HttpUrl parsed(String text) {
        int first = 0;
        int last = text.length();
        while (first < last && text.charAt(first) == ' ') {
            first++;
        }
        while (first < last && text.charAt(last - 1) == ' ') {
            last--;
        }
        Matcher invisible = INVISIBLE.matcher(text).region(first, last);
        if (invisible.find()) {
            throw new IllegalArgumentException(String.format(
                    "baseUrl must have visible characters only, but has U+%04X at index %d: retype it",
                    text.codePointAt(invisible.start()), invisible.start()));
        }
        int backslash = text.indexOf('\\');
        if (backslash >= 0) {
            throw new IllegalArgumentException("baseUrl must use slashes, but has a backslash at index " + backslash);
        }
        String url = text.substring(first, last);
        return SCHEME_AND_HOST.matcher(url).lookingAt() ? HttpUrl.parse(url) : null;
    }

    private static HttpUrl withOneTrailingSlash(HttpUrl url) {
        HttpUrl.Builder builder = url.newBuilder();
        int size = url.pathSize();
        while (size > 0 && url.pathSegments().get(size - 1).isEmpty()) {
            builder.removePathSegment(--size);
        }
        if (url.pathSegments().subList(0, size).contains("")) {
            throw new IllegalArgumentException("baseUrl must have no double slash in its path, except at the end");
        }
        return builder.addPathSegment("").build();
    }

    /** Rejects plain HTTP to other hosts than this machine, since every request carries the token. */
    static void checkEncrypted(HttpUrl url) {
        if (!url.isHttps() && !LOOPBACK.contains(url.host())) {
            throw new IllegalArgumentException("baseUrl must be https: the token would travel in plain text to "
                    + url.host() + "; allowPlainHttp() permits it");
        }
    }
}
