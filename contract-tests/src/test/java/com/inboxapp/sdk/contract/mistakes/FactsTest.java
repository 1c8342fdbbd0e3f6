package com.inboxapp.sdk.contract.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.changes.DocumentChanges;
import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.contract.mistakes.Facts.Mistake;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.openapi.DocumentChecker;
import com.inboxapp.sdk.runtime.NameSet;
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
 * Every kind of fact that the document holds is looked at: made wrong in each way at some of its places, it is found. {@code -Dcontract.places=8} tries as
 * many places of each kind.
 */
class FactsTest {
    private static final int USUAL = 2;
    private static final int PLACES = Integer.getInteger("contract.places", USUAL);

    private static final ApiDocument DOCUMENT = ApiDocument.guide();
    private static final List<PactFile.Recorded> RECORDED = PactFile.interactions(NameSet.GUIDE);
    private static final Function<ApiDocument, DocumentChanges> CHANGES = DocumentChanges.factsSince(DOCUMENT);

    /** Who looks at a mistake, and whether somebody calls it one. The pact is asked only where both others find nothing. */
    private record Found(Mistake mistake, boolean contract, boolean baseline, boolean by) {}

    @Test
    void noKindOfFactIsUnwatched() throws IOException {
        Map<String, List<Mistake>> all = Facts.mistakes(DOCUMENT.root());
        Map<String, List<Found>> tried = all.values().stream()
                .flatMap(mistakes -> some(mistakes).stream())
                .parallel()
                .map(FactsTest::tryOut)
                .collect(Collectors.groupingBy(found -> found.mistake().kind(), TreeMap::new, Collectors.toList()));
        StringBuilder table =
                new StringBuilder("| kind of fact | places | contract | baseline | found |\n|---|---|---|---|---|\n");
        tried.forEach((kind, found) -> table.append("| %s | %d | %s | %s | %d of %d |\n"
                .formatted(
                        kind,
                        all.get(kind).stream().map(Mistake::place).distinct().count(),
                        mark(found, Found::contract),
                        mark(found, Found::baseline),
                        found.stream().filter(Found::by).count(),
                        found.size())));
        Files.writeString(Path.of("target", "facts.md"), table);
        assertThat(tried.values().stream().flatMap(List::stream).filter(found -> !found.by()))
                .as("nobody looks at these")
                .isEmpty();
        if (PLACES == USUAL) {
            assertThat(withoutPlaces(Files.readString(Path.of("README.md"))))
                    .as("the table is in target/facts.md: copy it")
                    .contains(withoutPlaces(table.toString()));
        }
    }

    private static String mark(List<Found> found, Predicate<Found> checker) {
        return found.stream().allMatch(checker) ? "all" : found.stream().anyMatch(checker) ? "some" : "";
    }

    /** How often a kind stands in the document is no reason to renew the table. */
    private static String withoutPlaces(String table) {
        return table.replaceAll("(?m)^(\\| [^|]+ \\|) [0-9]+ \\|", "$1");
    }

    private static Found tryOut(Mistake mistake) {
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

    /** For each way of making the mistake, places that lie apart. */
    private static List<Mistake> some(List<Mistake> mistakes) {
        List<Mistake> some = new ArrayList<>();
        mistakes.stream()
                .collect(Collectors.groupingBy(Mistake::how, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(same -> {
                    int count = Math.min(PLACES, same.size());
                    for (int i = 0; i < count; i++) {
                        some.add(same.get((2 * i + 1) * same.size() / (2 * count)));
                    }
                });
        return some;
    }
}
