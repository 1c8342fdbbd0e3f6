package com.inboxapp.sdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.InboxSandboxExtension;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample test of the sandbox's README. */
@ExtendWith(InboxSandboxExtension.class)
class BotTest {
    @Test
    void repliesToAnInvoiceProblem(InboxSandbox sandbox) {
        try (InboxClient inbox = InboxClient.builder()
                .baseUrl(sandbox.baseUrl())
                .apiToken("sandbox-token")
                .build()) {
            sandbox.receive("acc_def456", "555555555", "My invoice is wrong");
            new Bot(inbox).reply();
            assertThat(sandbox.sentMessages()).extracting(SandboxMessage::text).containsExactly("Let me look into it.");
        }
    }

    /** Replies to messages about invoices. */
    private record Bot(InboxClient inbox) {
        void reply() {
            ListThreadsQuery query =
                    ListThreadsQuery.builder().inboxView(InboxView.NO_REPLY).build();
            for (InboxThread thread : inbox.threads().list(query).execute().threads()) {
                if (thread.lastMessage() != null && thread.lastMessage().text().contains("invoice is wrong")) {
                    var unused = inbox.messages()
                            .send(
                                    thread.id(),
                                    SendMessageRequest.builder()
                                            .text("Let me look into it.")
                                            .build())
                            .execute();
                }
            }
        }
    }
}
