package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.NameSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a client's configuration from environment variables. */
final class Environment {
    private Environment() {}

    static InboxClient.Builder configured(InboxClient.Builder builder, Map<String, String> environment) {
        String token = variable(environment, InboxClient.TOKEN_VARIABLE);
        if (token == null) {
            throw new IllegalArgumentException(
                    "the environment variable " + InboxClient.TOKEN_VARIABLE + " is not set");
        }
        builder.apiToken(token);
        String baseUrl = variable(environment, InboxClient.BASE_URL_VARIABLE);
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        String names = variable(environment, InboxClient.NAMES_VARIABLE);
        if (names != null) {
            builder.names(nameSet(names));
        }
        return builder;
    }

    /** An empty variable is a mistake: to take it for one that is not set could send the token to another place than was meant. */
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
