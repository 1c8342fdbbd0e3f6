package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ThreadTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void lookupReturnsTheSameThreadForEachIdParameter() {
        JsonNode expected = sandbox.ok("/threads/lookup?accountLinkId=acc_abc123&prospectPlatformId=555555555");
        String externalId =
                expected.path("thread").path("prospect").path("externalId").stringValue();

        assertThat(sandbox.ok("/threads/lookup?accountLinkId=acc_abc123&externalPlatformId=555555555"))
                .isEqualTo(expected);
        assertThat(sandbox.ok("/threads/lookup?accountLinkId=acc_abc123&externalId=" + externalId))
                .isEqualTo(expected);
    }

    @Test
    void lookupOfAnUnknownProspectReturnsNull() {
        assertThat(sandbox.get("/threads/lookup?accountLinkId=acc_abc123&prospectPlatformId=1")
                        .text())
                .isEqualTo("{\"thread\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "accountLinkId=acc_abc123, exactly one",
        "accountLinkId=acc_abc123&prospectPlatformId=1&externalId=a, exactly one",
        "accountLinkId=acc_abc123&prospectPlatformId=jordanellis, prospectPlatformId",
        "accountLinkId=acc_abc123&prospectPlatformId=12345678901234567890, prospectPlatformId",
        "prospectPlatformId=555555555, accountLinkId",
        "accountLinkId=acc_abc123&prospectPlatformId=555555555&limit=1, limit"
    })
    void rejectsAnInvalidLookup(String query, String part) {
        sandbox.assertError(sandbox.get("/threads/lookup?" + query), 400, "BAD_REQUEST", part);
    }

    @Test
    void lookupWithUnknownInboxIdsIsNotFound() {
        sandbox.assertError(
                sandbox.get("/threads/lookup?accountLinkId=987654321&prospectPlatformId=555555555"),
                404,
                "NOT_FOUND",
                "platformId");
        sandbox.assertError(
                sandbox.get("/threads/lookup?accountLinkId=acc_abc123&externalId=555555555"),
                404,
                "PROSPECT_NOT_FOUND",
                "platformId");
    }

    @Test
    void usernameLookupCoversAllAccountsAndIgnoresCase() {
        String username = usernameOnBothAccounts();

        for (String query : List.of(
                "username=" + username,
                "username=" + username.toUpperCase(Locale.ROOT),
                "username=" + username + "&accountLinkIds=acc_abc123&accountLinkIds=acc_def456",
                "username=" + username + "&accountLinkIds[]=acc_abc123&accountLinkIds[]=acc_def456",
                "username=" + username + "&accountLinkIds[1]=acc_abc123&accountLinkIds[0]=acc_def456")) {
            assertThat(Reply.texts(sandbox.ok("/threads/lookup-by-username?" + query), "accountLinkId"))
                    .containsExactlyInAnyOrder("acc_abc123", "acc_def456");
        }
        assertThat(Reply.texts(
                        sandbox.ok("/threads/lookup-by-username?username=" + username + "&accountLinkIds[]=acc_def456"),
                        "accountLinkId"))
                .containsExactly("acc_def456");
        assertThat(sandbox.get("/threads/lookup-by-username?username=" + username.substring(1))
                        .text())
                .isEqualTo("[]");
    }

    @Test
    void rejectsAnInvalidUsernameLookup() {
        String path = "/threads/lookup-by-username?";
        sandbox.assertError(sandbox.get(path), 400, "BAD_REQUEST", "username");
        sandbox.assertError(sandbox.get(path + "username=@jordanellis"), 400, "BAD_REQUEST", "username", "@");
        sandbox.assertError(
                sandbox.get(path + "username=jordanellis&accountLinkIds=acc_abc123"),
                400,
                "BAD_REQUEST",
                "accountLinkIds[]=");
        sandbox.assertError(
                sandbox.get(path + "username=jordanellis&accountLinkIds[]=123456789"), 404, "NOT_FOUND", "123456789");
    }

    @Test
    void threadIsCreatedOnceForAPair() {
        String body = "{\"accountLinkId\":\"acc_def456\",\"prospectPlatformId\":\"555555555\"}";
        JsonNode created = sandbox.ok("POST", "/threads", body);

        assertThat(sandbox.ok("POST", "/threads", body)).isEqualTo(created);
        assertThat(sandbox.ok(
                        "POST",
                        "/threads",
                        "{\"accountLinkId\":\"acc_def456\",\"externalId\":\""
                                + created.path("prospect").path("externalId").stringValue() + "\"}"))
                .isEqualTo(created);
        assertThat(created.path("platformId").stringValue()).isEqualTo("555555555:987654321");
        assertThat(created.path("lastMessage").isNull()).isTrue();
        assertThat(created.path("lastMessageTimestamp").isNull()).isTrue();
        assertThat(created.path("computedSortTimestamp")).isEqualTo(created.path("createdAt"));
        assertThat(sandbox.ok("/threads?accountLinkId=acc_def456")
                        .path("threads")
                        .path(0))
                .isEqualTo(created);
        assertThat(sandbox.ok("/threads/" + created.path("id").stringValue())).isEqualTo(created);
    }

    @Test
    void creatingAThreadWithANewUserCreatesTheProspect() {
        JsonNode created = sandbox.ok(
                "POST",
                "/threads",
                "{\"accountLinkId\":\"acc_abc123\",\"externalPlatformId\":\"1999999999999999999\"}");

        assertThat(created.path("platformId").stringValue()).isEqualTo("123456789:1999999999999999999");
        assertThat(sandbox.ok("/prospects/lookup?platformId=1999999999999999999")
                        .path("externalId"))
                .isEqualTo(created.path("prospect").path("externalId"));
    }

    @ParameterizedTest
    @CsvSource({
        "98765432, 98765432:987654321",
        "987654320, 987654320:987654321",
        "987654322, 987654321:987654322",
        "1000000000, 987654321:1000000000"
    })
    void platformIdOfAThreadStartsWithTheSmallerUserId(String prospect, String expected) {
        String id = sandbox.threadWith("acc_def456", prospect);

        assertThat(sandbox.ok("/threads/" + id).path("platformId").stringValue())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | accountLinkId",
                "{\"accountLinkId\":\"acc_abc123\"} | exactly one",
                "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":555555555} | prospectPlatformId",
                "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":null} | prospectPlatformId",
                "{\"accountLinkId\":\"\",\"prospectPlatformId\":\"5\"} | accountLinkId",
                "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":\"5\",\"text\":\"Hi\"} | text",
                "[] | object"
            })
    void rejectsAnInvalidThread(String body, String part) {
        sandbox.assertError(sandbox.send("POST", "/threads", body), 422, "UNPROCESSABLE_CONTENT", part);
    }

    @Test
    void updateChangesOnlyTheGivenFields() {
        String id = anyThread();
        String member = sandbox.ok("/members").path(2).path("id").stringValue();

        JsonNode archived = sandbox.ok("PATCH", "/threads/" + id, "{\"done\":true}");
        assertThat(archived.path("done").booleanValue()).isTrue();
        JsonNode assigned = sandbox.ok("PATCH", "/threads/" + id, "{\"assigneeId\":\"" + member + "\"}");
        assertThat(assigned.path("done").booleanValue()).isTrue();
        assertThat(assigned.path("assigneeId").stringValue()).isEqualTo(member);
        JsonNode cleared = sandbox.ok("PATCH", "/threads/" + id, "{\"assigneeId\":null,\"done\":false}");
        assertThat(cleared.path("assigneeId").isNull()).isTrue();
        assertThat(cleared.path("done").booleanValue()).isFalse();
        assertThat(sandbox.ok("/threads/" + id)).isEqualTo(cleared);
        assertThat(sandbox.ok("PATCH", "/threads/" + id, "{}")).isEqualTo(cleared);
    }

    @Test
    void rejectsAnInvalidUpdateWithoutChanges() {
        String path = "/threads/" + anyThread();
        JsonNode before = sandbox.ok(path);

        sandbox.assertError(sandbox.send("PATCH", path, "{\"done\":null}"), 422, "UNPROCESSABLE_CONTENT", "done");
        sandbox.assertError(sandbox.send("PATCH", path, "{\"done\":\"yes\"}"), 422, "UNPROCESSABLE_CONTENT", "done");
        sandbox.assertError(
                sandbox.send("PATCH", path, "{\"archived\":true}"), 422, "UNPROCESSABLE_CONTENT", "archived");
        sandbox.assertError(
                sandbox.send("PATCH", path, "{\"done\":true,\"assigneeId\":\"nobody\"}"), 404, "NOT_FOUND", "nobody");
        assertThat(sandbox.ok(path)).isEqualTo(before);
    }

    @Test
    void deletedThreadIsNotFoundUntilItIsReopened() {
        String id = sandbox.threadWith("acc_abc123", "555555555");

        Reply deleted = sandbox.send("DELETE", "/threads/" + id);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEmpty();
        sandbox.assertError(sandbox.get("/threads/" + id), 404, "THREAD_NOT_FOUND", id);
        sandbox.assertError(sandbox.get("/threads/" + id + "/messages"), 404, "THREAD_NOT_FOUND", id);
        sandbox.assertError(sandbox.send("DELETE", "/threads/" + id), 404, "THREAD_NOT_FOUND", id);
        assertThat(sandbox.get("/threads/lookup?accountLinkId=acc_abc123&prospectPlatformId=555555555")
                        .text())
                .isEqualTo("{\"thread\":null}");
        assertThat(sandbox.get("/threads/lookup-by-username?username=jordanellis")
                        .text())
                .isEqualTo("[]");
        assertThat(Reply.texts(sandbox.allThreads(""), "id")).doesNotContain(id);
        assertThat(sandbox.ok("/prospects/lookup?platformId=555555555")
                        .path("context")
                        .path("threads"))
                .isEmpty();
        assertThat(sandbox.threadWith("acc_abc123", "555555555")).isEqualTo(id);
        assertThat(Reply.texts(sandbox.allThreads(""), "id")).contains(id);
    }

    @Test
    void typingIsSentInEncryptedThreadsUnlessDisabled() {
        String xChat = thread("xChat");

        sandbox.ok("PATCH", "/threads/" + xChat + "/settings", "{\"typingIndicatorsEnabled\":true}");
        assertThat(sandbox.send("POST", "/threads/" + xChat + "/typing").text()).isEqualTo("{\"status\":\"sent\"}");
        JsonNode settings =
                sandbox.ok("PATCH", "/threads/" + xChat + "/settings", "{\"typingIndicatorsEnabled\":false}");
        assertThat(settings)
                .isEqualTo(Reply.parse("{\"threadId\":\"" + xChat + "\",\"typingIndicatorsEnabled\":false}"));
        assertThat(sandbox.ok("/threads/" + xChat)
                        .path("typingIndicatorsEnabled")
                        .booleanValue(true))
                .isFalse();
        assertThat(sandbox.send("POST", "/threads/" + xChat + "/typing").text())
                .isEqualTo("{\"status\":\"skipped\",\"reason\":\"typingDisabled\"}");
        sandbox.ok("PATCH", "/threads/" + xChat + "/settings", "{\"typingIndicatorsEnabled\":null}");
        assertThat(sandbox.ok("/threads/" + xChat)
                        .path("typingIndicatorsEnabled")
                        .isNull())
                .isTrue();
        assertThat(sandbox.send("POST", "/threads/" + xChat + "/typing").text()).isEqualTo("{\"status\":\"sent\"}");
        assertThat(sandbox.send("POST", "/threads/" + thread("unencrypted") + "/typing")
                        .text())
                .isEqualTo("{\"status\":\"skipped\",\"reason\":\"unsupported\"}");
    }

    @Test
    void settingsRequireTheirField() {
        sandbox.assertError(
                sandbox.send("PATCH", "/threads/" + anyThread() + "/settings", "{}"),
                422,
                "UNPROCESSABLE_CONTENT",
                "typingIndicatorsEnabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789:555555555", "nothing", "%C3%A9", "a%2Fb"})
    void unknownThreadIsNotFound(String id) {
        sandbox.assertError(sandbox.get("/threads/" + id), 404, "THREAD_NOT_FOUND", "thread");
    }

    @Test
    void explainsAPlatformIdInThePath() {
        sandbox.assertError(sandbox.get("/threads/555555555"), 404, "THREAD_NOT_FOUND", "555555555", "Inbox id");
        sandbox.assertError(sandbox.get("/prospects/555555555"), 404, "PROSPECT_NOT_FOUND", "555555555", "Inbox id");
        sandbox.assertError(sandbox.get("/members/123456789"), 404, "NOT_FOUND", "123456789", "Inbox id");
    }

    private String anyThread() {
        return sandbox.ok("/threads?limit=1").path("threads").path(0).path("id").stringValue();
    }

    private String thread(String variant) {
        return sandbox.allThreads("").stream()
                .filter(thread -> thread.path("variant").stringValue().equals(variant))
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
    }

    private String usernameOnBothAccounts() {
        List<String> others = sandbox.allThreads("accountLinkId=acc_def456").stream()
                .map(thread -> thread.path("prospect").path("username").stringValue())
                .toList();
        return sandbox.allThreads("accountLinkId=acc_abc123").stream()
                .map(thread -> thread.path("prospect").path("username").stringValue())
                .filter(others::contains)
                .findFirst()
                .orElseThrow();
    }
}
