package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class RequestLogTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void requestsAreKeptInOrderWithTheirStatus() {
        sandbox.get("/threads?filters%5Btags%5D[selectedIds][]=a&limit=5");
        sandbox.send("POST", "/tags", "{\"name\":\"Grün\"}");
        sandbox.get("/no%2Fpath?a[]=1");
        sandbox.get("/threads?limit[=5");

        assertThat(sandbox.sandbox().requests())
                .containsExactly(
                        new ReceivedRequest(
                                "GET",
                                "/api/v1/threads",
                                "filters%5Btags%5D[selectedIds][]=a&limit=5",
                                Map.of("filters", Map.of("tags", Map.of("selectedIds", List.of("a"))), "limit", "5"),
                                "",
                                200,
                                null),
                        new ReceivedRequest("POST", "/api/v1/tags", null, Map.of(), "{\"name\":\"Grün\"}", 200, null),
                        new ReceivedRequest(
                                "GET", "/api/v1/no%2Fpath", "a[]=1", Map.of("a", List.of("1")), "", 404, null),
                        new ReceivedRequest("GET", "/api/v1/threads", "limit[=5", Map.of(), "", 400, null));
    }

    @Test
    void tokenIsNotKept() {
        sandbox.get("/team");

        assertThat(sandbox.sandbox().requests().toString()).doesNotContain(RunningSandbox.TOKEN);
    }

    @Test
    void logsARequestThatBreaksOffWithoutApplyingIt() throws IOException {
        try (Socket socket = sandbox.connect("POST", "/tags", 100, "{\"name\":\"A\"}")) {
            socket.shutdownOutput();
            assertThat(RunningSandbox.received(socket)).isEmpty();
        }

        assertThat(sandbox.sandbox().requests())
                .containsExactly(new ReceivedRequest(
                        "POST", "/api/v1/tags", null, Map.of(), "", ReceivedRequest.NO_RESPONSE, null))
                .noneMatch(ReceivedRequest::hasResponse);
    }

    @Test
    void keepsTheConfiguredNumberOfRequests() {
        try (InboxSandbox two = InboxSandbox.builder().empty().keptRequests(2).start()) {
            for (String path : List.of("/a", "/b", "/c")) {
                sandbox.send(
                        HttpRequest.newBuilder(URI.create(two.baseUrl() + path)).build());
            }

            assertThat(two.requests()).extracting(ReceivedRequest::path).containsExactly("/api/v1/b", "/api/v1/c");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxSandbox.builder().keptRequests(0))
                .withMessageContaining("0");
    }

    @Test
    void sentMessagesListsApiMessagesInTheOrderOfSending() {
        assertThat(sandbox.sandbox().sentMessages()).isEmpty();
        String first = sandbox.threadWith("acc_abc123", "1");
        String second = sandbox.threadWith("acc_def456", "2");
        JsonNode third = sandbox.ok("POST", "/threads/" + first + "/messages", "{\"text\":\"Bye\"}");
        sandbox.send("DELETE", "/threads/" + first);

        List<SandboxMessage> sent = sandbox.sandbox().sentMessages();
        assertThat(sent).extracting(SandboxMessage::threadId).containsExactly(first, second, first);
        assertThat(sent).extracting(SandboxMessage::text).containsExactly("Hello", "Hello", "Bye");
        assertThat(sent.get(2))
                .isEqualTo(new SandboxMessage(
                        third.path("id").stringValue(),
                        first,
                        "acc_abc123",
                        "Bye",
                        Instant.parse(third.path("createdAt").stringValue())));
    }

    @Test
    void listIsASnapshot() {
        List<ReceivedRequest> before = sandbox.sandbox().requests();
        sandbox.get("/team");

        assertThat(before).isEmpty();
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
