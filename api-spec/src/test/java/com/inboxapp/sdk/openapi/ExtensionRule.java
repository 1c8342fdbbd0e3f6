package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks that vendor extensions are documented, have the documented form, and refer to existing names. */
final class ExtensionRule implements DocumentChecker.Rule {

    private static final Set<String> NOT_IN_REFERENCE =
            Set.of("x-inbox-aliases", "x-inbox-value-aliases", "x-inbox-envelope");

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        for (Place extension : document.extensions()) {
            Place owner = at(document, extension);
            String kind = kind(document, owner);
            ObjectNode alone = JsonNodeFactory.instance.objectNode();
            alone.set(extension.name(), extension.node());
            Schemas.extensionsOf(kind)
                    .validate(alone)
                    .forEach(error -> findings.add(Check.EXTENSION, extension, Schemas.text(error)));
            findings.require(
                    names == NameSet.GUIDES || !NOT_IN_REFERENCE.contains(extension.name()),
                    Check.EXTENSION,
                    extension,
                    "is not allowed in the reference names");
            names(extension).stream()
                    .filter(name -> !known(document, owner, extension.name()).contains(name))
                    .forEach(name -> findings.add(Check.EXTENSION, extension, "refers to an unknown " + name));
        }
        document.operations().forEach(operation -> queryClass(operation, findings));
        document.operations().stream()
                .filter(operation -> operation.method().equals("patch"))
                .map(operation -> document.resolve(operation.bodySchema()))
                .forEach(body -> findings.require(
                        body.node().has("x-inbox-three-state")
                                || Field.of(body).stream().noneMatch(Field::nullable),
                        Check.EXTENSION,
                        body,
                        "has a nullable property and needs x-inbox-three-state"));
    }

    private static Place at(Document document, Place extension) {
        return new Place(
                extension.pointer().head(),
                document.root().node().at(extension.pointer().head()));
    }

    /** Returns the kind of object an extension is on. Only named schemas and operations may have extensions. */
    private static String kind(Document document, Place owner) {
        if (document.operations().stream()
                .anyMatch(operation -> operation.place().equals(owner))) {
            return "operation";
        }
        boolean named = owner.pointer().head() != null
                && owner.pointer().head().toString().equals("/components/schemas");
        if (!named) {
            return "nothing";
        }
        return owner.node().has("properties") ? "object" : owner.node().has("enum") ? "enum" : "id";
    }

    /** Returns the names that an extension refers to. */
    private static List<String> names(Place extension) {
        List<String> names = new ArrayList<>();
        switch (extension.name()) {
            case "x-inbox-aliases" -> names.addAll(extension.names());
            case "x-inbox-envelope" -> names.add(extension.node().asString());
            case "x-inbox-value-aliases", "x-inbox-type-aliases", "x-inbox-sensitive" ->
                names.addAll(Field.texts(extension.node()));
            case "x-inbox-exactly-one-of" ->
                extension.children().forEach(choice -> names.addAll(Field.texts(choice.node())));
            case "x-inbox-both-or-neither" ->
                extension.children().forEach(object -> {
                    names.add(object.name());
                    names.addAll(Field.texts(object.node()));
                });
            case "x-inbox-id" -> names.addAll(Field.texts(extension.node().path("equals")));
            default -> {}
        }
        return names;
    }

    private static List<String> known(Document document, Place owner, String extension) {
        if (extension.equals("x-inbox-id")) {
            return document.root().child("components").child("schemas").names();
        }
        if (owner.node().has("enum")) {
            return Field.texts(owner.node().path("enum"));
        }
        return document.operations().stream()
                .filter(operation -> operation.place().equals(owner))
                .findFirst()
                .map(operation -> operation.queryParameters().stream()
                        .map(parameter -> parameter.text("name"))
                        .toList())
                .orElseGet(() -> owner.child("properties").names());
    }

    private static void queryClass(Operation operation, Findings findings) {
        List<Place> parameters = operation.queryParameters();
        boolean single = parameters.size() == 1
                && parameters.get(0).node().path("required").booleanValue(false)
                && !Set.of("array", "object")
                        .contains(parameters.get(0).child("schema").text("type"));
        JsonNode name = operation.place().node().path("x-inbox-query");
        findings.require(
                name.isMissingNode() == (parameters.isEmpty() || single),
                Check.EXTENSION,
                operation.place(),
                "must have x-inbox-query if and only if its query is more than one required scalar");
    }
}
