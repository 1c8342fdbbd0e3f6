package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junitsupport.Consumer;
import com.inboxapp.sdk.sandbox.NameSet;
import org.junit.jupiter.api.extension.RegisterExtension;

@Consumer("inbox-sdk-java-reference-names")
class LiveReferenceNamesProviderTest extends LiveVerification {
    @RegisterExtension
    static final LiveServer SERVER = new LiveServer(NameSet.REFERENCE);

    LiveReferenceNamesProviderTest() {
        super(SERVER.get());
    }
}
