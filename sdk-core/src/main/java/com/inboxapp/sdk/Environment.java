package com.inboxapp.sdk;

import com.inboxapp.sdk.query.NameSet;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Configures a client from environment variables. */
final class Environment {
    private Environment() {}

    static InboxClient.Builder configured(InboxClient.Builder builder, Map<String, String> environment) {
        String token = variable(environment, InboxClient.TOKEN_VARIABLE);
        if (token == null) {
            throw new IllegalArgumentException(
                    "the environment variable " + InboxClient.TOKEN_VARIABLE + " is not set");
        }
        builder.apiToken(token);
        HttpUrl baseUrl = baseUrl(environment);
        if (baseUrl != null) {
            builder.baseUrl(baseUrl.toString());
        }
        String names = variable(environment, InboxClient.NAMES_VARIABLE);
        if (names != null) {
            builder.names(nameSet(names));
        }
        return builder;
    }

    /**
     * Returns the base URL, or null if neither variable is set. If the two differ, either may be wrong, and the token would go to the wrong
     * host.
     */
    private static @Nullable HttpUrl baseUrl(Map<String, String> environment) {
        HttpUrl url = url(environment, InboxClient.BASE_URL_VARIABLE);
        HttpUrl other = url(environment, InboxClient.API_BASE_URL_VARIABLE);
        if (url != null && other != null && !url.equals(other)) {
            throw new IllegalArgumentException("the environment variables " + InboxClient.BASE_URL_VARIABLE + " and "
                    + InboxClient.API_BASE_URL_VARIABLE + " are set to different base URLs: unset one of them");
        }
        return url == null ? other : url;
    }

    private static @Nullable HttpUrl url(Map<String, String> environment, String name) {
        String value = variable(environment, name);
        try {
            return value == null ? null : BaseUrls.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the value of a variable, or null if it is not set. Rejects a blank value: treating it as unset could send the token to a host
     * that was not intended.
     */
    private static @Nullable String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " is empty: give it a value, or unset it");
        }
        return value;
    }

    private static NameSet nameSet(String text) {
        try {
            return NameSet.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the environment variable " + InboxClient.NAMES_VARIABLE + " must be guide or reference, but is "
                            + text,
                    e);
        }
    }
}
