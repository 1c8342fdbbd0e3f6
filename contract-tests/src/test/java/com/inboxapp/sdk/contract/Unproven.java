package com.inboxapp.sdk.contract;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.Coverage;
import com.inboxapp.sdk.contract.pact.PactFile;
import com.inboxapp.sdk.runtime.NameSet;
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

/** What the pacts leave out of the document, and the list of it under version control. */
final class Unproven {
    static final Path FILE = Path.of("unproven.txt");
    static final String RENEW = "mvn -q verify -pl contract-tests -am -Dcontract.renew=true";

    private static final Path BASELINE = Path.of("baseline");

    private Unproven() {}

    /** Whether this run takes over what it finds, in place of failing. */
    static boolean isRenewed() {
        return Boolean.getBoolean("contract.renew");
    }

    /** What the list says. */
    static Set<String> listed() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it should say. */
    static Set<String> now() {
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

    /** The parts of a document that the committed pact in its names leaves out. */
    static Set<String> of(NameSet names, ApiDocument document) {
        Coverage coverage = new Coverage(document);
        PactFile.interactions(names).stream()
                .map(PactFile.Recorded::exchange)
                .filter(coverage::knows)
                .forEach(coverage::add);
        return coverage.unused().stream()
                .map(part -> names.name().toLowerCase(Locale.ROOT) + " " + part)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
