package com.inboxapp.sdk;

import java.io.IOException;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Wraps the proxy authenticator of a custom HTTP client and never sends the same credentials twice: OkHttp would resend rejected
 * credentials up to twenty times. Two instances with the same authenticator are equal, so that their clients can share connections.
 */
record ProxyCredentials(Authenticator given) implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    static Authenticator of(Authenticator given) {
        // clients share connections only if their authenticators are equal
        return given == Authenticator.NONE ? given : new ProxyCredentials(given);
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        String refused = response.request().header(HEADER);
        Request next = given.authenticate(route, response);
        if (next != null && refused != null && refused.equals(next.header(HEADER))) {
            throw new Refused();
        }
        return next;
    }

    /** Thrown when the proxy rejected the credentials. A retry would fail in the same way. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("the proxy rejected the credentials from the HTTP client's proxyAuthenticator");
        }
    }
}
