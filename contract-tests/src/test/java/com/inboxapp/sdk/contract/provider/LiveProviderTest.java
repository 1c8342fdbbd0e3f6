package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junitsupport.Consumer;
import com.inboxapp.sdk.sandbox.NameSet;
import org.junit.jupiter.api.extension.RegisterExtension;

@Consumer("inbox-sdk-java")
class LiveProviderTest extends LiveVerification {
    @RegisterExtension
    static final LiveServer SERVER = new LiveServer(NameSet.GUIDE);

    LiveProviderTest() {
        super(SERVER.get());
    }
}
