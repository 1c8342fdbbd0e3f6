package com.example.inbox;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Consumer;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactFilter;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies a provider in two of the provider states. A complete verification has a handler for every state. */
@Provider("inbox-api")
@Consumer("inbox-sdk-java")
@PactFolder("target/contract/pacts")
@PactFilter({"two account links are connected", "something has happened in the team"})
class OwnProviderTest {
    private final InboxSandbox provider = InboxSandbox.builder().unlimited().start();

    @BeforeEach
    void target(PactVerificationContext context) {
        URI base = URI.create(provider.baseUrl());
        context.setTarget(new HttpTestTarget(base.getHost(), base.getPort()));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void honoursThePact(PactVerificationContext context) {
        context.verifyInteraction();
    }

    @State("two account links are connected")
    Map<String, Object> accounts() {
        return Map.of("accountLinkId", "acc_abc123");
    }

    @State("something has happened in the team")
    void events() {
        provider.receive("acc_abc123", "555555555", "Hi");
    }
}
