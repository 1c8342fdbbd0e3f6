package com.inboxapp.sdk.contract.provider;

import static org.junit.jupiter.api.Assumptions.abort;

import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactFilter;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import com.inboxapp.sdk.InboxClient;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies the read-only interactions of a pact against a server, with ids from that server. */
@Provider("inbox-api")
@PactFolder("pacts")
@PactFilter(value = "any", filter = ReadOnly.class)
abstract class LiveVerification {
    /** The server to verify. */
    record Server(String baseUrl, String token) {}

    private final Server server;
    private final InboxClient inbox;

    LiveVerification(Server server) {
        this.server = server;
        this.inbox = InboxClient.builder()
                .baseUrl(server.baseUrl())
                .apiToken(server.token())
                .build();
    }

    @BeforeEach
    void find(PactVerificationContext context) {
        LiveStates states = new LiveStates(inbox);
        context.setTarget(PlainHttp.target(URI.create(server.baseUrl())));
        context.addStateChangeHandlers(states);
        for (ProviderState state : context.getInteraction().getProviderStates()) {
            if (!states.find(String.valueOf(state.getName()))) {
                abort("the server has no data for the state: " + state.getName());
            }
        }
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void theServerHonoursThePact(PactVerificationContext context, ClassicHttpRequest request) {
        request.setHeader("Authorization", "Bearer " + server.token());
        Verification.verify(context);
    }
}
