package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property of an object schema, or a query parameter: one component of a record.
 *
 * @param json the name in the document
 * @param name the name in Java
 * @param reference the reference's name for it, null where there is but one name
 * @param also names of older pages
 * @param referenceArray whether the reference's query parameter is an array of these
 * @param flat for a cursor: the flat parameters, in the order of the cursor's properties
 * @param replacement what to use instead of a deprecated property, or null
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

    /** A query parameter that carries one property of an object. */
    record FlatParameter(String parameter, String property) {}

    /** The same with the description of the parameter, which stands beside the schema. */
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

    /** All names but the canonical one. */
    List<String> aliases() {
        List<String> aliases = new ArrayList<>();
        if (reference != null) {
            aliases.add(reference);
        }
        aliases.addAll(also);
        return aliases;
    }

    boolean mayBeNull() {
        return !threeState && (nullable || !required);
    }

    /** As a record component. */
    String declaration() {
        return componentType() + " " + name;
    }

    String componentType() {
        return threeState ? "Patch<" + type.name() + ">" : mayBeNull() ? "@Nullable " + type.name() : type.name();
    }

    String doc() {
        String text = Javadoc.inline(description);
        String meaning = threeState ? "" : mayBeNull() ? (text.isEmpty() ? "may be null" : " May be null.") : "";
        return name + " " + (text.isEmpty() && meaning.isEmpty() ? "see the API's documentation" : text + meaning);
    }

    /** The comment of the builder's method. */
    String setterDoc() {
        String said = Javadoc.withoutReplacement(description);
        String text = said == null || said.isBlank() ? "Sets `" + name + "`." : said;
        List<String> tags = new ArrayList<>(List.of("@param " + name + " " + setterNull(), "@return this builder"));
        if (replacement != null) {
            tags.add("@deprecated " + replacementDoc());
        }
        return Javadoc.block("        ", text, tags);
    }

    /** The text of the tag {@code @deprecated}, on one line, or null. */
    @Nullable
    String replacementDoc() {
        return replacement == null ? null : Javadoc.inline(replacement).replaceAll("\\R\\s*", " ");
    }

    /** What the builder's method does with null. */
    private String setterNull() {
        return threeState
                ? "the value, never null: {@link #" + clearer() + "()} sends null"
                : mayBeNull() ? "the value, or null for none" : "the value, required";
    }

    String setterType() {
        return threeState || !mayBeNull() ? type.name() : "@Nullable " + type.name();
    }

    String setterValue() {
        if (!threeState) {
            return name;
        }
        String label = Names.literal(owner + "." + name + " (" + clearer() + "() sends null)");
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
     * The statements of the constructor that concern this property.
     *
     * @param textChecked whether its text has to be one that can be sent
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

    /** The statement that checks whether its text can be sent, if it has any. */
    List<String> sendable(String value) {
        return type.isText()
                ? List.of("Checks.sendable(" + value + ", " + Names.literal(owner + "." + name) + ");")
                : List.of();
    }

    /** The statement that writes this property into a JSON object. */
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

    /** The statement that writes this property into a query string. */
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
        return "if (out.cursors() == CursorForm.BRACKETS) { out.object(" + key + ", " + name + "); } else if (" + name
                + " != null) {" + scalars + " }";
    }
}
