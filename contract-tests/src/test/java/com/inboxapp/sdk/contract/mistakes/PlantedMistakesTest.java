package com.inboxapp.sdk.contract.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.changes.DocumentChanges;
import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Coverage;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.mistakes.Mistakes.Planted;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.openapi.DocumentChecker;
import com.inboxapp.sdk.runtime.NameSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedMistakesTest {
    private static final ApiDocument DOCUMENT = ApiDocument.guide();
    private static final List<PactFile.Recorded> RECORDED = PactFile.interactions(NameSet.GUIDE);
    /** What is new in the document, and stands in the list of it. */
    private static final Set<String> UNPROVEN = unproven(DOCUMENT);

    private static final Set<String> ROWS = new TreeSet<>();

    /** What a build runs over the document; the table has them in this order. */
    private enum Checker {
        /** The document against the tables of what the guides and the reference say. */
        CONTRACT,
        /** The pact against the document. */
        PACT,
        /** Whether the pact leaves something out. */
        COMPLETENESS,
        /** The document against that of the last release. */
        BASELINE;

        boolean finds(ApiDocument planted) {
            return switch (this) {
                case CONTRACT -> !DocumentChecker.problems(planted.root()).isEmpty();
                case PACT -> {
                    ExchangeCheck check = new ExchangeCheck(planted);
                    yield RECORDED.stream()
                            .anyMatch(recorded ->
                                    !check.problems(recorded.exchange()).isEmpty());
                }
                case COMPLETENESS -> !UNPROVEN.containsAll(unproven(planted));
                case BASELINE ->
                    !DocumentChanges.between(DOCUMENT, planted).breaking().isEmpty();
            };
        }
    }

    private static Set<String> unproven(ApiDocument document) {
        Coverage coverage = new Coverage(document);
        RECORDED.stream()
                .map(PactFile.Recorded::exchange)
                .filter(coverage::knows)
                .forEach(coverage::add);
        return Set.copyOf(coverage.unused());
    }

    static List<Planted> mistakes() {
        return Mistakes.mistakes();
    }

    static List<Planted> harmless() {
        return Mistakes.harmless();
    }

    private static List<Checker> found(Planted planted, List<Checker> checkers) {
        ApiDocument document = DOCUMENT.with(planted.change());
        return checkers.stream().filter(checker -> checker.finds(document)).toList();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFound(Planted mistake) {
        List<Checker> found = found(mistake, List.of(Checker.values()));
        List<String> cells = new ArrayList<>(List.of(mistake.kind(), mistake.name()));
        for (Checker checker : Checker.values()) {
            cells.add(found.contains(checker) ? "found" : "");
        }
        ROWS.add("| " + String.join(" | ", cells) + " |");
        assertThat(found).isNotEmpty();
    }

    /** What adds something is to be looked at, by whoever keeps the tables and the pact complete; it breaks nothing. */
    @ParameterizedTest
    @MethodSource("harmless")
    void passes(Planted harmless) {
        List<Checker> checkers = harmless.kind().equals("editorial")
                ? List.of(Checker.values())
                : List.of(Checker.PACT, Checker.BASELINE);
        assertThat(found(harmless, checkers)).isEmpty();
    }

    /** One field, value or parameter more is one line of the hand-written contract, which its failure prints. */
    @ParameterizedTest
    @MethodSource("harmless")
    void isOneLineOfTheContractAtMost(Planted harmless) {
        List<String> lines =
                DocumentChecker.contractLines(DOCUMENT.with(harmless.change()).root());
        boolean one = harmless.kind().equals("additive") && !harmless.name().equals("another operation");
        assertThat(lines).hasSize(one ? 1 : 0);
    }

    @Test
    void theDocumentAsItIsPasses() {
        assertThat(found(new Planted("none", "", root -> {}), List.of(Checker.values())))
                .isEmpty();
    }

    @Test
    void thereAreEnough() {
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
        assertThat(harmless()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
    }

    /** The README has the table as it is printed here. */
    @AfterAll
    static void theTableInTheReadmeIsTrue() throws IOException {
        if (ROWS.size() < mistakes().size()) {
            return; // only some were run
        }
        String table = "| kind | mistake | contract | pact | completeness | baseline |\n|---|---|---|---|---|---|\n"
                + String.join("\n", ROWS) + "\n";
        Files.writeString(Path.of("target", "planted-mistakes.md"), table);
        assertThat(Files.readString(Path.of("README.md")))
                .as("the table is in target/planted-mistakes.md: copy it")
                .contains(table);
    }
}
