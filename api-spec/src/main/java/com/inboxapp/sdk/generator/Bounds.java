package com.inboxapp.sdk.generator;

import com.inboxapp.sdk.generator.JavaType.Kind;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Generates Java statements that check a caller's values against the bounds in the document. */
final class Bounds {
    private Bounds() {}

    static List<String> checks(
            String owner, String name, Schema<?> schema, JavaType type, boolean threeState, String where) {
        if (isText(schema) && type.kind() != Kind.STRING) {
            throw new SpecException(where, "minLength, maxLength and pattern are supported for strings only");
        }
        if (isRange(schema) && type.kind() != Kind.INTEGER && type.kind() != Kind.LONG) {
            throw new SpecException(where, "minimum and maximum are supported for integers only");
        }
        if (schema.getItems() != null) {
            reject(schema.getItems(), where + "[]");
        }
        String label = Names.literal(owner + "." + name);
        String value = threeState ? name + ".value()" : name;
        List<String> checks = new ArrayList<>();
        if (schema.getMinLength() != null || schema.getMaxLength() != null) {
            int min = schema.getMinLength() == null ? 0 : schema.getMinLength();
            String max = schema.getMaxLength() == null ? "Integer.MAX_VALUE" : String.valueOf(schema.getMaxLength());
            checks.add("Checks.length(" + value + ", " + min + ", " + max + ", " + label + ");");
        }
        if (schema.getMinimum() != null || schema.getMaximum() != null) {
            checks.add("Checks.range(" + value + ", " + number(schema.getMinimum(), "Long.MIN_VALUE", where) + ", "
                    + number(schema.getMaximum(), "Long.MAX_VALUE", where) + ", " + label + ");");
        }
        if (schema.getMaxItems() != null) {
            checks.add("Checks.size(" + value + ", " + schema.getMaxItems() + ", " + label + ");");
        }
        if (schema.getPattern() != null) {
            try {
                Pattern.compile(schema.getPattern());
            } catch (PatternSyntaxException e) {
                throw new SpecException(where, "the pattern is not valid in Java: " + e.getDescription());
            }
            checks.add("Checks.pattern(" + value + ", Pattern.compile("
                    + Names.literal(javaPattern(schema.getPattern())) + "), " + label + ");");
        }
        return checks;
    }

    /** Rejects bounds where no generated code would check them. */
    static void reject(Schema<?> schema, String where) {
        if (isText(schema) || isRange(schema) || schema.getMaxItems() != null) {
            throw new SpecException(where, "bounds are supported for properties and parameters of a query class only");
        }
    }

    private static boolean isText(Schema<?> schema) {
        return schema.getMinLength() != null || schema.getMaxLength() != null || schema.getPattern() != null;
    }

    /**
     * Translates a pattern of JSON Schema to Java. At the end of a pattern, JSON Schema's {@code $} matches only the end of the text.
     * Java's {@code $} also matches before a final line terminator.
     */
    private static String javaPattern(String pattern) {
        boolean anchored = pattern.endsWith("$") && !pattern.endsWith("\\$");
        return anchored ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern;
    }

    private static boolean isRange(Schema<?> schema) {
        return schema.getMinimum() != null || schema.getMaximum() != null;
    }

    private static String number(@Nullable BigDecimal bound, String none, String where) {
        if (bound == null) {
            return none;
        }
        try {
            return bound.longValueExact() + "L";
        } catch (ArithmeticException e) {
            throw new SpecException(where, "a bound must be an integer of at most 64 bits");
        }
    }
}
