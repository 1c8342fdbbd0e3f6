package com.inboxapp.sdk.contract.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks that the document has no breaking change since the baseline, unless {@code info.version} has a higher major version. */
class BaselineTest {
    private static final Path BASELINE = Path.of("baseline");

    @Test
    void hasNoBreakingChangeWithinAMajorVersion() {
        check(ApiDocument.read(BASELINE.resolve("inbox.yaml")), ApiDocument.guide());
    }

    @Test
    void hasNoBreakingChangeInTheReferenceNames() {
        check(ApiDocument.read(BASELINE.resolve("inbox-reference.yaml")), ApiDocument.reference());
    }

    private static void check(ApiDocument baseline, ApiDocument document) {
        DocumentChanges changes = DocumentChanges.between(baseline, document);
        if (major(document) > major(baseline)) {
            return;
        }
        assertThat(changes.breaking())
                .as(
                        "breaking changes within major version %d: %s",
                        major(baseline),
                        "undo them, or raise info.version to the next major version and renew the baseline"
                                + " (contract-tests/README.md). All changes: " + changes.all())
                .isEmpty();
    }

    private static int major(ApiDocument document) {
        return Integer.parseInt(document.root().at("/info/version").asString().split("\\.", -1)[0]);
    }
}
