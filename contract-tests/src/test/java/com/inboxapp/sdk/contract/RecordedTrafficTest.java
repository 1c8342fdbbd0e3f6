package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Exchange;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.document.Problem;
import com.inboxapp.sdk.contract.document.Problem.Checker;
import com.inboxapp.sdk.contract.document.RecordedTraffic;
import com.inboxapp.sdk.query.NameSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the traffic that the tests of the other modules exchanged with the sandbox against the document. */
class RecordedTrafficTest {
    private static final ExchangeCheck GUIDE = new ExchangeCheck(ApiDocument.guide());
    private static final ExchangeCheck REFERENCE = new ExchangeCheck(ApiDocument.reference());

    private static List<Exchange> traffic(String module) {
        List<Exchange> traffic = RecordedTraffic.of(module, NameSet.GUIDE);
        assumeThat(traffic)
                .as("no traffic of %s is recorded: run its tests first, with mvn verify at the root", module)
                .isNotEmpty();
        return traffic;
    }

    /** Errors that depend on data of the server, not on the document: the available colours, and the cursors that were issued. */
    private static final Pattern SERVER_DATA_ERROR = Pattern.compile("cursor's timestamp|'color' takes");

    /** A query that has the same parameter in both name sets. The sandbox then uses the guide name. */
    private static final Pattern IN_BOTH_NAME_SETS =
            Pattern.compile("(?=.*\\baccountLinkId=).*\\baccountLinkIds\\[|(?=.*\\binboxView=).*\\binbox=");

    /** Returns a line for each exchange whose request is valid in neither name set. */
    private static List<String> invalidRequests(Stream<Exchange> traffic) {
        return traffic.filter(exchange -> !IN_BOTH_NAME_SETS
                        .matcher(String.valueOf(exchange.rawQuery()))
                        .find())
                .filter(exchange -> !GUIDE.requestProblems(exchange).isEmpty()
                        && !REFERENCE.requestProblems(exchange).isEmpty())
                .map(exchange -> exchange + " " + exchange.requestBody() + ": " + GUIDE.requestProblems(exchange))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk-core", "sdk-rx"})
    void sdkRequestsMatchTheDocument(String module) {
        assertThat(invalidRequests(traffic(module).stream())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk-core", "sdk-rx", "sandbox"})
    void sandboxResponsesMatchTheDocument(String module) {
        assertThat(responseProblems(traffic(module), GUIDE)).isEmpty();
        assertThat(responseProblems(RecordedTraffic.of(module, NameSet.REFERENCE), REFERENCE))
                .isEmpty();
    }

    private static List<String> responseProblems(List<Exchange> traffic, ExchangeCheck document) {
        return traffic.stream()
                .filter(exchange -> !responseProblems(exchange, document).isEmpty())
                .map(exchange -> exchange + ": " + responseProblems(exchange, document))
                .toList();
    }

    /** Ignores the status of an invalid request, since the document defines none for it. */
    private static List<Problem> responseProblems(Exchange exchange, ExchangeCheck document) {
        boolean valid = document.requestProblems(exchange).isEmpty();
        return document.responseProblems(exchange).stream()
                .filter(problem -> valid || problem.checker() != Checker.STATUS)
                .toList();
    }

    /** The tests of the sandbox also send invalid requests. None of them may succeed. */
    @Test
    void sandboxExecutesOnlyDocumentedRequests() {
        assertThat(invalidRequests(traffic("sandbox").stream().filter(exchange -> exchange.status() == 200)))
                .isEmpty();
    }

    /** A request that gets a 400 or 422 violates the document, unless the error depends on data of the server. */
    @Test
    void sandboxRejectsNoDocumentedRequestAsMalformed() {
        assertThat(traffic("sandbox").stream()
                        .filter(exchange -> exchange.status() == 400 || exchange.status() == 422)
                        .filter(exchange -> GUIDE.requestProblems(exchange).isEmpty())
                        .filter(exchange ->
                                !SERVER_DATA_ERROR.matcher(exchange.body()).find())
                        .map(exchange -> exchange + " " + exchange.requestBody() + " " + exchange.body()))
                .isEmpty();
    }
}
