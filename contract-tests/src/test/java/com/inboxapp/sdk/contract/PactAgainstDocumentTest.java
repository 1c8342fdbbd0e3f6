package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.query.NameSet;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks each pact against the document in the same name set: the SDK sends and reads nothing that is not documented. */
class PactAgainstDocumentTest {
    private static final Map<NameSet, ExchangeCheck> CHECKS = Map.of(
            NameSet.GUIDE, new ExchangeCheck(ApiDocument.guide()),
            NameSet.REFERENCE, new ExchangeCheck(ApiDocument.reference()));

    static Stream<Arguments> interactions() {
        return Arrays.stream(NameSet.values())
                .flatMap(names -> PactFile.interactions(names).stream().map(recorded -> Arguments.of(names, recorded)));
    }

    @ParameterizedTest
    @MethodSource("interactions")
    void exchangeMatchesTheDocument(NameSet names, PactFile.Recorded recorded) {
        assertThat(CHECKS.get(names).problems(recorded.exchange())).isEmpty();
    }
}
