package com.inboxapp.sdk.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A summary begins with what its method does, and an answer that says that something is not there names what its examples name. */
final class WordRule implements DocumentChecker.Rule {

    private static final Map<String, Set<String>> VERBS = Map.of(
            "get", Set.of("Find", "Get", "List", "Read"),
            "post", Set.of("Create", "React", "Send", "Show"),
            "patch", Set.of("Archive", "Change", "Edit"),
            "delete", Set.of("Delete", "Take"));

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
                    "is a " + operation.method() + ", whose summary begins with one of " + verbs);
            findings.require(
                    !FIGURE.matcher(summary).find(),
                    Check.TEXT,
                    operation.place(),
                    "has a figure in its summary, which belongs in the description");
        }
        Place components = document.root().child("components");
        List<Place> answers = components.child("responses").children();
        Set<String> all =
                answers.stream().flatMap(answer -> missing(answer).stream()).collect(Collectors.toSet());
        answers.forEach(answer -> {
            Set<String> missing = missing(answer);
            if (!missing.isEmpty()) {
                findings.requireSame(missing, named(answer.text("description"), all), Check.TEXT, answer, "word");
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

    /** What its examples say is not there. */
    private static Set<String> missing(Place answer) {
        return answer.child("content").child("application/json").child("examples").names().stream()
                .filter(example -> example.endsWith(NOT_FOUND))
                .map(WordRule::noun)
                .collect(Collectors.toSet());
    }

    /** {@code accountLinkNotFound} is about an account link. */
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
