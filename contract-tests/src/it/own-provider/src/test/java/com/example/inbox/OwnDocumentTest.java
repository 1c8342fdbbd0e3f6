package com.example.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/** Compares an edited copy of the document with the document of the SDK release. */
class OwnDocumentTest {
    private static final Path RELEASED = Path.of("target/contract/openapi/inbox.yaml");

    private static ChangedOpenApi changes(String from, String to) throws Exception {
        String released = Files.readString(RELEASED);
        assertTrue(released.contains(from));
        return OpenApiCompare.fromContents(released, released.replace(from, to));
    }

    @Test
    void acceptsAChangedText() throws Exception {
        assertTrue(changes("summary: List the team's account links", "summary: List all account links").isCompatible());
    }

    @Test
    void reportsARemovedOperation() throws Exception {
        ChangedOpenApi changes = changes("  /tags/colors:\n", "  /tags/colours:\n");
        assertFalse(changes.isCompatible());
        assertEquals("/tags/colors", changes.getMissingEndpoints().get(0).getPathUrl());
    }
}
