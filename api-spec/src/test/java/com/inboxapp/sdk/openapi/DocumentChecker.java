package com.inboxapp.sdk.openapi;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Looks a document through. An empty list means that nothing was found. */
public final class DocumentChecker {

    /** One group of checks. */
    interface Rule {
        void check(Document document, NameSet names, Findings findings);
    }

    /** What the other rules build upon: they are not asked about a document that is broken here. */
    private static final Rule FOUNDATION = new StructureRule();

    private static final List<Rule> RULES = List.of(
            new OperationRule(),
            new EntityRule(),
            new AliasRule(),
            new ExtensionRule(),
            new SchemaRule(),
            new AnswerRule(),
            new ExampleRule());

    private DocumentChecker() {}

    /** What is wrong with a document in the guides' names, in a line each. */
    public static List<String> problems(JsonNode document) {
        return check(new Document(document), NameSet.GUIDES).stream()
                .map(Finding::toString)
                .toList();
    }

    static List<Finding> check(Document document, NameSet names) {
        Findings findings = new Findings();
        FOUNDATION.check(document, names, findings);
        if (findings.isEmpty()) {
            RULES.forEach(rule -> rule.check(document, names, findings));
        }
        return findings.all();
    }
}
