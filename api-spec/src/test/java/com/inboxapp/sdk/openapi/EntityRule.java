package com.inboxapp.sdk.openapi;

import java.util.List;
import java.util.Set;

/** Checks that objects have the contract's fields and enums its values, and that the reference document has no envelopes. */
final class EntityRule implements DocumentChecker.Rule {

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Place schemas = document.root().child("components").child("schemas");
        Set<String> bare = names == NameSet.REFERENCE ? Contract.BARE.keySet() : Set.of();
        findings.requireSame(
                Contract.ENTITIES.keySet().stream()
                        .filter(name -> !bare.contains(name))
                        .toList(),
                named(schemas, "properties"),
                Check.ENTITY,
                schemas,
                "object");
        findings.requireSame(Contract.ENUMS.keySet(), named(schemas, "enum"), Check.ENUM, schemas, "enum");
        for (Place schema : schemas.children()) {
            String name = schema.name();
            if (schema.node().has("properties") && Contract.ENTITIES.containsKey(name)) {
                List<Field> expected = Contract.ENTITIES.get(name).stream()
                        .map(field -> field.named(Contract.nameOf(name, field.name(), names)))
                        .toList();
                findings.requireSame(expected, Field.of(schema), Check.ENTITY, schema, "field");
            }
            if (schema.node().has("enum") && Contract.ENUMS.containsKey(name)) {
                List<String> expected = Contract.ENUMS.get(name).stream()
                        .map(value -> Contract.nameOf(name, value, names))
                        .toList();
                findings.requireSame(expected, Field.texts(schema.node().path("enum")), Check.ENUM, schema, "value");
            }
            findings.require(
                    !schema.child("x-inbox-id").text("kind").equals("inbox")
                            || !schema.node().has("pattern"),
                    Check.ENTITY,
                    schema,
                    "is an Inbox id, which may have any form, and must not have a pattern");
        }
        for (String name : bare) {
            String type = Contract.BARE.get(name);
            Place schema = document.schema(name);
            findings.require(document.type(schema).equals(type), Check.ENVELOPE, schema, "is not the bare " + type);
        }
    }

    private static List<String> named(Place schemas, String keyword) {
        return schemas.children().stream()
                .filter(schema -> schema.node().has(keyword))
                .map(Place::name)
                .toList();
    }
}
