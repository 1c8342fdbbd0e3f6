package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.query.NameSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that the pacts cover the document: every status of every operation, every property of every request and response, and every query
 * parameter. There is a pact in each name set, so every name and its alias is covered. Additions since the last release may be listed as
 * unproven.
 */
class CompletenessTest {

    @Test
    void everyPartOfTheDocumentIsInAPactOrListedAsUnproven() {
        assumeFalse(Unproven.isRenewing(), "this run renews the list");
        assertThat(Unproven.listed())
                .as(
                        "%s must list the parts of the document that no pact covers. To renew the list and the pacts, run: %s",
                        Unproven.FILE, Unproven.RENEW)
                .isEqualTo(Unproven.current());
    }

    /** A part that was released stays covered. A release renews the baseline, so nothing can be released unproven. */
    @ParameterizedTest
    @EnumSource
    void everyPartOfTheBaselineIsInThePact(NameSet names) {
        ApiDocument baseline = Unproven.baseline(names);
        assertThat(Unproven.of(names, baseline)).isEmpty();
    }
}
