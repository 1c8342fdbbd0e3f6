package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Runs the README's recipes for responses that are unusual but not errors. */
class OddResponsesTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    private Faults faults() {
        return sandbox.sandbox().faults();
    }

    @Test
    void aPageCanRepeatACursor() {
        JsonNode first = sandbox.ok("/threads?limit=5").path("nextCursor");
        faults().on("GET", "/threads")
                .nth(
                        1,
                        Fault.afterEffect()
                                .realResponse()
                                .body(page -> page.replaceFirst("\"nextCursor\":.*", "\"nextCursor\":" + first + "}")));
        JsonNode second =
                sandbox.ok("/threads?limit=5&cursorId=" + first.path("id").stringValue() + "&cursorTimestamp="
                        + first.path("timestamp").stringValue());
        assertThat(second.path("nextCursor")).isEqualTo(first);
        assertThat(second.path("threads")).hasSize(5);
    }

    @Test
    void aThreadCanMoveWhilePaging() {
        List<JsonNode> all = sandbox.allThreads("accountLinkId=acc_abc123");
        JsonNode last = all.get(all.size() - 1);
        String prospect = last.at("/prospect/platformId").stringValue();
        faults().on("GET", "/threads").decide(request -> {
            if (request.query().containsKey("cursorId")) {
                String moved = sandbox.sandbox().receive("acc_abc123", prospect, "Are you there?");
                assertThat(moved).isNotEmpty();
            }
            return Optional.empty();
        });
        assertThat(Reply.texts(sandbox.allThreads("accountLinkId=acc_abc123"), "id"))
                .as("moved above the cursor before it was listed")
                .hasSize(all.size() - 1)
                .doesNotContain(last.path("id").stringValue());
    }

    @Test
    void anEventCanBeListedTwice() {
        assertThat(sandbox.sandbox().receive("acc_abc123", "7", "Hi")).isNotEmpty();
        faults().on("GET", "/events")
                .nth(
                        1,
                        Fault.afterEffect()
                                .realResponse()
                                .body(page -> page.replace("{\"events\":[", "{\"events\":[" + first(page) + ",")));
        List<Long> seqs = new ArrayList<>();
        sandbox.ok("/events")
                .path("events")
                .forEach(event -> seqs.add(event.path("seq").longValue()));
        assertThat(seqs).startsWith(1L, 1L, 2L);
    }

    private static String first(String page) {
        return Reply.parse(page).at("/events/0").toString();
    }

    @Test
    void delayedResponseIsSentUnlessTheSandboxIsClosed() throws Exception {
        faults().on("GET", "/team").nth(1, Fault.afterEffect().realResponse().delayed(Duration.ofMillis(1)));
        assertThat(sandbox.get("/team").status()).isEqualTo(200);

        faults().on("GET", "/members").nth(1, Fault.afterEffect().realResponse().delayed(Duration.ofDays(1)));
        CompletableFuture<Optional<Reply>> late =
                CompletableFuture.supplyAsync(() -> sandbox.attempt("GET", "/members", ""));
        while (sandbox.sandbox().requests().size() < 2) {
            Thread.onSpinWait();
        }
        assertThat(late).isNotDone();
        sandbox.sandbox().close();
        assertThat(late.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void rejectsANegativeLatencyAndABodyWithoutAResponse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.afterEffect().delayed(Duration.ofMillis(-1)));
        assertThatIllegalStateException().isThrownBy(() -> Fault.afterEffect().body(text -> text));
    }
}
