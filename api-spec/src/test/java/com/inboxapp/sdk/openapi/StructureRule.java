package com.inboxapp.sdk.openapi;

/** Checks that the document is OpenAPI 3.1, that its schemas are JSON Schema, and that its references exist. */
final class StructureRule implements DocumentChecker.Rule {

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Schemas.openApi()
                .validate(document.root().node())
                .forEach(error -> findings.add(Check.STRUCTURE, document.root(), Schemas.text(error)));
        document.schemas()
                .forEach(schema -> Schemas.schemaObject()
                        .validate(schema.node())
                        .forEach(error -> findings.add(Check.STRUCTURE, schema, Schemas.text(error))));
        for (Place reference : document.references()) {
            Place owner = new Place(
                    reference.pointer().head(),
                    document.root().node().at(reference.pointer().head()));
            findings.require(
                    document.resolve(owner).exists(),
                    Check.REFERENCE,
                    reference,
                    "has no target: " + reference.node().asString());
        }
    }
}
