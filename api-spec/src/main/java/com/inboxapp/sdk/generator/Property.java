package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A property of an object schema, or a query parameter. It becomes a component of a record.
 *
 * @param json the name in the document
 * @param name the name in Java
 * @param reference the reference's name, null if it has no other name
 * @param also names on older pages
 * @param referenceArray whether the reference has an array in place of this query parameter
 * @param flat the flat parameters of a cursor, in the order of the cursor's properties
 * @param replacement the replacement of a deprecated property, otherwise null
 * @param checks Java statements that check the document's bounds
 */
record Property(
        String owner,
        String json,
        String name,
        JavaType type,
        boolean required,
        boolean nullable,
        boolean threeState,
        @Nullable String description,
        @Nullable String reference,
        List<String> also,
        boolean referenceArray,
        List<FlatParameter> flat,
        @Nullable String replacement,
        List<String> checks) {

    private static final Pattern NULL = Pattern.compile("\\bnull\\b", Pattern.CASE_INSENSITIVE);

    /** A query parameter for one property of an object. */
    record FlatParameter(String parameter, String property) {}

    /** Returns a copy with the description of the parameter in place of that of its schema. */
    Property describedAs(@Nullable String other, @Nullable String otherReplacement) {
        return new Property(
                owner,
                json,
                name,
                type,
                required,
                nullable,
                threeState,
                other,
                reference,
                also,
                referenceArray,
                flat,
                otherReplacement,
                checks);
    }

    /** Returns all names except the canonical one. */
    List<String> aliases() {
        List<String> aliases = new ArrayList<>();
        if (reference != null) {
            aliases.add(reference);
        }
        aliases.addAll(also);
        return aliases;
    }

    /** Returns whether writing it to JSON depends on the name set. */
    boolean usesNames() {
        return reference != null || type.usesNames();
    }

    /** Returns whether the constructor rejects null. */
    boolean refusesNull() {
        return !threeState && !mayBeNull();
    }

    boolean mayBeNull() {
        return !threeState && (nullable || !required);
    }

    /** Returns the declaration of the record component. */
    String declaration() {
        return componentType() + " " + name;
    }

    String componentType() {
        return threeState ? "Patch<" + type.name() + ">" : mayBeNull() ? "@Nullable " + type.name() : type.name();
    }

    String doc() {
        String text = Javadoc.inline(description);
        if (text.isEmpty()) {
            return name + " " + (mayBeNull() ? "nullable" : "see the API's documentation");
        }
        boolean mentionsNull = NULL.matcher(text).find();
        return name + " " + text + (mayBeNull() && !mentionsNull ? " Nullable." : "");
    }

    /** Returns the javadoc of the builder's method. */
    String setterDoc() {
        String details = Javadoc.withoutReplacement(description);
        String text = "Sets `" + name + "`." + (details == null || details.isBlank() ? "" : " " + details.strip());
        List<String> tags = new ArrayList<>(List.of("@param " + name + " " + setterNull(), "@return this builder"));
        if (threeState) {
            tags.add("@throws IllegalArgumentException if the value is null");
        }
        if (replacement != null) {
            tags.add("@deprecated " + replacementDoc());
        }
        return Javadoc.block("        ", text, tags);
    }

    /** Returns the text of the {@code @deprecated} tag on one line, or null. */
    @Nullable
    String replacementDoc() {
        return replacement == null ? null : Javadoc.inline(replacement).replaceAll("\\R\\s*", " ");
    }

    /** Returns the text about null for the javadoc of the builder's method. */
    private String setterNull() {
        return threeState
                ? "the value; must not be null, use {@link #" + clearer() + "()} to send null"
                : mayBeNull() ? "the value, or null for none" : "the value; must not be null";
    }

    String setterType() {
        return threeState || !mayBeNull() ? type.name() : "@Nullable " + type.name();
    }

    String setterValue() {
        if (!threeState) {
            return name;
        }
        String label = Names.literal(owner + "." + name + " (use " + clearer() + "() to send null)");
        return "Patch.of(Checks.required(" + name + ", " + label + "))";
    }

    String clearer() {
        return "clear" + Names.capitalized(name);
    }

    String initial() {
        return threeState ? " = Patch.absent()" : "";
    }

    String builderType() {
        return threeState ? componentType() : "@Nullable " + type.name();
    }

    String localType() {
        return threeState ? componentType() : type.name();
    }

    /**
     * Returns the statements of the constructor for this property.
     *
     * @param textChecked whether to check that its text can be encoded as UTF-8
     */
    List<String> construction(boolean textChecked) {
        String label = Names.literal(owner + "." + name);
        List<String> statements = new ArrayList<>();
        if (threeState) {
            statements.add(name + " = " + name + " == null ? Patch.absent() : " + name + ";");
            if (type.isList()) {
                statements.add("if (" + name + ".value() != null) { " + name + " = Patch.of(Checks.copy(" + name
                        + ".value(), " + label + ")); }");
            }
            if (required) {
                statements.add("if (" + name + ".isAbsent()) { throw new IllegalArgumentException("
                        + Names.literal(owner + "." + name + " is required: set a value, or call " + clearer() + "()")
                        + "); }");
            }
        } else {
            if (type.isList()) {
                statements.add(name + " = Checks.copy(" + name + ", " + label + ");");
            }
            if (!mayBeNull()) {
                statements.add("Checks.required(" + name + ", " + label + ");");
            }
        }
        if (textChecked) {
            statements.addAll(sendable(name));
        }
        statements.addAll(checks);
        return statements;
    }

    /** Returns the statement that checks whether its text can be encoded as UTF-8. Empty if the type has no text. */
    List<String> sendable(String value) {
        return type.isText()
                ? List.of("Checks.sendable(" + value + ", " + Names.literal(owner + "." + name) + ");")
                : List.of();
    }

    /** Returns the statement that writes this property to a JSON object. */
    String jsonWrite() {
        String key = "writer.name("
                + (reference == null
                        ? Names.literal(json)
                        : "names.pick(" + Names.literal(json) + ", " + Names.literal(reference) + ")")
                + "); ";
        String get = "value." + name + "()";
        if (threeState) {
            return "if (" + get + ".isClear()) { " + key + "Json.explicitNull(writer); } else if (" + get
                    + ".value() != null) { " + key + type.write("writer", get + ".value()") + "; }";
        }
        String write = key + type.write("writer", get) + ";";
        if (!mayBeNull()) {
            return write;
        }
        return "if (" + get + " != null) { " + write + " }"
                + (required ? " else { " + key + "Json.explicitNull(writer); }" : "");
    }

    /** Returns the statement that writes this property to a query string. */
    String queryWrite() {
        String key = reference == null
                ? Names.literal(json)
                : "out.names().pick(" + Names.literal(json) + ", " + Names.literal(reference) + ")";
        if (referenceArray) {
            return "if (out.names() == NameSet.REFERENCE) { out.array(" + Names.literal(String.valueOf(reference))
                    + ", " + name
                    + " == null ? null : List.of(" + name + ")); } else { out.scalar(" + Names.literal(json) + ", "
                    + name + "); }";
        }
        return switch (type.kind()) {
            case LIST -> "out.array(" + key + ", " + type.query(name) + ");";
            case OBJECT -> flat.isEmpty() ? "out.object(" + key + ", " + name + ");" : flatWrite(key);
            default -> "out.scalar(" + key + ", " + type.query(name) + ");";
        };
    }

    private String flatWrite(String key) {
        StringBuilder scalars = new StringBuilder();
        for (FlatParameter part : flat) {
            scalars.append(" out.scalar(")
                    .append(Names.literal(part.parameter()))
                    .append(", ")
                    .append(name)
                    .append('.')
                    .append(part.property())
                    .append("());");
        }
        return "if (out.cursors() == CursorFormat.BRACKETS) { out.object(" + key + ", " + name + "); } else if (" + name
                + " != null) {" + scalars + " }";
    }
}
