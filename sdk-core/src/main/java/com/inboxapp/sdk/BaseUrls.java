package com.inboxapp.sdk;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads and checks base URLs. */
final class BaseUrls {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    /**
     * Control and format characters, separators, halves of surrogate pairs, and what Unicode calls ignorable or draws as a blank.
     * The URL parser removes some of them and encodes others, so that requests would go elsewhere without a word.
     */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{C}\\p{Z}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164"
                    + "\\ufe00-\\ufe0f\\uffa0\\x{e0100}-\\x{e01ef}]");

    private static final Pattern BEGINNING = Pattern.compile("(?i)https?://[^/]");

    /** OkHttp does not tell an empty one from none. */
    private static final Pattern USER = Pattern.compile("^[^/]*//[^/?#]*@");

    private BaseUrls() {}

    static HttpUrl parse(String text) {
        HttpUrl url = text == null ? null : parsed(text);
        if (url == null) {
            throw new IllegalArgumentException(
                    "baseUrl must be an http or https URL, such as " + InboxClient.DEFAULT_BASE_URL);
        }
        if (url.query() != null || url.fragment() != null || USER.matcher(text).find()) {
            throw new IllegalArgumentException("baseUrl must have no user, query or fragment");
        }
        return withOneSlashAtItsEnd(url);
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
                    "baseUrl must have visible characters only, but has U+%04X at index %d: type it anew",
                    text.codePointAt(invisible.start()), invisible.start()));
        }
        int backslash = text.indexOf('\\');
        if (backslash >= 0) {
            throw new IllegalArgumentException("baseUrl must have slashes, but has a backslash at index " + backslash);
        }
        String url = text.substring(first, last);
        return BEGINNING.matcher(url).lookingAt() ? HttpUrl.parse(url) : null;
    }

    private static HttpUrl withOneSlashAtItsEnd(HttpUrl url) {
        HttpUrl.Builder builder = url.newBuilder();
        int size = url.pathSize();
        while (size > 0 && url.pathSegments().get(size - 1).isEmpty()) {
            builder.removePathSegment(--size);
        }
        if (url.pathSegments().subList(0, size).contains("")) {
            throw new IllegalArgumentException("baseUrl must have no double slash in its path, other than at its end");
        }
        return builder.addPathSegment("").build();
    }

    /** The token is in every request. */
    static void checkEncrypted(HttpUrl url) {
        if (!url.isHttps() && !LOOPBACK.contains(url.host())) {
            throw new IllegalArgumentException("baseUrl must be https: the token would travel in plain text to "
                    + url.host() + "; allowPlainHttp() permits it");
        }
    }
}
