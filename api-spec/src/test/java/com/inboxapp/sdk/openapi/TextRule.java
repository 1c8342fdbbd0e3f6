package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Checks that the defaults, the figures and the names in a description are correct. */
final class TextRule implements DocumentChecker.Rule {

    private static final String LITERAL = "(?:`([^`]+)`|(-?[0-9][0-9,]*)|(true|false)\\b)";
    private static final Pattern DEFAULT = Pattern.compile(
            "(?i:absent means|(?<!team's )\\bdefaults?(?: (?:is|to|of|value))*|by default)[ :,]+" + LITERAL);
    private static final Pattern AND_DEFAULT = Pattern.compile(LITERAL + ",? (?i:by default|is the default)");
    private static final Pattern CLAUSE = Pattern.compile("[.;:](?: |$)");
    private static final Pattern ABSENT = Pattern.compile(
            "(?i)\\b(absent|absence|omit\\w*|missing|without|unless|otherwise|default\\w*|leav\\w+|left|not (given|set|sent))\\b");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern FIGURE = Pattern.compile("(?<![\\w.])[0-9][0-9,]*(?![\\w]|,[0-9])");
    private static final Pattern RANGE = Pattern.compile("([0-9]+) to ([0-9]+)");
    private static final Pattern NAME = Pattern.compile("[a-z]+[A-Z]\\w*|[A-Z]+_[A-Z_]+");

    /** Names in texts that are not part of the API: the environment variable of the guides. */
    private static final Set<String> ELSEWHERE = Set.of("INBOX_API_TOKEN");

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Set<String> known = known(document);
        for (Place owner : document.described()) {
            String text = owner.text("description").replaceAll("\\s+", " ");
            defaults(document, owner, text, findings);
            figures(document, owner, text, findings);
            if (names == NameSet.GUIDES) {
                names(owner, text, known, findings);
            }
        }
    }

    /** Checks that every default in a text is the default of the schema. */
    private static void defaults(Document document, Place owner, String text, Findings findings) {
        JsonNode value = schema(document, owner).path("default");
        List<String> statedDefaults = new ArrayList<>();
        for (Pattern pattern : List.of(DEFAULT, AND_DEFAULT)) {
            literals(pattern, text).forEach(statedDefaults::add);
        }
        if (!value.isMissingNode() && !owner.node().has("enum")) {
            CLAUSE.splitAsStream(RANGE.matcher(text).replaceAll(""))
                    .filter(clause -> ABSENT.matcher(clause).find())
                    .flatMap(clause -> literals(Pattern.compile(LITERAL), clause))
                    .filter(literal ->
                            isLike(literal, value, schema(document, owner).path("enum")))
                    .forEach(statedDefaults::add);
        }
        statedDefaults.stream()
                .distinct()
                .filter(literal -> !literal.equals(value.asString("nothing")))
                .forEach(literal -> findings.add(
                        Check.TEXT,
                        owner,
                        "states the default " + literal + ", but the default is " + value.asString("nothing")));
    }

    private static Stream<String> literals(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .flatMap(found -> Stream.of(1, 2, 3)
                        .map(found::group)
                        .filter(literal -> literal != null)
                        .map(literal -> literal.replaceAll(",(?=[0-9])|[,.]$", "")));
    }

    /** Returns whether a literal has the type of the default. */
    private static boolean isLike(String literal, JsonNode value, JsonNode words) {
        return value.isNumber()
                ? literal.matches("-?[0-9]+")
                : value.isBoolean()
                        ? literal.matches("true|false")
                        : Field.texts(words).contains(literal);
    }

    /** Checks that every figure is a status, a bound or a default of the text's subject, or a figure of the contract. */
    private static void figures(Document document, Place owner, String text, Findings findings) {
        String rest = text;
        for (String phrase : Contract.FIGURES.getOrDefault(name(owner), List.of())) {
            findings.require(rest.contains(phrase), Check.TEXT, owner, "must contain: " + phrase);
            rest = rest.replace(phrase, "");
        }
        JsonNode schema = schema(document, owner);
        Set<String> known = new HashSet<>();
        for (String keyword : List.of("minimum", "maximum", "minLength", "maxLength", "default")) {
            known.add(schema.path(keyword).asString(""));
        }
        known.addAll(owner.child("responses").names());
        RANGE.matcher(rest)
                .results()
                .filter(found -> known.contains(found.group(1)) || known.contains(found.group(2)))
                .filter(found -> !found.group(1).equals(bound(schema, "min"))
                        || !found.group(2).equals(bound(schema, "max")))
                .forEach(found ->
                        findings.add(Check.TEXT, owner, "states " + found.group() + ", which are not the bounds"));
        FIGURE.matcher(CODE.matcher(rest).replaceAll(""))
                .results()
                .map(found -> found.group().replaceAll(",$", ""))
                .filter(figure -> !known.contains(figure))
                .forEach(figure -> findings.add(
                        Check.TEXT, owner, "states " + figure + ", which is not a status, bound or default"));
    }

    private static String bound(JsonNode schema, String which) {
        return schema.path(which + "imum")
                .asString(schema.path(which + "Length").asString(""));
    }

    private static void names(Place owner, String text, Set<String> known, Findings findings) {
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            String word = code.group(1);
            if (NAME.matcher(word).matches() && !known.contains(word)) {
                findings.add(Check.TEXT, owner, "refers to an unknown " + word);
            }
        }
    }

    /** Returns the schema of a parameter or a header, or the described schema itself. */
    private static JsonNode schema(Document document, Place owner) {
        Place schema = owner.child("schema");
        return document.resolve(schema.exists() ? schema : owner).node();
    }

    /** Returns the name of a place in {@link Contract}: {@code events.list} is an operation, {@code tags/events} a tag. */
    private static String name(Place owner) {
        if (owner.pointer().head() != null && owner.pointer().head().toString().equals("/tags")) {
            return "tags/" + owner.text("name");
        }
        return owner.node().has("operationId") ? owner.text("operationId") : owner.name();
    }

    /** Returns all names in the document, all values of enums and all error codes. */
    private static Set<String> known(Document document) {
        Set<String> known = new HashSet<>(ELSEWHERE);
        Contract.ERROR_RESPONSES.forEach(error -> known.addAll(error.examples().values()));
        document.operations().forEach(operation -> {
            known.add(operation.id());
            operation
                    .parameters()
                    .forEach(parameter -> known.add(parameter.text("name").replace("[]", "")));
        });
        document.root().child("components").child("schemas").children().forEach(schema -> {
            known.addAll(schema.child("properties").names());
            known.addAll(Field.texts(schema.node().path("enum")));
        });
        return known;
    }
}
