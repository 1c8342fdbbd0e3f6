package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;

/** Checks that ids have the contract's kinds, and enums its defaults. */
final class ValueRule implements DocumentChecker.Rule {

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        List<String> ids = new ArrayList<>();
        for (Place schema : document.root().child("components").child("schemas").children()) {
            if (schema.node().has("x-inbox-id")) {
                ids.add(schema.name());
                findings.requireSame(
                        Contract.IDS.getOrDefault(schema.name(), List.of()), id(schema), Check.ID, schema, "fact");
            }
            if (schema.node().has("enum")) {
                findings.requireSame(
                        List.of(Contract.DEFAULTS.getOrDefault(schema.name(), "")),
                        List.of(Field.bounds(schema.node())),
                        Check.DEFAULT,
                        schema,
                        "default");
            }
        }
        findings.requireSame(Contract.IDS.keySet(), ids, Check.ID, document.root(), "id");
    }

    private static List<String> id(Place schema) {
        Place id = schema.child("x-inbox-id");
        List<String> facts = new ArrayList<>(List.of(id.text("kind")));
        id.child("equals")
                .children()
                .forEach(other -> facts.add(other.name() + "=" + other.node().asString()));
        facts.add(Field.bounds(schema.node()));
        return facts;
    }
}
