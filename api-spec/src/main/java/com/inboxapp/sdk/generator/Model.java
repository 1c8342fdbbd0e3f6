package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A class to generate. Templates read it; they compute nothing.
 *
 * @param schema the name in the document
 * @param name the name in Java
 */
record Model(
        String schema,
        String name,
        @Nullable String description,
        @Nullable Id id,
        @Nullable Enumeration enumeration,
        @Nullable ObjectModel object) {

    private static final String OPEN =
            "The service adds values without notice: one that the document does not know is kept as it is, and is written back so.";

    static Model of(String schema, String name, @Nullable String description, Id id) {
        return new Model(schema, name, description, id, null, null);
    }

    static Model of(String schema, String name, @Nullable String description, Enumeration enumeration) {
        return new Model(schema, name, description, null, enumeration, null);
    }

    static Model of(String schema, String name, @Nullable String description, ObjectModel object) {
        return new Model(schema, name, description, null, null, object);
    }

    /** The class comment. */
    String doc() {
        List<String> tags = new ArrayList<>();
        if (object != null) {
            object.properties.forEach(property -> tags.add("@param " + property.doc()));
        }
        String text = description == null ? "The API's `" + schema + "`." : description;
        boolean open = enumeration != null && enumeration.open;
        return Javadoc.block("", open ? text + "\n\n" + OPEN : text, tags);
    }

    /** Whether the JSON factory has to know it. */
    boolean hasAdapter() {
        return object != null && object.json;
    }

    /**
     * A typed id.
     *
     * @param check the method of {@code Checks} that guards what a caller passes in
     * @param equality methods that compare the text with that of another type
     */
    record Id(String check, String rule, List<Equality> equality) {}

    record Equality(String method, String type) {}

    /**
     * A set of known values.
     *
     * @param open whether the server may send others
     * @param trueConstant the constant that a JSON true stands for, or null
     */
    record Enumeration(
            boolean open,
            List<Constant> constants,
            List<Constant> aliases,
            @Nullable String trueConstant,
            @Nullable String falseConstant) {

        boolean hasAliases() {
            return !aliases.isEmpty();
        }

        boolean hasTypeAliases() {
            return trueConstant != null;
        }

        /** Every value that may be read, canonical ones first. */
        List<Constant> readable() {
            return Stream.concat(constants.stream(), aliases.stream()).toList();
        }
    }

    /**
     * A value and the constant that stands for it.
     *
     * @param reference what the reference calls this value, or null
     */
    record Constant(
            String constantName, String value, @Nullable String reference) {
        String literal() {
            return Names.literal(value);
        }

        String doc() {
            return "The value " + Javadoc.code(value) + ".";
        }

        @Nullable
        String referenceLiteral() {
            return reference == null ? null : Names.literal(reference);
        }
    }

    /**
     * A record.
     *
     * @param json whether it occurs in bodies
     * @param query whether it occurs in query strings
     * @param checked whether its constructor checks the bounds of the document
     * @param textChecks when its texts are checked for what cannot be sent
     * @param exactlyOneOf groups of properties of which exactly one has a value
     * @param envelope the one property that stands bare in the reference's name set, or null
     * @param envelopedAs the name of the envelope that this object may come in, or null
     * @param sensitive names in the document of properties whose values are shown nowhere
     */
    record ObjectModel(
            List<Property> properties,
            boolean json,
            boolean query,
            boolean checked,
            TextChecks textChecks,
            List<String> exactlyOneOf,
            @Nullable Envelope envelope,
            @Nullable String envelopedAs,
            List<String> sensitive) {

        boolean hasSensitive() {
            return !sensitive.isEmpty();
        }

        /** The names in Java of what is not shown, for a comment. */
        String hidden() {
            return properties.stream()
                    .filter(property -> sensitive.contains(property.json()))
                    .map(property -> Javadoc.code(property.name()))
                    .collect(Collectors.joining(", "));
        }

        /** The expression for what is shown between the brackets of {@code toString()}. */
        String shown() {
            return properties.stream()
                    .map(property -> '"' + property.name() + "=\" + "
                            + (sensitive.contains(property.json())
                                    ? "Checks.hidden(" + property.name() + ")"
                                    : property.name()))
                    .collect(Collectors.joining(" + \", \" + "));
        }

        /** Statements of the constructor. */
        List<String> construction() {
            List<String> statements = new ArrayList<>();
            properties.forEach(
                    property -> statements.addAll(property.construction(textChecks == TextChecks.WHEN_MADE)));
            statements.addAll(exactlyOneOf);
            return statements;
        }

        /** Statements that come before anything is written. */
        List<String> writing() {
            return textChecks == TextChecks.WHEN_WRITTEN
                    ? properties.stream()
                            .flatMap(property -> property.sendable("value." + property.name() + "()").stream())
                            .toList()
                    : List.of();
        }

        List<String> names() {
            List<String> names = new ArrayList<>();
            properties.forEach(property -> names.add(property.json()));
            properties.forEach(property -> names.addAll(property.aliases()));
            if (envelopedAs != null) {
                names.add(envelopedAs);
            }
            return names.stream().map(Names::literal).toList();
        }

        boolean hasEnvelopedAs() {
            return envelopedAs != null;
        }

        /** The case number of the envelope's name. */
        int envelopedIndex() {
            return names().size() - 1;
        }

        boolean hasOptionalParts() {
            return exactlyOneOf.isEmpty() && properties.stream().noneMatch(Property::required);
        }

        /** Object types that need an adapter, each once. */
        Set<JavaType> adapters() {
            Set<JavaType> adapters = new LinkedHashSet<>();
            properties.forEach(property -> property.type().objects().forEach(adapters::add));
            return adapters;
        }

        boolean hasSeen() {
            return properties.stream().anyMatch(this::tracked);
        }

        /** Properties of which it matters whether the canonical name was there. */
        private boolean tracked(Property property) {
            return !property.aliases().isEmpty() || (property.required() && property.nullable());
        }

        private String bit(Property property) {
            return "0x" + Long.toHexString(1L << properties.indexOf(property)) + "L";
        }

        /** One line per name: what to do with a value that is not null. */
        List<String> readCases() {
            List<String> cases = new ArrayList<>();
            for (Property property : properties) {
                String read = assign(property, readValue(property));
                cases.add("case " + cases.size() + " -> "
                        + (tracked(property) ? "{ " + read + " seenNames |= " + bit(property) + "; }" : read));
            }
            for (Property property : properties) {
                for (int i = 0; i < property.aliases().size(); i++) {
                    cases.add("case " + cases.size() + " -> { if ((seenNames & " + bit(property) + ") == 0) { "
                            + assign(property, readValue(property)) + " } else { Json.skip(reader); } }");
                }
            }
            return cases;
        }

        boolean hasNullCases() {
            return !nullCases().isEmpty();
        }

        /** One line per name whose null means something. */
        List<String> nullCases() {
            List<String> cases = new ArrayList<>();
            for (int i = 0; i < properties.size(); i++) {
                Property property = properties.get(i);
                if (property.nullable()) {
                    String nothing = property.threeState() ? "Patch.clear()" : "null";
                    cases.add("case " + i + " -> { " + assign(property, nothing)
                            + (tracked(property) ? " seenNames |= " + bit(property) + ";" : "") + " }");
                }
            }
            int index = properties.size();
            for (Property property : properties) {
                for (int i = 0; i < property.aliases().size(); i++, index++) {
                    if (property.threeState()) {
                        cases.add("case " + index + " -> { if ((seenNames & " + bit(property) + ") == 0) { "
                                + assign(property, "Patch.clear()") + " } }");
                    } else if (property.nullable() && property.required()) {
                        cases.add("case " + index + " -> seenAliases |= " + bit(property) + ";");
                    }
                }
            }
            return cases;
        }

        boolean hasAliasSeen() {
            return properties.stream()
                    .anyMatch(p -> p.required()
                            && p.nullable()
                            && !p.threeState()
                            && !p.aliases().isEmpty());
        }

        /** One line per required property. */
        List<String> missingChecks() {
            List<String> checks = new ArrayList<>();
            for (Property property : properties) {
                if (property.required()) {
                    String absent;
                    if (property.threeState()) {
                        absent = property.name() + ".isAbsent()";
                    } else if (property.nullable()) {
                        String seen = property.aliases().isEmpty() ? "seenNames" : "(seenNames | seenAliases)";
                        absent = property.name() + " == null && (" + seen + " & " + bit(property) + ") == 0";
                    } else {
                        absent = property.name() + " == null";
                    }
                    checks.add("if (" + absent + ") { throw Json.missing(reader, " + Names.literal(property.json())
                            + "); }");
                }
            }
            return checks;
        }

        private static String readValue(Property property) {
            String read = property.type().read("reader");
            return property.threeState() ? "Patch.of(" + read + ")" : read;
        }

        private static String assign(Property property, String value) {
            return property.name() + " = " + value + ";";
        }
    }

    /**
     * When the texts of an object are checked for what cannot be sent. What the server sent is not refused for it, unless it is sent back: in a
     * body perhaps, and in a query, as a cursor, for certain.
     */
    enum TextChecks {
        NEVER,
        WHEN_MADE,
        WHEN_WRITTEN
    }

    /**
     * What stands bare in the reference's name set.
     *
     * @param property the one property
     * @param list whether it is an array
     */
    record Envelope(Property property, boolean list) {
        String bareRead() {
            return property.type().read("reader");
        }

        /** Writes the bare value. */
        String bareWrite() {
            String value = "value." + property.name() + "()";
            String write = property.type().write("writer", value) + ";";
            return list ? write : "if (" + value + " == null) { writer.nullValue(); } else { " + write + " }";
        }
    }
}
