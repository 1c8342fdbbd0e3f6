package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.runtime.NameSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pacts leave nothing out: every operation with every status, every property of every answer and every request, every query parameter,
 * and, since there is a pact in each name set, every name and its alias. What was added since the last release may be listed as unproven.
 */
class CompletenessTest {

    @Test
    void everyPartOfTheDocumentIsInThePactOrListedAsUnproven() {
        assumeFalse(Unproven.isRenewed(), "the list is about to be renewed");
        assertThat(Unproven.listed())
                .as("%s lists what the pacts leave out; to renew it and the pacts: %s", Unproven.FILE, Unproven.RENEW)
                .isEqualTo(Unproven.now());
    }

    /** Nothing that a release has proved is given up, and no release goes out with anything unproven. */
    @ParameterizedTest
    @EnumSource
    void whatTheLastReleaseHadIsInThePact(NameSet names) {
        ApiDocument baseline = Unproven.baseline(names);
        assertThat(Unproven.of(names, baseline)).isEmpty();
    }
}
