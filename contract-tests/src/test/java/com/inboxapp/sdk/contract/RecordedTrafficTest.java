package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Exchange;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.document.Problem;
import com.inboxapp.sdk.contract.document.Problem.Checker;
import com.inboxapp.sdk.contract.document.RecordedTraffic;
import com.inboxapp.sdk.runtime.NameSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tests of the other modules have sent to the sandbox and were answered, against the document. */
class RecordedTrafficTest {
    private static final ExchangeCheck GUIDE = new ExchangeCheck(ApiDocument.guide());
    private static final ExchangeCheck REFERENCE = new ExchangeCheck(ApiDocument.reference());

    private static List<Exchange> traffic(String module) {
        List<Exchange> traffic = RecordedTraffic.of(module, NameSet.GUIDE);
        assumeThat(traffic)
                .as("the tests of %s have not run: build it with its tests first (mvn verify at the root)", module)
                .isNotEmpty();
        return traffic;
    }

    /** What only the server knows: which colours there are, and which cursors it gave. */
    private static final Pattern KNOWN_TO_THE_SERVER = Pattern.compile("cursor's timestamp|'color' takes");

    /** Of a query that names one thing in both name sets, the guides' name counts. */
    private static final Pattern NAMED_TWICE =
            Pattern.compile("(?=.*\\baccountLinkId=).*\\baccountLinkIds\\[|(?=.*\\binboxView=).*\\binbox=");

    /** A line for each exchange with problems: the guides' names are right, or the reference's. */
    private static List<String> inNeither(Stream<Exchange> traffic) {
        return traffic.filter(exchange -> !NAMED_TWICE
                        .matcher(String.valueOf(exchange.rawQuery()))
                        .find())
                .filter(exchange -> !GUIDE.requestProblems(exchange).isEmpty()
                        && !REFERENCE.requestProblems(exchange).isEmpty())
                .map(exchange -> exchange + " " + exchange.requestBody() + ": " + GUIDE.requestProblems(exchange))
                .toList();
    }

    /** The SDK never sends what the document does not have, in the one name set or in the other. */
    @ParameterizedTest
    @ValueSource(strings = {"sdk-core", "sdk-rx"})
    void whatTheSdkSendsIsInTheDocument(String module) {
        assertThat(inNeither(traffic(module).stream())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk-core", "sdk-rx", "sandbox"})
    void whatTheSandboxAnswersIsInTheDocument(String module) {
        assertThat(answerProblems(traffic(module), GUIDE)).isEmpty();
        assertThat(answerProblems(RecordedTraffic.of(module, NameSet.REFERENCE), REFERENCE))
                .isEmpty();
    }

    private static List<String> answerProblems(List<Exchange> traffic, ExchangeCheck document) {
        return traffic.stream()
                .filter(exchange -> !answerProblems(exchange, document).isEmpty())
                .map(exchange -> exchange + ": " + answerProblems(exchange, document))
                .toList();
    }

    /** The document promises no status for a request that it does not have. */
    private static List<Problem> answerProblems(Exchange exchange, ExchangeCheck document) {
        boolean promised = document.requestProblems(exchange).isEmpty();
        return document.answerProblems(exchange).stream()
                .filter(problem -> promised || problem.checker() != Checker.STATUS)
                .toList();
    }

    /** Its own tests send all sorts of mistakes. */
    @Test
    void theSandboxCarriesOutNothingThatTheDocumentDoesNotHave() {
        assertThat(inNeither(traffic("sandbox").stream().filter(exchange -> exchange.status() == 200)))
                .isEmpty();
    }

    /** With 400 and 422, something is wrong that the document can tell, or that only the server knows. */
    @Test
    void whatTheSandboxRefusesForItsFormIsNotInTheDocument() {
        assertThat(traffic("sandbox").stream()
                        .filter(exchange -> exchange.status() == 400 || exchange.status() == 422)
                        .filter(exchange -> GUIDE.requestProblems(exchange).isEmpty())
                        .filter(exchange ->
                                !KNOWN_TO_THE_SERVER.matcher(exchange.body()).find())
                        .map(exchange -> exchange + " " + exchange.requestBody() + " " + exchange.body()))
                .isEmpty();
    }
}
