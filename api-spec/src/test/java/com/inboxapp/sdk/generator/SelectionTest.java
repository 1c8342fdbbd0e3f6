package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
    @TempDir
    private static Path folder;

    private static Generation generation;

    @BeforeAll
    static void generate() {
        String responses = """
                responses:
                  '200':
                    description: It.
                    headers: {X-Count: {schema: {$ref: '#/components/schemas/HeaderOnly'}}}
                    content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
                  '404': {description: Not there., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
                  default: {$ref: '#/components/responses/Failed'}
                """;
        String document = Documents.of(Documents.path("get", "things.get", "safe", "", responses), """
                Thing: {type: object, properties: {inner: {$ref: '#/components/schemas/Inner'}, list: {type: array, items: {$ref: '#/components/schemas/Item'}}}}
                Inner: {type: object, properties: {id: {oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}]}}}
                Item: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
                Id: {type: string, x-inbox-id: {kind: any}}
                Kind: {type: string, enum: [a]}
                Error: {type: object, properties: {detail: {$ref: '#/components/schemas/ErrorDetail'}}}
                ErrorDetail: {type: object, properties: {code: {type: string}}}
                Unused: {type: object, properties: {other: {$ref: '#/components/schemas/UnusedToo'}}}
                UnusedToo: {anyOf: [{type: string}, {type: integer}]}
                HeaderOnly: {type: string}
                """)
                + "  responses: {Failed: {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}\n";
        generation = Generation.withRx(document, folder);
    }

    @Test
    void generatesSchemasNestedInResponses() {
        assertThat(generation.models()).contains("Thing", "Inner", "Item", "Id", "Kind");
    }

    @Test
    void skipsSchemasUsedOnlyInErrors() {
        assertThat(generation.models()).doesNotContain("Error", "ErrorDetail");
    }

    @Test
    void ignoresUnusedSchemas() {
        assertThat(generation.models()).doesNotContain("Unused", "UnusedToo", "HeaderOnly");
    }

    @Test
    void writesNoOtherFiles() {
        assertThat(generation.files().keySet())
                .containsExactly(
                        "com/inboxapp/sdk/api/InboxApis.java",
                        "com/inboxapp/sdk/api/ThingsApi.java",
                        "com/inboxapp/sdk/api/package-info.java",
                        "com/inboxapp/sdk/model/Id.java",
                        "com/inboxapp/sdk/model/InboxModels.java",
                        "com/inboxapp/sdk/model/Inner.java",
                        "com/inboxapp/sdk/model/Item.java",
                        "com/inboxapp/sdk/model/Kind.java",
                        "com/inboxapp/sdk/model/Thing.java",
                        "com/inboxapp/sdk/model/package-info.java",
                        "com/inboxapp/sdk/rx/api/RxInboxApis.java",
                        "com/inboxapp/sdk/rx/api/ThingsRxApi.java",
                        "com/inboxapp/sdk/rx/api/package-info.java");
    }
}
