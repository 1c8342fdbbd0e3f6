package com.inboxapp.sdk.openapi;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks a document against the contract. An empty list means that no problem was found. */
public final class DocumentChecker {

    /** A group of checks. */
    interface Rule {
        void check(Document document, NameSet names, Findings findings);
    }

    /** The groups of rules, in order. A group runs only if the groups before it found nothing, because it depends on them. */
    private static final List<List<Rule>> RULES = List.of(
            List.of(new StructureRule()),
            List.of(
                    new OperationRule(),
                    new EntityRule(),
                    new AliasRule(),
                    new ExtensionRule(),
                    new SchemaRule(),
                    new ResponseRule(),
                    new ExampleRule()),
            List.of(new ErrorRule(), new ChoiceRule(), new ValueRule(), new ShapeRule()),
            List.of(new TextRule(), new WordRule()));

    private DocumentChecker() {}

    /** Returns the problems of a document in the guide names, one line each. */
    public static List<String> problems(JsonNode document) {
        return check(new Document(document), NameSet.GUIDES).stream()
                .map(Finding::toString)
                .toList();
    }

    /** Returns the lines of the hand-written contract that a document in the guide names would change, in the notation of the contract. */
    public static List<String> contractLines(JsonNode document) {
        return ContractLines.of(new Document(document));
    }

    static List<Finding> check(Document document, NameSet names) {
        Findings findings = new Findings();
        for (List<Rule> rules : RULES) {
            if (findings.isEmpty()) {
                rules.forEach(rule -> rule.check(document, names, findings));
            }
        }
        return findings.all();
    }
}
