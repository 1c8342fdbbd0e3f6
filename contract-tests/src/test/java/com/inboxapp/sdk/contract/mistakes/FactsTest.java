package com.inboxapp.sdk.contract.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.changes.DocumentChanges;
import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.mistakes.Facts.Mistake;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.openapi.DocumentChecker;
import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Checks that the checks cover every kind of fact in the document. Plants each mistake of a kind at some of its places, and expects it to
 * be found. {@code -Dcontract.places=8} tries eight places for each kind, instead of the default of two.
 */
class FactsTest {
    private static final int DEFAULT_PLACES = 2;
    private static final int PLACES = Integer.getInteger("contract.places", DEFAULT_PLACES);

    private static final ApiDocument DOCUMENT = ApiDocument.guide();
    private static final List<PactFile.Recorded> RECORDED = PactFile.interactions(NameSet.GUIDE);
    private static final Function<ApiDocument, DocumentChanges> CHANGES = DocumentChanges.factsSince(DOCUMENT);

    /**
     * Which checks notice a mistake, and whether any check rejects it. The pact check runs only if both others find nothing.
     *
     * @param contract whether the contract check reports a problem
     * @param baseline whether the baseline check reports a change that is not editorial
     * @param rejected whether the mistake fails a check
     */
    private record Found(Mistake mistake, boolean contract, boolean baseline, boolean rejected) {}

    @Test
    void everyKindOfFactIsChecked() throws IOException {
        Map<String, List<Mistake>> all = Facts.mistakes(DOCUMENT.root());
        Map<String, List<Found>> evaluated = all.values().stream()
                .flatMap(mistakes -> sample(mistakes).stream())
                .parallel()
                .map(FactsTest::evaluate)
                .collect(Collectors.groupingBy(found -> found.mistake().kind(), TreeMap::new, Collectors.toList()));
        StringBuilder table =
                new StringBuilder("| kind of fact | places | contract | baseline | found |\n|---|---|---|---|---|\n");
        evaluated.forEach((kind, found) -> table.append("| %s | %d | %s | %s | %d of %d |\n"
                .formatted(
                        kind,
                        all.get(kind).stream().map(Mistake::place).distinct().count(),
                        mark(found, Found::contract),
                        mark(found, Found::baseline),
                        found.stream().filter(Found::rejected).count(),
                        found.size())));
        Files.writeString(Path.of("target", "facts.md"), table);
        assertThat(evaluated.values().stream().flatMap(List::stream).filter(found -> !found.rejected()))
                .as("no check finds these mistakes")
                .isEmpty();
        if (PLACES == DEFAULT_PLACES) {
            assertThat(withoutPlaces(Files.readString(Path.of("README.md"))))
                    .as("README.md must contain the table in target/facts.md: copy it")
                    .contains(withoutPlaces(table.toString()));
        }
    }

    private static String mark(List<Found> found, Predicate<Found> checker) {
        return found.stream().allMatch(checker) ? "all" : found.stream().anyMatch(checker) ? "some" : "";
    }

    /** Removes the counts of places, so that a further field does not change the table. */
    private static String withoutPlaces(String table) {
        return table.replaceAll("(?m)^(\\| [^|]+ \\|) [0-9]+ \\|", "$1");
    }

    private static Found evaluate(Mistake mistake) {
        ApiDocument document = DOCUMENT.with(mistake.change());
        DocumentChanges changes = CHANGES.apply(document);
        boolean contract = !DocumentChecker.problems(document.root()).isEmpty();
        boolean breaking = !changes.breaking().isEmpty();
        return new Found(mistake, contract, !changes.isEditorial(), contract || breaking || isFoundByPact(document));
    }

    private static boolean isFoundByPact(ApiDocument document) {
        ExchangeCheck check = new ExchangeCheck(document);
        return RECORDED.stream()
                .anyMatch(recorded -> !check.problems(recorded.exchange()).isEmpty());
    }

    /** Selects, for each way of making the mistake, places that are spread over the document. */
    private static List<Mistake> sample(List<Mistake> mistakes) {
        List<Mistake> sample = new ArrayList<>();
        mistakes.stream()
                .collect(Collectors.groupingBy(Mistake::how, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(same -> {
                    int count = Math.min(PLACES, same.size());
                    for (int i = 0; i < count; i++) {
                        sample.add(same.get((2 * i + 1) * same.size() / (2 * count)));
                    }
                });
        return sample;
    }
}
