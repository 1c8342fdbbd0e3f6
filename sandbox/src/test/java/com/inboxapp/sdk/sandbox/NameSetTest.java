package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Tests the guide's samples in both name sets. The contract tests compare all other responses. */
class NameSetTest {
    @RegisterExtension
    final RunningSandbox guide = new RunningSandbox(builder -> builder);

    @RegisterExtension
    final RunningSandbox reference = new RunningSandbox(builder -> builder.names(NameSet.REFERENCE));

    @Test
    void accountLinksHaveAnEnvelopeOnlyInTheGuideNames() {
        JsonNode inGuide = guide.get("/account-links").json().at("/accountLinks/0");
        JsonNode inReference = reference.get("/account-links").json().path(0);

        assertThat(inGuide.path("platform").asString()).isEqualTo("x");
        assertThat(inGuide.path("platformUsername").asString()).isEqualTo("acmecorp");
        assertThat(inReference.path("platform").asString()).isEqualTo("twitter");
        assertThat(inReference.path("username").asString()).isEqualTo("acmecorp");
        assertThat(inReference.has("platformUsername")).isFalse();
    }

    @Test
    void lookupHasAnEnvelopeOnlyInTheGuideNames() {
        String found = "/threads/lookup?accountLinkId=acc_abc123&externalPlatformId=555555555";
        String none = "/threads/lookup?accountLinkId=acc_def456&externalPlatformId=555555555";
        assertThat(guide.get(found).json().at("/thread/lastMessage").has("text"))
                .isTrue();
        assertThat(guide.get(none).json().toString()).isEqualTo("{\"thread\":null}");
        assertThat(reference.get(found).json().path("lastMessage").has("content"))
                .isTrue();
        assertThat(reference.get(none).text()).isEqualTo("null");
    }

    @Test
    void acceptsBothNameSetsAndRespondsInTheConfiguredOne() {
        for (String names : new String[] {
            "'prospectPlatformId':'555555555','text':'Hi'", "'externalPlatformId':'555555555','content':'Hi'"
        }) {
            String body = ("{'accountLinkId':'acc_abc123'," + names + "}").replace('\'', '"');
            assertThat(guide.ok("POST", "/threads/messages", body)
                            .at("/message/text")
                            .asString())
                    .isEqualTo("Hi");
            assertThat(reference
                            .ok("POST", "/threads/messages", body)
                            .at("/message/content")
                            .asString())
                    .isEqualTo("Hi");
        }
    }
}
