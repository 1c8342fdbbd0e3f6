package com.inboxapp.sdk.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The template model of a class to generate. Templates only read values from it.
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
            "The service may add values without notice. An unknown value is preserved, and is sent back unchanged.";

    static Model of(String schema, String name, @Nullable String description, Id id) {
        return new Model(schema, name, description, id, null, null);
    }

    static Model of(String schema, String name, @Nullable String description, Enumeration enumeration) {
        return new Model(schema, name, description, null, enumeration, null);
    }

    static Model of(String schema, String name, @Nullable String description, ObjectModel object) {
        return new Model(schema, name, description, null, null, object);
    }

    /** Returns the javadoc of the class. */
    String doc() {
        List<String> tags = new ArrayList<>();
        if (object != null) {
            object.properties.forEach(property -> tags.add("@param " + property.doc()));
        }
        String text = description == null ? "The API's `" + schema + "`." : description;
        boolean open = enumeration != null && enumeration.open;
        return Javadoc.block("", open ? text + "\n\n" + OPEN : text, tags);
    }

    /** Returns whether the class has a JSON adapter. */
    boolean hasAdapter() {
        return object != null && object.json;
    }

    /**
     * A typed id.
     *
     * @param check the method of {@code Checks} that checks values from the caller
     * @param rule the condition under which the check fails, for the javadoc
     * @param equality methods that compare the text with that of another type
     */
    record Id(String check, String rule, List<Equality> equality) {}

    record Equality(String method, String type) {}

    /**
     * An enum.
     *
     * @param open whether the service may send other values
     * @param trueConstant the constant for JSON true, or null
     * @param falseConstant the constant for JSON false, or null
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

        /** Returns every value that can be decoded, the canonical ones first. */
        List<Constant> readable() {
            return Stream.concat(constants.stream(), aliases.stream()).toList();
        }
    }

    /**
     * An enum value and its constant.
     *
     * @param reference the value in the reference names, or null if it is the same
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
     * @param json whether it is used in bodies
     * @param query whether it is used in query strings
     * @param checked whether its constructor checks the bounds of the document
     * @param textChecks when to check that its strings can be encoded as UTF-8
     * @param exactlyOneOf Java statements that check groups of properties of which exactly one must be set
     * @param envelope the only property of an envelope, which the reference names omit, or null
     * @param envelopedAs the property of the envelope that this object may be in, or null
     * @param sensitive names in the document of properties that {@code toString()} hides
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

        /** Returns the Java names of the hidden properties, for a comment. */
        String hidden() {
            return properties.stream()
                    .filter(property -> sensitive.contains(property.json()))
                    .map(property -> Javadoc.code(property.name()))
                    .collect(Collectors.joining(", "));
        }

        /** Returns the expression for the values in the brackets of {@code toString()}. It begins inside a literal. */
        String shown() {
            return properties.stream()
                    .map(property -> property.name() + "=\" + "
                            + (sensitive.contains(property.json())
                                    ? "Checks.hidden(" + property.name() + ")"
                                    : property.name()))
                    .collect(Collectors.joining(" + \", "));
        }

        /** Returns whether the constructor does more than to assign. */
        boolean constructed() {
            return !construction().isEmpty();
        }

        /** Returns the statements of the constructor. */
        List<String> construction() {
            List<String> statements = new ArrayList<>();
            properties.forEach(
                    property -> statements.addAll(property.construction(textChecks == TextChecks.WHEN_MADE)));
            statements.addAll(exactlyOneOf);
            return statements;
        }

        /** Returns the statements to run before encoding. */
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

        /** Returns the case number of the envelope's name. */
        int envelopedIndex() {
            return names().size() - 1;
        }

        boolean hasOptionalParts() {
            return exactlyOneOf.isEmpty() && properties.stream().noneMatch(Property::required);
        }

        /** Returns whether the adapter reads the fields itself. The content of an envelope that is an object does it for the envelope. */
        boolean readsFields() {
            return envelope == null || envelope.list;
        }

        /** Returns whether the adapter needs to know which names to write. */
        boolean usesNames() {
            return envelope != null || properties.stream().anyMatch(Property::usesNames);
        }

        boolean hasLists() {
            return properties.stream().anyMatch(property -> property.type().isList());
        }

        /** Returns the condition under which construction fails, null if it cannot fail. */
        @Nullable
        String refusal() {
            List<String> reasons = new ArrayList<>();
            if (properties.stream().anyMatch(Property::refusesNull)) {
                reasons.add("a required value is null");
            }
            if (properties.stream().anyMatch(property -> property.threeState() && property.required())) {
                reasons.add("a required value is absent");
            }
            if (hasLists()) {
                reasons.add("a list contains null");
            }
            if (textChecks == TextChecks.WHEN_MADE
                    && properties.stream().anyMatch(property -> property.type().isText())) {
                reasons.add("a text has an unpaired surrogate");
            }
            if (!exactlyOneOf.isEmpty()
                    || properties.stream()
                            .anyMatch(property -> !property.checks().isEmpty())) {
                reasons.add("a value violates a constraint of the API");
            }
            int last = reasons.size() - 1;
            return reasons.size() < 2
                    ? (reasons.isEmpty() ? null : reasons.get(0))
                    : String.join(", ", reasons.subList(0, last)) + ", or " + reasons.get(last);
        }

        /** Returns the object types that need an adapter, without duplicates. */
        Set<JavaType> adapters() {
            Set<JavaType> adapters = new LinkedHashSet<>();
            properties.forEach(property -> property.type().objects().forEach(adapters::add));
            return adapters;
        }

        boolean hasSeen() {
            return properties.stream().anyMatch(this::tracked);
        }

        /** Returns whether decoding must record that the canonical name was present. */
        private boolean tracked(Property property) {
            return !property.aliases().isEmpty() || (property.required() && property.nullable());
        }

        private String bit(Property property) {
            return "0x" + Long.toHexString(1L << properties.indexOf(property)) + "L";
        }

        /** Returns one case per name, which decodes a non-null value. */
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

        /** Returns one case per name for which null has a meaning. */
        List<String> nullCases() {
            List<String> cases = new ArrayList<>();
            for (int i = 0; i < properties.size(); i++) {
                Property property = properties.get(i);
                if (property.nullable()) {
                    String nothing = property.threeState() ? "Patch.clear()" : "null";
                    String assignment = assign(property, nothing);
                    cases.add("case " + i + " -> "
                            + (tracked(property)
                                    ? "{ " + assignment + " seenNames |= " + bit(property) + "; }"
                                    : assignment));
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

        /** Returns one statement per required property, which reports it as missing. */
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
     * When to check that an object's strings can be encoded as UTF-8. Values from the service are checked only if they are sent back: on
     * encoding for a schema that is also used in bodies, on construction for a schema that is also used in queries, such as a cursor.
     */
    enum TextChecks {
        NEVER,
        WHEN_MADE,
        WHEN_WRITTEN
    }

    /**
     * An envelope, whose content is sent bare in the reference names.
     *
     * @param property the only property
     * @param list whether the property is an array
     */
    record Envelope(Property property, boolean list) {
        String bareRead() {
            return property.type().read("reader");
        }

        /** Returns the statement that writes the bare value. */
        String bareWrite() {
            String value = "value." + property.name() + "()";
            String write = property.type().write("writer", value) + ";";
            return list ? write : "if (" + value + " == null) { writer.nullValue(); } else { " + write + " }";
        }
    }
}
