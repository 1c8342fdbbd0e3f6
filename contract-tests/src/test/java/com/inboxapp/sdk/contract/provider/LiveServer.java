package com.inboxapp.sdk.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.inboxapp.sdk.contract.provider.LiveVerification.Server;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.Names;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server of {@code -Dcontract.baseUrl}, with the token in {@code INBOX_API_TOKEN}, which answers in the names of
 * {@code -Dcontract.names=guide} or {@code reference}. Without it, a sandbox with demo data, of which it is checked that nothing was changed.
 */
final class LiveServer implements BeforeAllCallback, AfterAllCallback {
    private final Names names;
    private @Nullable InboxSandbox sandbox;

    LiveServer(Names names) {
        this.names = names;
    }

    Server get() {
        String baseUrl = System.getProperty("contract.baseUrl");
        if (baseUrl != null) {
            return new Server(baseUrl, System.getenv().getOrDefault("INBOX_API_TOKEN", ""));
        }
        if (sandbox == null) {
            throw new IllegalStateException("not begun");
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
                .as("the token of the server: set INBOX_API_TOKEN")
                .isNotBlank();
        String spoken = System.getProperty("contract.names", "guide");
        assumeTrue(
                names.name().toLowerCase(Locale.ROOT).equals(spoken), "the server answers in the names of " + spoken);
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
