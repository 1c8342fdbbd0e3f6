package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Sends the unchanged sample requests of the account-links guide and of the introduction. */
class GuideSamplesTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void accountLinksMatchTheGuide() {
        assertThat(sandbox.ok("/account-links")).isEqualTo(Reply.parse("""
                        {
                          "accountLinks": [
                            {
                              "id": "acc_abc123",
                              "platformId": "123456789",
                              "platform": "x",
                              "platformUsername": "acmecorp",
                              "name": "Acme Corp",
                              "profileImageUrl": "https://pbs.twimg.com/profile_images/...",
                              "createdAt": "2024-01-15T10:30:00.000Z"
                            },
                            {
                              "id": "acc_def456",
                              "platformId": "987654321",
                              "platform": "x",
                              "platformUsername": "acmesupport",
                              "name": "Acme Support",
                              "profileImageUrl": "https://pbs.twimg.com/profile_images/...",
                              "createdAt": "2024-02-01T09:00:00.000Z"
                            }
                          ]
                        }"""));
    }

    @Test
    void messageIsSentFromASpecificAccount() {
        JsonNode response = sandbox.ok("POST", "/threads/messages", """
                {
                  "prospectPlatformId": "555555555",
                  "accountLinkId": "acc_abc123",
                  "text": "Hi! Reaching out from our sales team."
                }""");

        assertThat(response.path("message").path("text").stringValue())
                .isEqualTo("Hi! Reaching out from our sales team.");
        assertThat(response.path("message").path("authorId").stringValue()).isEqualTo("acc_abc123");
        assertThat(response.path("thread").path("platformId").stringValue()).isEqualTo("123456789:555555555");
        JsonNode newest =
                sandbox.ok("/threads?accountLinkId=acc_abc123").path("threads").path(0);
        assertThat(newest.path("id")).isEqualTo(response.path("thread").path("id"));
        assertThat(newest.path("lastMessage").path("id"))
                .isEqualTo(response.path("message").path("id"));
    }

    @Test
    void threadsOfOneAccountComeInAPageOfTwenty() {
        JsonNode page = sandbox.ok("/threads?accountLinkId=acc_abc123");

        assertThat(page.path("threads")).hasSize(20);
        assertThat(Reply.texts(page.path("threads"), "accountLinkId")).containsOnly("acc_abc123");
        assertThat(page.path("nextCursor").isObject()).isTrue();
    }

    @Test
    void lookupFindsTheThreadOnTheFirstAccountOnly() {
        JsonNode first = sandbox.ok("/threads/lookup?prospectPlatformId=555555555&accountLinkId=acc_abc123");
        JsonNode second = sandbox.ok("/threads/lookup?prospectPlatformId=555555555&accountLinkId=acc_def456");

        assertThat(first.path("thread").path("prospect").path("platformId").stringValue())
                .isEqualTo("555555555");
        assertThat(second.path("thread").isNull()).isTrue();
    }

    @Test
    void activeThreadsAreCountedPerAccount() {
        Map<String, Integer> firstPages = new LinkedHashMap<>();
        for (JsonNode account : sandbox.ok("/account-links").path("accountLinks")) {
            JsonNode page =
                    sandbox.ok("/threads?accountLinkId=" + account.path("id").stringValue() + "&inboxView=default");
            firstPages.put(
                    account.path("platformUsername").stringValue(),
                    page.path("threads").size());
        }

        assertThat(firstPages).containsExactly(Map.entry("acmecorp", 20), Map.entry("acmesupport", 20));
    }

    @Test
    void workflowReachesTheProspectFromTheSupportAccount() {
        JsonNode thread = sandbox.ok("/threads/lookup?prospectPlatformId=555555555&accountLinkId=acc_abc123")
                .path("thread");
        String platformId = thread.path("prospect").path("platformId").stringValue();

        sandbox.ok(
                "POST",
                "/threads/messages",
                "{\"prospectPlatformId\":\"" + platformId + "\",\"accountLinkId\":\"acc_def456\","
                        + "\"text\":\"Hi! I'm from the support team. Let me help you with this issue.\"}");

        JsonNode other = sandbox.ok("/threads/lookup?prospectPlatformId=555555555&accountLinkId=acc_def456");
        assertThat(other.path("thread").path("accountLinkId").stringValue()).isEqualTo("acc_def456");
    }

    @Test
    void platformIdInPlaceOfTheInboxIdIsNotFound() {
        Reply reply = sandbox.get("/threads?accountLinkId=123456789");

        sandbox.assertError(reply, 404, "NOT_FOUND", "123456789", "Inbox id");
    }

    @Test
    void cursorOfTheIntroductionIsAccepted() {
        JsonNode raw =
                sandbox.ok("/threads?cursor[id]=l44e15irdq4db30i77cgphhx&cursor[timestamp]=2025-11-10T18:03:16.000Z");
        JsonNode escaped = sandbox.ok(
                "/threads?cursor%5Bid%5D=l44e15irdq4db30i77cgphhx&cursor%5Btimestamp%5D=2025-11-10T18%3A03%3A16.000Z");

        assertThat(raw.path("threads")).hasSize(20);
        assertThat(escaped).isEqualTo(raw);
    }
}
