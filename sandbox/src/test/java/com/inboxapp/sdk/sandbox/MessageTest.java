package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MessageTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void sentMessageIsTheNewestOfItsThread() {
        String thread = thread("xChat");

        JsonNode sent = sandbox.ok("POST", "/threads/" + thread + "/messages", "{\"text\":\"Grüße 👋\"}");

        JsonNode page = sandbox.ok("/threads/" + thread + "/messages?limit=1");
        assertThat(page.path("messages").path(0)).isEqualTo(sent);
        assertThat(page.path("threadId").stringValue()).isEqualTo(thread);
        assertThat(sent.path("text").stringValue()).isEqualTo("Grüße 👋");
        assertThat(sent.path("authorId"))
                .isEqualTo(sandbox.ok("/threads/" + thread).path("accountLinkId"));
        assertThat(sent.path("origin").stringValue()).isEqualTo("api");
        assertThat(sent.path("createdAt").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        JsonNode listed = sandbox.ok("/threads?limit=1").path("threads").path(0);
        assertThat(listed.path("id").stringValue()).isEqualTo(thread);
        assertThat(listed.path("lastMessage").path("text").stringValue()).isEqualTo("Grüße 👋");
        assertThat(listed.path("computedSortTimestamp")).isEqualTo(sent.path("createdAt"));
    }

    @Test
    void acceptsBothNamesOfTheTextAndPrefersTheCanonicalOne() {
        String path = "/threads/" + thread("xChat") + "/messages";

        assertThat(sandbox.ok("POST", path, "{\"content\":\"old\"}")
                        .path("text")
                        .stringValue())
                .isEqualTo("old");
        assertThat(sandbox.ok("POST", path, "{\"content\":\"old\",\"text\":\"new\"}")
                        .path("text")
                        .stringValue())
                .isEqualTo("new");
    }

    @Test
    void replyContainsTheOriginalMessage() {
        String path = "/threads/" + thread("unencrypted") + "/messages";
        JsonNode original = sandbox.ok(path).path("messages").path(0);
        String id = original.path("id").stringValue();

        JsonNode reply = sandbox.ok("POST", path, "{\"text\":\"Yes\",\"replyToMessageId\":\"" + id + "\"}");

        assertThat(reply.path("replyData").path("messageId").stringValue()).isEqualTo(id);
        sandbox.assertError(
                sandbox.send("POST", path, "{\"text\":\"Yes\",\"replyToMessageId\":\"nothing\"}"),
                404,
                "NOT_FOUND",
                "nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | text",
                "{\"text\":\"\"} | text",
                "{\"text\":null} | text",
                "{\"text\":null,\"content\":\"old\"} | text",
                "{\"text\":7} | text",
                "{\"text\":\"Hi\",\"accountLinkId\":\"acc_abc123\"} | accountLinkId",
                "\"Hi\" | object"
            })
    void rejectsAnInvalidMessage(String body, String part) {
        String path = "/threads/" + thread("xChat") + "/messages";

        sandbox.assertError(sandbox.send("POST", path, body), 422, "UNPROCESSABLE_CONTENT", part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"accountLinkId\":\"acc_abc123\",\"text\":\"Hi\"} | 422 | exactly one",
                "{\"accountLinkId\":\"acc_abc123\",\"text\":\"Hi\",\"prospectPlatformId\":\"1\",\"externalId\":\"a\"} | 422 | exactly one",
                "{\"accountLinkId\":\"acc_abc123\",\"text\":\"Hi\",\"prospectPlatformId\":\"@jordan\"} | 422 | prospectPlatformId",
                "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":\"555555555\"} | 422 | text",
                "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":\"555555555\",\"text\":\"\"} | 422 | text",
                "{\"prospectPlatformId\":\"555555555\",\"text\":\"Hi\"} | 422 | accountLinkId",
                "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":\"555555555\",\"text\":\"Hi\",\"dryRun\":true} | 422 | dryRun",
                "{\"accountLinkId\":\"123456789\",\"prospectPlatformId\":\"555555555\",\"text\":\"Hi\"} | 404 | Inbox id",
                "{\"accountLinkId\":\"acc_other\",\"prospectPlatformId\":\"555555555\",\"text\":\"Hi\"} | 404 | acc_other",
                "{\"accountLinkId\":\"acc_abc123\",\"externalId\":\"555555555\",\"text\":\"Hi\"} | 404 | Inbox id"
            })
    void rejectsAnInvalidQuickSend(String body, int status, String part) {
        Reply reply = sandbox.send("POST", "/threads/messages", body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.errorMessage()).contains(part);
        assertThat(sandbox.ok("/events").path("events")).isEmpty();
    }

    @Test
    void quickSendAcceptsReferenceNames() {
        JsonNode response = sandbox.ok(
                "POST",
                "/threads/messages",
                "{\"accountLinkId\":\"acc_def456\",\"externalPlatformId\":\"42\",\"content\":\"Hello\"}");

        assertThat(response.path("message").path("text").stringValue()).isEqualTo("Hello");
        assertThat(response.path("thread").path("platformId").stringValue()).isEqualTo("42:987654321");
        assertThat(response.path("thread").path("id"))
                .isEqualTo(response.path("message").path("threadId"));
    }

    @Test
    void ownMessageOfAnEncryptedThreadIsEditedAndKeepsItsHistory() {
        String path = sentMessage("xChat");

        JsonNode edited = sandbox.ok("PATCH", path, "{\"text\":\"Better\"}");

        assertThat(edited.path("success").booleanValue()).isTrue();
        assertThat(edited.path("text").stringValue()).isEqualTo("Better");
        JsonNode history = sandbox.ok(path + "/history");
        assertThat(Reply.texts(history.path("versions"), "text")).containsExactly("First", "Better");
        assertThat(history.path("versions").path(0).path("editOrigin").isNull()).isTrue();
        assertThat(history.path("versions").path(1).path("editOrigin").stringValue())
                .isEqualTo("api");
        assertThat(history.path("deletion").isNull()).isTrue();
        JsonNode message = newest(path);
        assertThat(message.path("text").stringValue()).isEqualTo("Better");
        assertThat(message.path("isEdited").booleanValue()).isTrue();
        assertThat(message.path("updatedAt")).isEqualTo(edited.path("editedAt"));
    }

    @Test
    void deletedMessageStaysInTheListButIsNotTheLastMessage() {
        String path = sentMessage("xChat");

        JsonNode deleted = sandbox.send("DELETE", path).json();

        assertThat(deleted.path("success").booleanValue()).isTrue();
        JsonNode message = newest(path);
        assertThat(message.path("deletedAt")).isEqualTo(deleted.path("deletedAt"));
        assertThat(message.path("platformDeletedAt")).isEqualTo(deleted.path("deletedAt"));
        JsonNode deletion = sandbox.ok(path + "/history").path("deletion");
        assertThat(deletion.path("deletionType").stringValue()).isEqualTo("all");
        JsonNode thread = sandbox.ok(path.substring(0, path.indexOf("/messages")));
        assertThat(thread.path("lastMessage").path("id")).isNotEqualTo(message.path("id"));
        sandbox.assertError(sandbox.send("DELETE", path), 409, "CONFLICT", "deleted");
        sandbox.assertError(sandbox.send("PATCH", path, "{\"text\":\"x\"}"), 409, "CONFLICT", "deleted");
        sandbox.assertError(
                sandbox.send("POST", path + "/reactions/reactions", "{\"emoji\":\"👍\"}"), 409, "CONFLICT", "deleted");
    }

    @Test
    void messageCanBeDeletedForTheTeamOnly() {
        String path = sentMessage("xChat");

        sandbox.ok("DELETE", path, "{\"deleteForAll\":false}");

        assertThat(newest(path).path("deletedAt").isString()).isTrue();
        assertThat(newest(path).path("platformDeletedAt").isNull()).isTrue();
        assertThat(sandbox.ok(path + "/history")
                        .path("deletion")
                        .path("deletionType")
                        .stringValue())
                .isEqualTo("self");
    }

    @Test
    void onlyOwnMessagesInEncryptedThreadsCanBeChanged() {
        String unencrypted = sentMessage("unencrypted");
        JsonNode inbound = sandbox.allThreads("inboxView=no-reply").stream()
                .filter(thread -> thread.path("variant").stringValue().equals("xChat"))
                .findFirst()
                .orElseThrow();
        String inboundMessage = "/threads/" + inbound.path("id").stringValue() + "/messages/"
                + inbound.path("lastMessage").path("id").stringValue();

        sandbox.assertError(sandbox.send("PATCH", unencrypted, "{\"text\":\"x\"}"), 409, "CONFLICT", "xChat");
        sandbox.assertError(sandbox.send("DELETE", unencrypted), 409, "CONFLICT", "xChat");
        sandbox.assertError(sandbox.send("PATCH", inboundMessage, "{\"text\":\"x\"}"), 409, "CONFLICT", "own");
        sandbox.assertError(sandbox.send("DELETE", inboundMessage), 409, "CONFLICT", "own");
    }

    @Test
    void addsAndRemovesReactions() {
        String path = sentMessage("unencrypted");

        sandbox.ok("POST", path + "/reactions/reactions", "{\"emoji\":\"👍\"}");
        sandbox.ok("POST", path + "/reactions/reactions", "{\"emoji\":\"👍\"}");
        assertThat(Reply.texts(newest(path).path("reactions"), "emoji")).containsExactly("👍");
        sandbox.ok("DELETE", path + "/reactions/reactions", "{\"emoji\":\"👍\"}");
        assertThat(newest(path).path("reactions")).isEmpty();
        sandbox.assertError(
                sandbox.send("POST", path + "/reactions/reactions", "{\"emoji\":\"\"}"),
                422,
                "UNPROCESSABLE_CONTENT",
                "emoji");
    }

    @Test
    void messageOfAnotherThreadIsNotFound() {
        String id = sentMessage("xChat").replaceFirst(".*/", "");

        sandbox.assertError(
                sandbox.get("/threads/" + thread("unencrypted") + "/messages/" + id + "/history"),
                404,
                "NOT_FOUND",
                id);
    }

    @Test
    void idleThreadBecomesActiveWithAMessage() {
        Inbox twin = new Inbox(Clock.systemUTC());
        new DemoData(twin).fill();
        String idle = twin.threads.values().stream()
                .filter(thread -> thread.idle)
                .findFirst()
                .orElseThrow()
                .id;
        assertThat(sandbox.ok("/threads/" + idle).path("status").stringValue()).isEqualTo("idle");
        for (String view : InboxView.NAMES) {
            assertThat(Reply.texts(sandbox.allThreads("inboxView=" + view), "id"))
                    .doesNotContain(idle);
        }

        sandbox.ok("POST", "/threads/" + idle + "/messages", "{\"text\":\"Hello\"}");

        assertThat(sandbox.ok("/threads?limit=1")
                        .path("threads")
                        .path(0)
                        .path("id")
                        .stringValue())
                .isEqualTo(idle);
        assertThat(sandbox.ok("/threads/" + idle).path("status").stringValue()).isEqualTo("active");
    }

    private String thread(String variant) {
        return sandbox.allThreads("").stream()
                .filter(thread -> thread.path("variant").stringValue().equals(variant)
                        && thread.path("lastMessage").isObject())
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
    }

    /** Returns the path of a message that was just sent. */
    private String sentMessage(String variant) {
        String path = "/threads/" + thread(variant) + "/messages";
        return path + "/"
                + sandbox.ok("POST", path, "{\"text\":\"First\"}").path("id").stringValue();
    }

    private JsonNode newest(String messagePath) {
        String list = messagePath.substring(0, messagePath.lastIndexOf('/'));
        return sandbox.ok(list + "?limit=1").path("messages").path(0);
    }
}
