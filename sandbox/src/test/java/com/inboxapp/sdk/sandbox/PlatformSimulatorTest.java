package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PlatformSimulatorTest {

    private static final String SALES = "acc_abc123";
    private static final String SUPPORT = "acc_def456";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    private JsonNode threads(String view) {
        return sandbox.ok("/threads?inboxView=" + view).path("threads");
    }

    @Test
    void receivesAMessageFromAProspect() {
        String message = sandbox.sandbox().receive(SALES, "555555555", "Hello");

        JsonNode thread = threads("no-reply").path(0);
        assertThat(thread.path("accountLinkId").stringValue()).isEqualTo(SALES);
        assertThat(thread.path("prospect").path("platformId").stringValue()).isEqualTo("555555555");
        assertThat(thread.path("lastMessage").path("id").stringValue()).isEqualTo(message);
        assertThat(thread.path("lastMessage").path("authorId").stringValue()).isNotEqualTo(SALES);
        assertThat(sandbox.sandbox().sentMessages()).isEmpty();
        assertThat(sandbox.ok("/events").path("events"))
                .extracting(event -> event.path("type").stringValue())
                .containsExactly("prospect.created", "thread.created", "message.created");
    }

    @Test
    void nextMessageIsInTheSameThread() {
        sandbox.sandbox().receive(SALES, "555555555", "Hello");
        sandbox.sandbox().receive(SALES, "555555555", "Anybody there?");
        sandbox.sandbox().receive(SUPPORT, "555555555", "Hello");

        assertThat(threads("default")).hasSize(2);
        assertThat(sandbox.ok("/threads/"
                                + threads("default").path(1).path("id").stringValue() + "/messages")
                        .path("messages"))
                .hasSize(2);
    }

    @Test
    void messageRequestIsAcceptedByAReply() {
        sandbox.sandbox().receiveRequest(SALES, "555555555", "Hello");
        assertThat(threads("default")).isEmpty();
        String thread = threads("requests").path(0).path("id").stringValue();

        sandbox.ok("POST", "/threads/" + thread + "/messages", "{\"text\":\"Hi\"}");

        assertThat(threads("requests")).isEmpty();
        assertThat(threads("default")).hasSize(1);
    }

    @Test
    void connectsAnAccount() {
        sandbox.sandbox().connectAccount("acc_new", "77", "acmenew");

        JsonNode account = sandbox.ok("/account-links").path("accountLinks").path(2);
        assertThat(account.path("platformUsername").stringValue()).isEqualTo("acmenew");
        assertThat(account.has("status")).isFalse();
        assertThat(sandbox.ok("/threads?accountLinkId=acc_new").path("threads")).isEmpty();
    }

    @Test
    void offlineAccountCannotSend() {
        sandbox.sandbox().receive(SALES, "555555555", "Hello");
        String thread = threads("default").path(0).path("id").stringValue();
        sandbox.sandbox().setAccountStatus(SALES, "offline");

        assertThat(sandbox.ok("/account-links")
                        .path("accountLinks")
                        .path(0)
                        .path("status")
                        .stringValue())
                .isEqualTo("offline");
        assertThat(sandbox.send("POST", "/threads/" + thread + "/messages", "{\"text\":\"Hi\"}")
                        .status())
                .isEqualTo(409);
        sandbox.sandbox().setAccountStatus(SALES, "active");
        sandbox.ok("POST", "/threads/" + thread + "/messages", "{\"text\":\"Hi\"}");
    }

    @Test
    void rejectsInvalidArguments() {
        InboxSandbox box = sandbox.sandbox();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.receive("acc_none", "1", "Hello"))
                .withMessageContaining("acc_none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.receive(SALES, "jordan", "Hello"))
                .withMessageContaining("X's user id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.receive(SALES, "1", ""))
                .withMessageContaining("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.connectAccount(SALES, "1", "again"))
                .withMessageContaining(SALES);
        for (String id : List.of("", "a/b", "..", "a b", "caf\u00e9", "12345")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> box.connectAccount(id, "1", "acme"))
                    .withMessageStartingWith("id '" + id + "' ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.connectAccount("acc_new", "jordan", "acme"))
                .withMessageContaining("X's user id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.setAccountStatus(SALES, "asleep"))
                .withMessageContaining("asleep");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.setAccountStatus("acc_none", "paused"))
                .withMessageContaining("acc_none");
        assertThat(sandbox.ok("/events").path("events")).isEmpty();
    }
}
