package com.inboxapp.sdk.contract;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Coverage;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the document that no pact covers, and the committed list of them. */
final class Unproven {
    static final Path FILE = Path.of("unproven.txt");
    static final String RENEW = "mvn -q verify -pl contract-tests -am -Dcontract.renew=true";

    private static final Path BASELINE = Path.of("baseline");

    private Unproven() {}

    /** Returns whether this run renews the pacts and the list instead of failing on differences. */
    static boolean isRenewing() {
        return Boolean.getBoolean("contract.renew");
    }

    /** Returns the parts in the committed list. */
    static Set<String> listed() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the parts that no committed pact covers now, in both name sets. */
    static Set<String> current() {
        Set<String> unproven = new TreeSet<>(of(NameSet.GUIDE, ApiDocument.guide()));
        unproven.addAll(of(NameSet.REFERENCE, ApiDocument.reference()));
        return unproven;
    }

    static void write(Set<String> unproven) throws IOException {
        List<String> comment = Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith("#"))
                .toList();
        Files.write(FILE, Stream.concat(comment.stream(), unproven.stream()).toList());
    }

    static ApiDocument baseline(NameSet names) {
        return ApiDocument.read(BASELINE.resolve(names == NameSet.GUIDE ? "inbox.yaml" : "inbox-reference.yaml"));
    }

    /** Returns the parts of a document that the committed pact in its name set does not cover. */
    static Set<String> of(NameSet names, ApiDocument document) {
        Coverage coverage = new Coverage(document);
        PactFile.interactions(names).stream()
                .map(PactFile.Recorded::exchange)
                .filter(coverage::documents)
                .forEach(coverage::add);
        return coverage.unused().stream()
                .map(part -> names.name().toLowerCase(Locale.ROOT) + " " + part)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
