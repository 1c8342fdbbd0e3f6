package com.inboxapp.sdk.contract;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plays the committed pact against a sandbox with demo data, a new one for each interaction. */
@Provider(InboxPactTest.PROVIDER)
@PactFolder("pacts")
class SandboxProviderIT {
    private final InboxSandbox sandbox =
            InboxSandbox.builder().token("sandbox-token").start();

    @BeforeEach
    void target(PactVerificationContext context) {
        URI base = URI.create(sandbox.baseUrl());
        context.setTarget(new HttpTestTarget(base.getHost(), base.getPort()));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void theSandboxHonoursThePact(PactVerificationContext context) {
        context.verifyInteraction();
    }

    @State(InboxPactTest.TWO_ACCOUNTS)
    void twoAccounts() {
        // so it is in the demo data
    }

    @State(InboxPactTest.MANY_THREADS)
    void manyThreads() {
        // so it is in the demo data
    }
}
