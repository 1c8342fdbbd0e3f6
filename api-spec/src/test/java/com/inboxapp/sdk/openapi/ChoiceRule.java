package com.inboxapp.sdk.openapi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks that mutually exclusive names, and names that must be given together, are those of the contract. */
final class ChoiceRule implements DocumentChecker.Rule {

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Map<String, Place> owners = new LinkedHashMap<>();
        document.root()
                .child("components")
                .child("schemas")
                .children()
                .forEach(schema -> owners.put(schema.name(), schema));
        document.operations().forEach(operation -> owners.put(operation.id(), operation.place()));
        owners.forEach((name, owner) -> {
            findings.requireSame(
                    Contract.CHOICES.getOrDefault(name, List.of()).stream()
                            .map(choice -> Arrays.stream(choice.split("\\|", -1))
                                    .map(word -> Contract.nameOf(name, word, names))
                                    .collect(Collectors.joining("|")))
                            .toList(),
                    owner.child("x-inbox-exactly-one-of").children().stream()
                            .map(choice -> String.join("|", Field.texts(choice.node())))
                            .toList(),
                    Check.CHOICE,
                    owner,
                    "choice");
            findings.requireSame(
                    Contract.PAIRS.getOrDefault(name, List.of()),
                    owner.child("x-inbox-both-or-neither").children().stream()
                            .flatMap(object -> object.children().stream()
                                    .map(flat -> object.name() + "." + flat.name() + "="
                                            + flat.node().asString()))
                            .toList(),
                    Check.CHOICE,
                    owner,
                    "pair");
        });
    }
}
