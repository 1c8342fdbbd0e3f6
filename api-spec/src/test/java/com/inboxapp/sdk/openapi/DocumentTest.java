package com.inboxapp.sdk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DocumentTest {

    static final Path GUIDES = Path.of("src", "main", "openapi", "inbox.yaml");
    static final Path REFERENCE = Path.of("target", "inbox-reference.yaml");

    private static final Document DOCUMENT = Document.read(GUIDES);

    @Test
    void isSound() {
        assertThat(DocumentChecker.check(DOCUMENT, NameSet.GUIDES))
                .as(
                        "if the service has the change too, replace the lines in Contract with these:\n\n%s\n",
                        String.join("\n", ContractLines.of(DOCUMENT)).indent(12))
                .isEmpty();
    }

    @Test
    void isSoundInTheReferenceNames() {
        assertThat(DocumentChecker.check(Document.read(REFERENCE), NameSet.REFERENCE))
                .isEmpty();
    }

    @Test
    void hasTheVersionAndTheServer() {
        JsonNode root = DOCUMENT.root().node();

        assertThat(root.at("/openapi").asString()).isEqualTo("3.1.0");
        assertThat(root.at("/servers/0/url").asString()).isEqualTo("https://inboxapp.com/api/v1");
    }

    @Test
    void hasAllOperations() {
        assertThat(Contract.OPERATIONS).hasSize(38);
        assertThat(DOCUMENT.operations()).hasSize(38);
    }

    @Test
    void hasTheAccountLinksOfTheGuideAsAnExample() {
        JsonNode response = DOCUMENT.root()
                .node()
                .at("/paths/~1account-links/get/responses/200/content/application~1json/examples");

        assertThat(response.valueStream()
                        .map(example -> example.path("$ref").asString(""))
                        .map(reference -> DOCUMENT.root().node().at(reference.replace("#", "")))
                        .map(example -> example.path("value")))
                .contains(YAMLMapper.shared().readTree("""
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
                                        }
                                        """));
    }

    @Test
    void hasABareArrayOfAccountLinksInTheReferenceNames() {
        JsonNode reference = Document.read(REFERENCE).root().node();

        JsonNode response = reference.at("/paths/~1account-links/get/responses/200/content/application~1json");
        assertThat(response.at("/examples").valueStream().map(example -> example.path("value")))
                .isNotEmpty()
                .allSatisfy(value -> {
                    assertThat(value.isArray()).isTrue();
                    assertThat(value.at("/0/username").asString()).isEqualTo("acmecorp");
                    assertThat(value.at("/0/platform").asString()).isEqualTo("twitter");
                });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "PlatformUserId, '1', true",
                "PlatformUserId, '1234567890123456789', true",
                "PlatformUserId, '12345678901234567890', false",
                "PlatformUserId, '', false",
                "PlatformUserId, '12a', false",
                "PlatformUserId, 12, false",
                "AccountLinkId, acc_abc123, true",
                "AccountLinkId, l44e15irdq4db30i77cgphhx, true",
                "ThreadId, thread_123, true",
                "PlatformConversationId, '123456789:555555555', true",
                "PlatformConversationId, 12345-67890, true",
                "AuthorId, acc_abc123, true",
                "AuthorId, '555555555', true",
                "InboxView, no-reply, true",
                "InboxView, no_reply, false",
                "Cursor, \"{id: a, timestamp: '2025-11-10T18:03:16.123456+02:00'}\", true",
                "Cursor, \"{id: a}\", false",
                "CreateTagRequest, \"{name: Support, color: '#00ff7F'}\", true",
                "CreateTagRequest, \"{name: Support, color: blue}\", true",
                "CreateTagRequest, \"{name: Support, color: null}\", true",
                "CreateTagRequest, \"{name: Support, color: '#00ff7'}\", false",
                "CreateTagRequest, \"{name: ''}\", false",
                "UpdateThreadSettingsRequest, \"{typingIndicatorsEnabled: null}\", true",
                "UpdateThreadSettingsRequest, {}, false",
                "UpdateThreadRequest, {}, true",
                "UpdateThreadRequest, \"{done: true, assigneeId: null}\", true",
                "UpdateThreadRequest, \"{done: null}\", false",
                "SendMessageRequest, \"{text: ''}\", false",
                "Tag, \"{id: t, name: Support, color: blue, added: later}\", true"
            })
    void acceptsAndRejectsValues(String schema, String yaml, boolean valid) {
        JsonNode value = YAMLMapper.shared().readTree(yaml);

        assertThat(new Schemas(DOCUMENT.root().node())
                        .schema(DOCUMENT.schema(schema).node())
                        .validate(value)
                        .isEmpty())
                .isEqualTo(valid);
    }
}
