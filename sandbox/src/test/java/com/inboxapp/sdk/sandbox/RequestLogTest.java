package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
                                200),
                        new ReceivedRequest("POST", "/api/v1/tags", null, Map.of(), "{\"name\":\"Grün\"}", 200),
                        new ReceivedRequest("GET", "/api/v1/no%2Fpath", "a[]=1", Map.of("a", List.of("1")), "", 404),
                        new ReceivedRequest("GET", "/api/v1/threads", "limit[=5", Map.of(), "", 400));
    }

    @Test
    void tokenIsNotKept() {
        sandbox.get("/team");

        assertThat(sandbox.sandbox().requests().toString()).doesNotContain(RunningSandbox.TOKEN);
    }

    @Test
    void listIsASnapshot() {
        List<ReceivedRequest> before = sandbox.sandbox().requests();
        sandbox.get("/team");

        assertThat(before).isEmpty();
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
