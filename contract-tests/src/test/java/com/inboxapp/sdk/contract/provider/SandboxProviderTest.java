package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junitsupport.Consumer;

@Consumer("inbox-sdk-java")
class SandboxProviderTest extends SandboxVerification {
    SandboxProviderTest() {
        super(builder -> builder);
    }
}
