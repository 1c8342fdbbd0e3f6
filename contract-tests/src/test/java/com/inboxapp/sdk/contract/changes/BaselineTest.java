package com.inboxapp.sdk.contract.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A breaking change of the document needs another major version, and with it another baseline. */
class BaselineTest {
    private static final Path BASELINE = Path.of("baseline");

    @Test
    void nothingBreaksWithinAMajorVersion() {
        check(ApiDocument.read(BASELINE.resolve("inbox.yaml")), ApiDocument.guide());
    }

    @Test
    void nothingBreaksWithinAMajorVersionInTheReferencesNames() {
        check(ApiDocument.read(BASELINE.resolve("inbox-reference.yaml")), ApiDocument.reference());
    }

    private static void check(ApiDocument baseline, ApiDocument document) {
        DocumentChanges changes = DocumentChanges.between(baseline, document);
        if (major(document) > major(baseline)) {
            return;
        }
        assertThat(changes.breaking())
                .as(
                        "the document breaks these operations, and the methods of the SDK, within the major version %d: %s",
                        major(baseline),
                        "undo that, or raise info.version to the next major version and renew the baseline"
                                + " (contract-tests/README.md). All changes: " + changes.all())
                .isEmpty();
    }

    private static int major(ApiDocument document) {
        return Integer.parseInt(document.root().at("/info/version").asString().split("\\.", -1)[0]);
    }
}
