package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junitsupport.Consumer;
import com.inboxapp.sdk.sandbox.NameSet;

@Consumer("inbox-sdk-java-reference-names")
class SandboxReferenceNamesProviderTest extends SandboxVerification {
    SandboxReferenceNamesProviderTest() {
        super(builder -> builder.names(NameSet.REFERENCE));
    }
}
