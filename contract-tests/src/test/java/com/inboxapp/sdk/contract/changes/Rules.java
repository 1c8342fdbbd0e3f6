package com.inboxapp.sdk.contract.changes;

import static com.inboxapp.sdk.contract.changes.Rules.Weight.ADDITIVE;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.BREAKING;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.EDITORIAL;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.NARROWS;
import static com.inboxapp.sdk.contract.changes.Rules.Weight.WIDENS;

import com.inboxapp.sdk.contract.changes.Change.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** Classifies changes of facts by a table. A change of a kind that is not in the table is breaking. */
final class Rules {
    enum Weight {
        EDITORIAL,
        ADDITIVE,
        /** Allows fewer values: breaking in requests, additive in responses. */
        NARROWS,
        /** Allows more values: breaking in responses, additive in requests. */
        WIDENS,
        BREAKING;

        Kind on(boolean sent, boolean received) {
            return switch (this) {
                case EDITORIAL -> Kind.EDITORIAL;
                case ADDITIVE -> Kind.ADDITIVE;
                case NARROWS -> sent ? Kind.BREAKING : Kind.ADDITIVE;
                case WIDENS -> received ? Kind.BREAKING : Kind.ADDITIVE;
                case BREAKING -> Kind.BREAKING;
            };
        }
    }

    /** A line of the table, and why the change matters to users of the SDK. */
    record Rule(Pattern kinds, Weight added, Weight removed, Weight changed, String why) {}

    private static final Rule DEFAULT_RULE = rule(".*", BREAKING, BREAKING, BREAKING, "");

    private static final List<Rule> RULES = List.of(
            rule("(.* )?(description|summary|title)", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("(.*)?example.*", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("info (version|contact.*)", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("tag( .*)?", EDITORIAL, EDITORIAL, EDITORIAL, ""),
            rule("server.*", BREAKING, BREAKING, BREAKING, "calls go to another server"),
            rule("(.* )?security.*", BREAKING, BREAKING, BREAKING, "authentication changes"),
            rule("operation operationId", BREAKING, BREAKING, BREAKING, "the SDK method is renamed"),
            rule("(.* )?(property|value|parameter) order", BREAKING, BREAKING, BREAKING, "the SDK has the same order"),
            rule("operation|header|schema|response content", ADDITIVE, BREAKING, BREAKING, ""),
            rule("property", ADDITIVE, BREAKING, BREAKING, "the SDK has an accessor for it"),
            rule("response name", BREAKING, BREAKING, BREAKING, "it describes another error"),
            rule("(.* )?deprecated", ADDITIVE, ADDITIVE, ADDITIVE, ""),
            rule("(.* )?value", ADDITIVE, BREAKING, BREAKING, "the SDK has a constant for it"),
            rule("(.* )?(alias|value alias|type alias|older name)", ADDITIVE, BREAKING, BREAKING, ""),
            rule("(.* )?sensitive name", ADDITIVE, BREAKING, BREAKING, "a sensitive value would be shown"),
            rule("(.* )?default", BREAKING, BREAKING, BREAKING, "calls that omit it change their meaning"),
            rule("(.* )?required( name)?", NARROWS, WIDENS, BREAKING, "it becomes required or optional"),
            rule("(.* )?pattern", NARROWS, WIDENS, BREAKING, ""),
            rule("(.* )?(type|format|nullable|items.*)", BREAKING, BREAKING, BREAKING, "the public Java type changes"));

    private static final Pattern BOUND = Pattern.compile(".* (min|max|exclusiveM)[a-zA-Z]+");

    private Rules() {}

    static Rule of(Difference difference) {
        return RULES.stream()
                .filter(rule -> rule.kinds().matcher(difference.kind()).matches())
                .findFirst()
                .orElse(DEFAULT_RULE);
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
            case "response" -> difference.added() && difference.name().compareTo("400") >= 0 ? ADDITIVE : BREAKING;
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
