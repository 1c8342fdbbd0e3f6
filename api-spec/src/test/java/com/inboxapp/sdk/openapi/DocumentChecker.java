package com.inboxapp.sdk.openapi;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Looks a document through. An empty list means that nothing was found. */
public final class DocumentChecker {

    /** One group of checks. */
    interface Rule {
        void check(Document document, NameSet names, Findings findings);
    }

    /** Each group builds upon those before it: it is not asked about a document that is broken there. */
    private static final List<List<Rule>> RULES = List.of(
            List.of(new StructureRule()),
            List.of(
                    new OperationRule(),
                    new EntityRule(),
                    new AliasRule(),
                    new ExtensionRule(),
                    new SchemaRule(),
                    new AnswerRule(),
                    new ExampleRule()),
            List.of(new ErrorRule(), new ChoiceRule(), new ValueRule(), new ShapeRule()),
            List.of(new TextRule(), new WordRule()));

    private DocumentChecker() {}

    /** What is wrong with a document in the guides' names, in a line each. */
    public static List<String> problems(JsonNode document) {
        return check(new Document(document), NameSet.GUIDES).stream()
                .map(Finding::toString)
                .toList();
    }

    /** The lines of the hand-written contract that a document in the guides' names would change, as they would stand there. */
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
