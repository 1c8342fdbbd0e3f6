package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ProspectTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    @Test
    void newProspectIsFoundByBothIds() {
        String thread = sandbox.threadWith("acc_abc123", "777");

        JsonNode prospect = sandbox.ok("/prospects/lookup?platformId=777");

        assertThat(sandbox.ok("/prospects/" + prospect.path("externalId").stringValue()))
                .isEqualTo(prospect);
        assertThat(prospect.path("username").stringValue()).isEqualTo("user_777");
        assertThat(prospect.has("followersCount")).isFalse();
        assertThat(Reply.texts(prospect.path("context").path("threads"), "id")).containsExactly(thread);
    }

    @Test
    void setsAndClearsEachFieldOfTheContext() {
        String path = contextPath();
        String status =
                sandbox.ok("POST", "/statuses", "{\"name\":\"Won\"}").path("id").stringValue();

        JsonNode set = sandbox.ok(
                        "PATCH", path, "{\"notes\":\"Nice\",\"valuation\":1000.50,\"statusId\":\"" + status + "\"}")
                .path("context");
        assertThat(set.path("notes").stringValue()).isEqualTo("Nice");
        assertThat(set.path("valuation").decimalValue()).isEqualByComparingTo("1000.5");
        assertThat(set.path("statusId").stringValue()).isEqualTo(status);
        JsonNode kept = sandbox.ok("PATCH", path, "{\"notes\":null}").path("context");
        assertThat(kept.path("notes").isNull()).isTrue();
        assertThat(kept.path("valuation").decimalValue()).isEqualByComparingTo("1000.5");
        JsonNode cleared = sandbox.ok("PATCH", path, "{\"valuation\":null,\"statusId\":null}")
                .path("context");
        assertThat(cleared.path("valuation").isNull()).isTrue();
        assertThat(cleared.path("statusId").isNull()).isTrue();
    }

    @Test
    void tagsAreAddedAndRemovedAndShownOnTheThreads() {
        String path = contextPath();
        String one = tag("One");
        String two = tag("Two");

        sandbox.ok("PATCH", path, "{\"addTags\":[\"" + one + "\",\"" + two + "\"]}");
        JsonNode tagged = sandbox.ok("PATCH", path, "{\"removeTags\":[\"" + one + "\"]}");

        assertThat(tagged.path("context").path("tags")).hasSize(1);
        assertThat(tagged.path("context").path("tags").path(0).stringValue()).isEqualTo(two);
        assertThat(Reply.texts(tagged.path("tags"), "name")).containsExactly("Two");
        JsonNode thread = sandbox.ok("/threads").path("threads").path(0);
        assertThat(Reply.texts(thread.path("prospect").path("tags"), "name")).containsExactly("Two");
    }

    @Test
    void deletingALabelRemovesItFromProspects() {
        String path = contextPath();
        String tag = tag("One");
        String status =
                sandbox.ok("POST", "/statuses", "{\"name\":\"Won\"}").path("id").stringValue();
        sandbox.ok("PATCH", path, "{\"addTags\":[\"" + tag + "\"],\"statusId\":\"" + status + "\"}");

        sandbox.send("DELETE", "/tags/" + tag);
        sandbox.send("DELETE", "/statuses/" + status);

        JsonNode context = sandbox.ok("PATCH", path, "{}").path("context");
        assertThat(context.path("tags")).isEmpty();
        assertThat(context.path("statusId").isNull()).isTrue();
    }

    @Test
    void assigneeAndDoneApplyToAllThreadsOfTheProspect() {
        String first = sandbox.threadWith("acc_abc123", "777");
        String second = sandbox.threadWith("acc_def456", "777");
        String member = sandbox.ok("/members").path(0).path("id").stringValue();

        sandbox.ok("PATCH", contextPath(), "{\"assigneeId\":\"" + member + "\",\"done\":true}");

        for (String id : List.of(first, second)) {
            JsonNode thread = sandbox.ok("/threads/" + id);
            assertThat(thread.path("assigneeId").stringValue()).isEqualTo(member);
            assertThat(thread.path("done").booleanValue()).isTrue();
        }
        sandbox.ok("PATCH", contextPath(), "{\"assigneeId\":null,\"done\":false}");
        assertThat(sandbox.ok("/threads/" + second).path("assigneeId").isNull()).isTrue();
        assertThat(sandbox.ok("/threads/" + second).path("done").booleanValue()).isFalse();
    }

    @Test
    void assigningEmitsAProspectEventOnlyOnAChange() {
        String path = contextPath();
        String body =
                "{\"assigneeId\":\"" + sandbox.ok("/members").path(0).path("id").stringValue() + "\"}";
        sandbox.ok("PATCH", path, body);
        sandbox.ok("PATCH", path, body);

        assertThat(Reply.texts(sandbox.ok("/events?afterSeq=3").path("events"), "type"))
                .containsExactly("thread.assigned", "prospect.assigneeChanged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"notes\":\"x\",\"statusId\":\"none\"} | 404 | none",
                "{\"notes\":\"x\",\"assigneeId\":\"123456789\"} | 404 | Inbox id",
                "{\"notes\":\"x\",\"addTags\":[\"none\"]} | 404 | none",
                "{\"notes\":\"x\",\"addTags\":\"none\"} | 422 | addTags",
                "{\"notes\":\"x\",\"removeTags\":[7]} | 422 | removeTags",
                "{\"notes\":\"x\",\"valuation\":\"much\"} | 422 | valuation",
                "{\"notes\":\"x\",\"done\":null} | 422 | done",
                "{\"notes\":\"x\",\"tags\":[]} | 422 | tags"
            })
    void rejectsAnInvalidContextWithoutChanges(String body, int status, String part) {
        Reply reply = sandbox.send("PATCH", contextPath(), body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.errorMessage()).contains(part);
        assertThat(sandbox.ok("/prospects/lookup?platformId=777")
                        .path("context")
                        .path("notes")
                        .isNull())
                .isTrue();
    }

    @Test
    void lookupRequiresAPlatformId() {
        sandbox.assertError(sandbox.get("/prospects/lookup"), 400, "BAD_REQUEST", "platformId");
        sandbox.assertError(sandbox.get("/prospects/lookup?platformId=acc_abc123"), 400, "BAD_REQUEST", "platformId");
    }

    @Test
    void eachChangeEmitsAnEventInOrder() {
        String path = contextPath();
        String tag = tag("One");
        String thread =
                sandbox.ok("/threads").path("threads").path(0).path("id").stringValue();
        String member = sandbox.ok("/members").path(0).path("id").stringValue();
        sandbox.ok("PATCH", path, "{\"notes\":\"x\",\"addTags\":[\"" + tag + "\"],\"valuation\":5}");
        sandbox.ok("PATCH", path, "{\"notes\":\"x\",\"addTags\":[\"" + tag + "\"],\"valuation\":5.0}");
        sandbox.ok("PATCH", "/threads/" + thread, "{\"done\":true,\"assigneeId\":\"" + member + "\"}");
        sandbox.ok("PATCH", "/threads/" + thread, "{\"done\":true,\"assigneeId\":\"" + member + "\"}");
        sandbox.ok("PATCH", "/threads/" + thread, "{\"done\":false,\"assigneeId\":null}");
        sandbox.send("DELETE", "/tags/" + tag);
        sandbox.send("DELETE", "/threads/" + thread);

        JsonNode events = sandbox.ok("/events").path("events");
        assertThat(Reply.texts(events, "type"))
                .containsExactly(
                        "prospect.created",
                        "thread.created",
                        "message.created",
                        "tag.created",
                        "prospect.notesChanged",
                        "prospect.valuationChanged",
                        "prospect.tagsChanged",
                        "thread.archived",
                        "thread.assigned",
                        "thread.unarchived",
                        "thread.unassigned",
                        "tag.deleted",
                        "thread.deleted");
        List<Long> seqs = new ArrayList<>();
        events.forEach(event -> seqs.add(event.path("seq").longValue()));
        assertThat(seqs).startsWith(1L, 2L, 3L).doesNotHaveDuplicates().isSorted();
        assertThat(events.path(2).path("data").path("message").path("text").stringValue())
                .isEqualTo("Hello");
        assertThat(events.path(2).path("version").stringValue()).isEqualTo("1.0");
    }

    private String tag(String name) {
        return sandbox.ok("POST", "/tags", "{\"name\":\"" + name + "\"}")
                .path("id")
                .stringValue();
    }

    private String contextPath() {
        if (sandbox.ok("/prospects/lookup?platformId=777").isNull()) {
            sandbox.threadWith("acc_abc123", "777");
        }
        return "/prospects/"
                + sandbox.ok("/prospects/lookup?platformId=777")
                        .path("externalId")
                        .stringValue() + "/context";
    }
}
