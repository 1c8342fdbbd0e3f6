package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Coverage;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.runtime.NameSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pacts leave nothing out: every operation with every status, every property of every answer and every request, every query parameter,
 * and, since there is a pact in each name set, every name and its alias.
 */
class CompletenessTest {

    @ParameterizedTest
    @EnumSource
    void everyPartOfTheDocumentIsInThePact(NameSet names) {
        Coverage coverage = new Coverage(names == NameSet.GUIDE ? ApiDocument.guide() : ApiDocument.reference());
        PactFile.interactions(names).forEach(recorded -> coverage.add(recorded.exchange()));
        assertThat(coverage.unused()).isEmpty();
    }
}
