package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Sends the guide's sample requests with the names of the published reference. */
class ReferenceSamplesTest {

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(builder -> builder.names(NameSet.REFERENCE).unlimited());

    @Test
    void accountLinksAreABareList() {
        assertThat(sandbox.ok("/account-links")).isEqualTo(Reply.parse("""
                        [
                          {
                            "id": "acc_abc123",
                            "platformId": "123456789",
                            "platform": "twitter",
                            "username": "acmecorp",
                            "name": "Acme Corp",
                            "image": "https://pbs.twimg.com/profile_images/...",
                            "createdAt": "2024-01-15T10:30:00.000Z"
                          },
                          {
                            "id": "acc_def456",
                            "platformId": "987654321",
                            "platform": "twitter",
                            "username": "acmesupport",
                            "name": "Acme Support",
                            "image": "https://pbs.twimg.com/profile_images/...",
                            "createdAt": "2024-02-01T09:00:00.000Z"
                          }
                        ]"""));
    }

    @Test
    void messageIsSentFromASpecificAccount() {
        JsonNode response = sandbox.ok("POST", "/threads/messages", """
                {
                  "externalPlatformId": "555555555",
                  "accountLinkId": "acc_abc123",
                  "content": "Hi! Reaching out from our sales team."
                }""");

        assertThat(response.at("/message/content").stringValue()).isEqualTo("Hi! Reaching out from our sales team.");
        assertThat(response.at("/message").has("text")).isFalse();
        JsonNode messages = sandbox.ok("/threads/" + response.at("/thread/id").stringValue() + "/messages?limit=1");
        assertThat(messages.at("/messages/0/content")).isEqualTo(response.at("/message/content"));
    }

    @Test
    void threadsOfAnAccountInAViewAreListed() {
        JsonNode threads = sandbox.ok("/threads?accountLinkIds[0]=acc_def456&inbox=no-reply&limit=5")
                .path("threads");
        assertThat(threads).hasSize(5);
        threads.forEach(thread -> {
            assertThat(thread.path("accountLinkId").stringValue()).isEqualTo("acc_def456");
            assertThat(thread.path("platform").stringValue()).isEqualTo("twitter");
            assertThat(thread.path("lastMessage").has("content")).isTrue();
            assertThat(thread.path("prospect").has("followersCount")).isFalse();
        });
    }

    @Test
    void threadOfAProspectIsLookedUpAtEachAccount() {
        String lookup = "/threads/lookup?externalPlatformId=555555555&accountLinkId=";
        assertThat(sandbox.ok(lookup + "acc_abc123")
                        .at("/prospect/followerCount")
                        .intValue())
                .isEqualTo(128_400);
        assertThat(sandbox.get(lookup + "acc_def456").text()).isEqualTo("null");
    }

    @Test
    void messageIsEditedAndItsHistoryIsRead() {
        JsonNode thread = sandbox.ok("/threads/lookup?externalPlatformId=555555555&accountLinkId=acc_abc123");
        String messages = "/threads/" + thread.path("id").stringValue() + "/messages";
        String id = sandbox.ok("POST", messages, "{\"content\":\"Helo\"}")
                .path("id")
                .stringValue();
        JsonNode edited = sandbox.ok("PATCH", messages + "/" + id, "{\"content\":\"Hello\"}");
        assertThat(edited.path("content").stringValue()).isEqualTo("Hello");
        assertThat(Reply.texts(sandbox.ok(messages + "/" + id + "/history").path("versions"), "content"))
                .containsExactly("Helo", "Hello");
    }
}
