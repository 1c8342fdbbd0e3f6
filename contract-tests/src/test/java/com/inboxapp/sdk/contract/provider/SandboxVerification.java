package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies a sandbox against a committed pact, with a new sandbox for each interaction. */
@Provider("inbox-api")
@PactFolder("pacts")
abstract class SandboxVerification {

    private final SandboxStates states;

    SandboxVerification(UnaryOperator<InboxSandbox.Builder> settings) {
        this.states = new SandboxStates(settings);
    }

    @BeforeEach
    void target(PactVerificationContext context) {
        context.setTarget(PlainHttp.target(states::server));
        context.addStateChangeHandlers(states);
    }

    @AfterEach
    void close() {
        states.close();
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void theSandboxHonoursThePact(PactVerificationContext context) {
        Verification.verify(context);
    }
}
