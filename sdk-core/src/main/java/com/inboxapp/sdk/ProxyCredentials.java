package com.inboxapp.sdk;

import java.io.IOException;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The proxy authenticator of the program's own HTTP client, which gives no credentials twice: OkHttp would go on for as long as the proxy
 * refuses them, twenty times. Equal to another one of the same, so that their clients can share connections.
 */
record ProxyCredentials(Authenticator given) implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    static Authenticator of(Authenticator given) {
        // connections are shared between clients whose authenticators are equal
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

    /** Another attempt would end no differently. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("the proxy refused the credentials that the HTTP client's proxyAuthenticator gave");
        }
    }
}
