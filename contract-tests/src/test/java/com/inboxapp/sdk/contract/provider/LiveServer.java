package com.inboxapp.sdk.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.inboxapp.sdk.contract.provider.LiveVerification.Server;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.NameSet;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Provides the server to verify. This is the server at {@code -Dcontract.baseUrl}, with the token in the environment variable
 * {@code INBOX_API_TOKEN}. {@code -Dcontract.names} is the name set of its responses, {@code guide} (default) or {@code reference}. Without
 * {@code contract.baseUrl}, it is a sandbox with demo data, and the tests fail if it receives anything but {@code GET} requests.
 */
final class LiveServer implements BeforeAllCallback, AfterAllCallback {
    private final NameSet names;
    private @Nullable InboxSandbox sandbox;

    LiveServer(NameSet names) {
        this.names = names;
    }

    Server get() {
        String baseUrl = System.getProperty("contract.baseUrl");
        if (baseUrl != null) {
            return new Server(baseUrl, System.getenv().getOrDefault("INBOX_API_TOKEN", ""));
        }
        if (sandbox == null) {
            throw new IllegalStateException("the sandbox has not been started");
        }
        return new Server(sandbox.baseUrl(), "sandbox-token");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("contract.baseUrl") == null) {
            sandbox = InboxSandbox.builder().names(names).unlimited().start();
            String unused = sandbox.receive("acc_abc123", "555555555", "Could we talk on Thursday?");
            return;
        }
        assertThat(System.getenv("INBOX_API_TOKEN"))
                .as("INBOX_API_TOKEN must be set to a token of the server")
                .isNotBlank();
        String serverNames = System.getProperty("contract.names", "guide");
        assumeTrue(
                names.name().toLowerCase(Locale.ROOT).equals(serverNames),
                "contract.names is " + serverNames + ", so the test of the other name set is skipped");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (sandbox != null) {
            assertThat(sandbox.requests())
                    .isNotEmpty()
                    .extracting(ReceivedRequest::method)
                    .containsOnly("GET");
            sandbox.close();
        }
    }
}
