package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junitsupport.Consumer;
import com.inboxapp.sdk.sandbox.Names;
import org.junit.jupiter.api.extension.RegisterExtension;

@Consumer("inbox-sdk-java-reference-names")
class LiveReferenceNamesProviderTest extends LiveVerification {
    @RegisterExtension
    static final LiveServer SERVER = new LiveServer(Names.REFERENCE);

    LiveReferenceNamesProviderTest() {
        super(SERVER.get());
    }
}
