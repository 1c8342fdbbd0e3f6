package com.inboxapp.sdk.contract.changes;

import static com.inboxapp.sdk.contract.changes.Rules.Weight.ADDITIVE;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.BREAKING;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.EDITORIAL;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.NARROWS;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.WIDENS;

import com.inboxapp.sdk.contract.changes.Change.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** What it means that a fact is new, gone or another. Of what is not in the table, every change breaks. */
final class Rules {
    enum Weight {
        EDITORIAL,
        ADDITIVE,
        /** Less may be sent, or comes: it breaks requests. */
        NARROWS,
        /** More may be sent, or comes: it breaks answers. */
        WIDENS,
        BREAKING;

        Kind on(boolean sent, boolean answered) {
            return switch (this) {
                case EDITORIAL -> Kind.EDITORIAL;
                case ADDITIVE -> Kind.ADDITIVE;
                case NARROWS -> sent ? Kind.BREAKING : Kind.ADDITIVE;
                case WIDENS -> answered ? Kind.BREAKING : Kind.ADDITIVE;
                case BREAKING -> Kind.BREAKING;
            };
        }
    }

    /** A line of the table, with what users have of it. */
    record Rule(Pattern kinds, Weight added, Weight removed, Weight changed, String why) {}

    private static final Rule OTHERWISE = rule(".*", BREAKING, BREAKING, BREAKING, "");

    private static final List<Rule> RULES = List.of(
            rule("(.* )?(description|summary|title)", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("(.*)?example.*", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("info (version|contact.*)", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("tag( .*)?", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("server.*", BREAKING, BREAKING, BREAKING, "calls go elsewhere"),
            rule("(.* )?security.*", BREAKING, BREAKING, BREAKING, "who may call, and how, changes"),
            rule("operation operationId", BREAKING, BREAKING, BREAKING, "the SDK's method has another name"),
            rule(
                    "(.* )?(property|value|parameter) order",
                    BREAKING,
                    BREAKING,
                    BREAKING,
                    "the SDK has them in this order"),
            rule("operation|header|schema|answer content", ADDITIVE, BREAKING, BREAKING, ""),
            rule("property", ADDITIVE, BREAKING, BREAKING, "the SDK has an accessor for it"),
            rule("answer name", BREAKING, BREAKING, BREAKING, "it says that something else is wrong"),
            rule("(.* )?deprecated", ADDITIVE, ADDITIVE, ADDITIVE, ""),
            rule("(.* )?value", ADDITIVE, BREAKING, BREAKING, "the SDK has a constant for it"),
            rule("(.* )?(alias|value alias|type alias|older name)", ADDITIVE, BREAKING, BREAKING, ""),
            rule("(.* )?sensitive name", ADDITIVE, BREAKING, BREAKING, "what people wrote would be shown"),
            rule("(.* )?default", BREAKING, BREAKING, BREAKING, "a call without it means something else"),
            rule("(.* )?required( name)?", NARROWS, WIDENS, BREAKING, "it may not be missing, or may"),
            rule("(.* )?pattern", NARROWS, WIDENS, BREAKING, ""),
            rule("(.* )?(type|format|nullable|items.*)", BREAKING, BREAKING, BREAKING, "the public Java type changes"));

    private static final Pattern BOUND = Pattern.compile(".* (min|max|exclusiveM)[a-zA-Z]+");

    private Rules() {}

    static Rule of(Difference difference) {
        return RULES.stream()
                .filter(rule -> rule.kinds().matcher(difference.kind()).matches())
                .findFirst()
                .orElse(OTHERWISE);
    }

    static Weight weight(Difference difference) {
        Rule rule = of(difference);
        if (BOUND.matcher(difference.kind()).matches()) {
            return bound(difference);
        }
        if (difference.isWhole("enum")) {
            return BREAKING;
        }
        return switch (difference.kind()) {
            case "parameter" ->
                difference.added() && !difference.to().path("required").asBoolean(false) ? ADDITIVE : BREAKING;
            case "answer" -> difference.added() && difference.name().compareTo("400") >= 0 ? ADDITIVE : BREAKING;
            default -> difference.added() ? rule.added() : difference.removed() ? rule.removed() : rule.changed();
        };
    }

    private static Weight bound(Difference difference) {
        if (difference.added() || difference.removed()) {
            return difference.added() ? NARROWS : WIDENS;
        }
        boolean higher = difference.to().asDouble() > difference.from().asDouble();
        boolean lowest = difference.name().contains("in");
        return higher == lowest ? NARROWS : WIDENS;
    }

    private static Rule rule(String kinds, Weight added, Weight removed, Weight changed, String why) {
        return new Rule(Pattern.compile(kinds), added, removed, changed, why);
    }
}
