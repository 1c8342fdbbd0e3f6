package com.inboxapp.sdk.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that the aliases and envelopes are those of the contract. The reference document has none. */
final class AliasRule implements DocumentChecker.Rule {

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        if (names == NameSet.REFERENCE) {
            return;
        }
        Set<String> aliases = new TreeSet<>();
        Map<String, String> envelopes = new TreeMap<>();
        for (Place schema : document.root().child("components").child("schemas").children()) {
            collect(schema.child("x-inbox-aliases"), schema.name() + ".", aliases);
            schema.child("x-inbox-value-aliases")
                    .children()
                    .forEach(alias ->
                            aliases.add(schema.name() + ":" + alias.node().asString() + " = " + alias.name()));
            schema.child("x-inbox-type-aliases")
                    .children()
                    .forEach(alias ->
                            aliases.add(schema.name() + ":" + alias.node().asString() + " ~ " + alias.name()));
            if (schema.node().has("x-inbox-envelope")) {
                envelopes.put(schema.name(), schema.text("x-inbox-envelope"));
            }
        }
        document.operations()
                .forEach(operation ->
                        collect(operation.place().child("x-inbox-aliases"), operation.id() + "?", aliases));
        findings.requireSame(Contract.ALIASES, aliases, Check.ALIAS, document.root(), "alias");
        findings.requireSame(
                Contract.ENVELOPES.entrySet(), envelopes.entrySet(), Check.ENVELOPE, document.root(), "envelope");
    }

    private static void collect(Place declarations, String owner, Set<String> aliases) {
        for (Place alias : declarations.children()) {
            String name = owner + alias.name();
            if (alias.node().has("reference")) {
                boolean array = alias.node().path("array").booleanValue(false);
                aliases.add(name + " = " + alias.text("reference") + (array ? "[]" : ""));
            }
            Field.texts(alias.node().path("also")).forEach(also -> aliases.add(name + " ~ " + also));
        }
    }
}
