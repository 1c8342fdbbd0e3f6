package com.inboxapp.sdk.contract.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.changes.DocumentChanges;
import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Coverage;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.mistakes.Mistakes.Planted;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.openapi.DocumentChecker;
import com.inboxapp.sdk.query.NameSet;
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
    /** The parts of the unchanged document that the pact does not cover. */
    private static final Set<String> UNPROVEN = unproven(DOCUMENT);

    private static final Set<String> ROWS = new TreeSet<>();

    /** The checks of the document, in the order of the columns of the table. */
    private enum Checker {
        /** Compares the document with the hand-written tables of the guides and the reference. */
        CONTRACT,
        /** Compares the pact with the document. */
        PACT,
        /** Checks that the pact covers the document. */
        COMPLETENESS,
        /** Compares the document with the document before the change. */
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
                .filter(coverage::documents)
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
    void findsThePlantedMistake(Planted mistake) {
        List<Checker> found = found(mistake, List.of(Checker.values()));
        List<String> cells = new ArrayList<>(List.of(mistake.kind(), mistake.name()));
        for (Checker checker : Checker.values()) {
            cells.add(found.contains(checker) ? "found" : "");
        }
        ROWS.add("| " + String.join(" | ", cells) + " |");
        assertThat(found).isNotEmpty();
    }

    /**
     * An addition breaks nothing. Only the contract and completeness checks report it, because the tables and the pact must be extended.
     */
    @ParameterizedTest
    @MethodSource("harmless")
    void acceptsAHarmlessChange(Planted harmless) {
        List<Checker> checkers = harmless.kind().equals("editorial")
                ? List.of(Checker.values())
                : List.of(Checker.PACT, Checker.BASELINE);
        assertThat(found(harmless, checkers)).isEmpty();
    }

    /** A new field, value or parameter needs one line in the hand-written contract. The failure of the contract check prints that line. */
    @ParameterizedTest
    @MethodSource("harmless")
    void needsAtMostOneContractLineForAHarmlessChange(Planted harmless) {
        List<String> lines =
                DocumentChecker.contractLines(DOCUMENT.with(harmless.change()).root());
        boolean needsLine =
                harmless.kind().equals("additive") && !harmless.name().equals("new operation");
        assertThat(lines).hasSize(needsLine ? 1 : 0);
    }

    @Test
    void acceptsTheUnchangedDocument() {
        assertThat(found(new Planted("none", "", root -> {}), List.of(Checker.values())))
                .isEmpty();
    }

    @Test
    void hasEnoughMistakesAndHarmlessChanges() {
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
        assertThat(harmless()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
    }

    @AfterAll
    static void readmeContainsTheTable() throws IOException {
        if (ROWS.size() < mistakes().size()) {
            return; // not all mistakes were run
        }
        String table = "| kind | mistake | contract | pact | completeness | baseline |\n|---|---|---|---|---|---|\n"
                + String.join("\n", ROWS) + "\n";
        Files.writeString(Path.of("target", "planted-mistakes.md"), table);
        assertThat(Files.readString(Path.of("README.md")))
                .as("README.md must contain the table in target/planted-mistakes.md: copy it")
                .contains(table);
    }
}
