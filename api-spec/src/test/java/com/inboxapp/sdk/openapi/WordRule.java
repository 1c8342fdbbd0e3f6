package com.inboxapp.sdk.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that a summary begins with a verb of its method, and that a not-found response names the same objects as its examples. */
final class WordRule implements DocumentChecker.Rule {

    private static final Map<String, Set<String>> VERBS = Map.of(
            "get", Set.of("Find", "Get", "List"),
            "post", Set.of("Add", "Create", "Send", "Show"),
            "patch", Set.of("Archive", "Change", "Edit"),
            "delete", Set.of("Delete", "Remove"));

    private static final Pattern FIGURE = Pattern.compile("[0-9]");
    private static final String NOT_FOUND = "NotFound";

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        for (Operation operation : document.operations()) {
            String summary = operation.place().text("summary");
            Set<String> verbs = new TreeSet<>(VERBS.getOrDefault(operation.method(), Set.of()));
            findings.require(
                    verbs.contains(summary.split("[ ,]", 2)[0]),
                    Check.TEXT,
                    operation.place(),
                    "is a " + operation.method() + ", so its summary must begin with one of " + verbs);
            findings.require(
                    !FIGURE.matcher(summary).find(),
                    Check.TEXT,
                    operation.place(),
                    "must not have a figure in its summary: put it in the description");
        }
        Place components = document.root().child("components");
        List<Place> responses = components.child("responses").children();
        Set<String> all = responses.stream()
                .flatMap(response -> missing(response).stream())
                .collect(Collectors.toSet());
        responses.forEach(response -> {
            Set<String> missing = missing(response);
            if (!missing.isEmpty()) {
                findings.requireSame(missing, named(response.text("description"), all), Check.TEXT, response, "word");
            }
        });
        components.child("examples").children().stream()
                .filter(example -> example.name().startsWith("Error"))
                .filter(example -> example.name().endsWith(NOT_FOUND))
                .forEach(example -> {
                    Set<String> noun = Set.of(noun(example.name().substring("Error".length())));
                    for (String text : List.of(
                            example.text("summary"),
                            example.child("value").child("error").text("message"))) {
                        findings.requireSame(noun, named(text, all), Check.TEXT, example, "word");
                    }
                });
    }

    /** Returns the objects that the examples of a response report as not found. */
    private static Set<String> missing(Place response) {
        return response.child("content").child("application/json").child("examples").names().stream()
                .filter(example -> example.endsWith(NOT_FOUND))
                .map(WordRule::noun)
                .collect(Collectors.toSet());
    }

    /** Returns the object that an example reports as not found: {@code accountLinkNotFound} is about an account link. */
    private static String noun(String example) {
        return example.substring(0, example.length() - NOT_FOUND.length())
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static Set<String> named(String text, Set<String> nouns) {
        String words = " " + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ") + " ";
        return nouns.stream().filter(noun -> words.contains(" " + noun + " ")).collect(Collectors.toSet());
    }
}
