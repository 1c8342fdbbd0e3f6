package com.inboxapp.sdk.generator;

import com.inboxapp.sdk.generator.JavaType.Kind;
import com.inboxapp.sdk.generator.Model.Envelope;
import com.inboxapp.sdk.generator.Model.ObjectModel;
import com.inboxapp.sdk.generator.Model.TextChecks;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads component schemas into models. Rejects everything it does not support, with the schema's name. */
final class Schemas {
    private static final String REF = "#/components/schemas/";
    private static final int MAX_PROPERTIES = 64;

    private final Map<String, Schema<?>> components;
    private final Usage usage;
    private final TextSchemas texts;

    Schemas(Map<String, Schema<?>> components, Usage usage) {
        this.components = components;
        this.usage = usage;
        this.texts = new TextSchemas(components, usage);
    }

    /** A type, and whether it is nullable. */
    record Typed(JavaType type, boolean nullable) {}

    /**
     * Returns the models of all schemas that the operations use, sorted by schema name. Schemas that only error responses use are omitted.
     */
    Map<String, Model> models() {
        Map<String, String> envelopes = envelopes();
        Map<String, Model> models = new LinkedHashMap<>();
        usage.all().forEach(name -> models.put(name, model(name, envelopes.get(name))));
        return models;
    }

    private Model model(String name, @Nullable String envelopedAs) {
        Schema<?> schema = component(name);
        Keywords.rejectUnsupported(schema, name);
        Keywords.rejectFlag(schema.getDeprecated(), name, "deprecated on a whole schema");
        Keywords.reject(schema.getMaxItems(), name, "maxItems");
        String type = Keywords.type(schema, name);
        String javaName = Names.type(name, name);
        if (Keywords.allowsNull(schema)) {
            throw new SpecException(name, "a named schema must not be nullable: allow null where it is referenced");
        }
        if ("object".equals(type) && schema.getEnum() == null) {
            return Model.of(name, javaName, schema.getDescription(), object(name, javaName, schema, envelopedAs));
        }
        if ("string".equals(type) && schema.getEnum() != null) {
            return Model.of(name, javaName, schema.getDescription(), texts.enumeration(name, schema));
        }
        if ("string".equals(type) && Extension.ID.in(schema.getExtensions()) != null) {
            return Model.of(name, javaName, schema.getDescription(), texts.id(name, schema));
        }
        throw new SpecException(name, "a named schema must be an object, a string enum or a string with x-inbox-id");
    }

    private ObjectModel object(String name, String javaName, Schema<?> schema, @Nullable String envelopedAs) {
        Extension.checkOnly(
                schema.getExtensions(),
                name,
                Extension.ALIASES,
                Extension.ENVELOPE,
                Extension.THREE_STATE,
                Extension.SENSITIVE,
                Extension.EXACTLY_ONE_OF);
        List<List<String>> groups = Extension.EXACTLY_ONE_OF.groups(schema.getExtensions(), name);
        checkRequiredChoices(schema, groups, name);
        boolean checked = usage.inRequests(name);
        boolean threeState = Extension.THREE_STATE.flag(schema.getExtensions(), name);
        if (threeState && (usage.inResponses(name) || usage.inQueries(name))) {
            throw new SpecException(name, "x-inbox-three-state is supported for request bodies only");
        }
        if (!groups.isEmpty() && usage.inResponses(name)) {
            throw new SpecException(name, "x-inbox-exactly-one-of is supported for requests only");
        }
        Map<String, Schema<?>> members = members(schema, name);
        List<String> sensitive = Extension.SENSITIVE.names(schema.getExtensions(), name);
        if (!members.keySet().containsAll(sensitive)) {
            throw new SpecException(name, "x-inbox-sensitive must name properties, but was " + sensitive);
        }
        Aliases aliases = new Aliases(Extension.ALIASES.map(schema.getExtensions(), name), name, false);
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        List<Property> properties = new ArrayList<>();
        members.forEach((member, memberSchema) -> {
            String where = name + "." + member;
            Property property = property(
                    javaName,
                    where,
                    member,
                    memberSchema,
                    required.contains(member),
                    threeState,
                    checked,
                    aliases,
                    List.of());
            if (usage.inQueries(name)) {
                checkInQuery(property.type(), where);
            }
            properties.add(property);
        });
        aliases.checkAgainst(members.keySet());
        if (properties.size() > MAX_PROPERTIES) {
            throw new SpecException(name, "more than " + MAX_PROPERTIES + " properties are not supported");
        }
        if (envelopedAs != null
                && properties.stream()
                        .anyMatch(
                                p -> p.json().equals(envelopedAs) || p.aliases().contains(envelopedAs))) {
            throw new SpecException(
                    name, "its envelope's name '" + envelopedAs + "' must not be one of its properties or aliases");
        }
        return new ObjectModel(
                properties,
                usage.inJson(name),
                usage.inQueries(name),
                checked,
                textChecks(name),
                exactlyOneChecks(javaName, groups, properties, name),
                envelope(schema, properties, name),
                envelopedAs,
                List.copyOf(sensitive));
    }

    private TextChecks textChecks(String name) {
        if (usage.inResponses(name) && !usage.inQueries(name)) {
            return usage.inBodies(name) ? TextChecks.WHEN_WRITTEN : TextChecks.NEVER;
        }
        return TextChecks.WHEN_MADE;
    }

    /** Rejects types that a query string cannot express, or whose {@code toString()} is not their form in a query string. */
    static void checkInQuery(JavaType type, String where) {
        JavaType value = type.isList() ? type.elementType() : type;
        if (!value.isPlainText() && value.kind() != Kind.ALIASED_ENUM && type.kind() != Kind.OBJECT) {
            throw new SpecException(where, type.name() + " is not supported in a query");
        }
    }

    /** Returns a property of a schema, or a query parameter. */
    Property property(
            String owner,
            String where,
            String json,
            Schema<?> schema,
            boolean required,
            boolean threeState,
            boolean checked,
            Aliases aliases,
            List<Property.FlatParameter> flat) {
        Typed typed = anyType(schema, where);
        String name = Names.member(json, where);
        return new Property(
                owner,
                json,
                name,
                typed.type(),
                required,
                typed.nullable(),
                threeState && typed.nullable(),
                schema.getDescription(),
                aliases.reference(json),
                aliases.also(json),
                aliases.array(json),
                flat,
                Boolean.TRUE.equals(schema.getDeprecated())
                        ? Javadoc.replacement(schema.getDescription(), where)
                        : null,
                checked
                        ? Bounds.checks(owner, name, schema, typed.type(), threeState && typed.nullable(), where)
                        : List.of());
    }

    /** Returns the Java type of a schema in a parameter, a list, a body or a response. */
    Typed type(Schema<?> schema, String where) {
        Keywords.rejectFlag(
                schema.getDeprecated(),
                where,
                "deprecated on anything but operations, properties and parameters of a query class");
        Keywords.reject(schema.getMaxItems(), where, "maxItems");
        return anyType(schema, where);
    }

    /** Returns the Java type of a schema in a property, which may be deprecated. */
    private Typed anyType(Schema<?> schema, String where) {
        Extension.checkOnly(schema.getExtensions(), where);
        if (schema.get$ref() != null) {
            Keywords.rejectBesideReference(schema, where);
            return new Typed(named(schema.get$ref(), where), false);
        }
        Keywords.rejectUnsupported(schema, where);
        if (schema.getOneOf() != null) {
            return nullableRef(schema, where);
        }
        if (schema.getEnum() != null || schema.getProperties() != null) {
            throw new SpecException(
                    where,
                    "an inline object or enum is not supported: declare it under components/schemas and refer to it");
        }
        String type = Keywords.type(schema, where);
        boolean nullable = Keywords.allowsNull(schema);
        if (type == null) {
            if (schema.getFormat() != null || schema.getItems() != null || nullable) {
                throw new SpecException(
                        where, "a schema without a type means any JSON, and must have no other keyword");
            }
            return new Typed(JavaType.of(Kind.ANY, "JsonValue"), true);
        }
        String format = schema.getFormat() == null ? "" : schema.getFormat();
        JavaType javaType = switch (type + ":" + format) {
            case "string:", "string:email", "string:uri" -> JavaType.of(Kind.STRING, "String");
            case "string:date-time" -> JavaType.of(Kind.INSTANT, "Instant");
            case "integer:", "integer:int32" -> JavaType.of(Kind.INTEGER, "Integer");
            case "integer:int64" -> JavaType.of(Kind.LONG, "Long");
            case "number:", "number:double" -> JavaType.of(Kind.DOUBLE, "Double");
            case "number:decimal" -> JavaType.of(Kind.DECIMAL, "BigDecimal");
            case "boolean:" -> JavaType.of(Kind.BOOLEAN, "Boolean");
            case "array:" -> list(schema, where);
            default ->
                throw new SpecException(where, "type '" + type + "' with format '" + format + "' is not supported");
        };
        return new Typed(javaType, nullable);
    }

    private JavaType list(Schema<?> schema, String where) {
        if (schema.getItems() == null) {
            throw new SpecException(where, "an array needs items");
        }
        Typed items = type(schema.getItems(), where + "[]");
        if (items.nullable()) {
            throw new SpecException(where, "an array of nullable values is not supported");
        }
        if (items.type().isList()) {
            throw new SpecException(where, "an array of arrays is not supported");
        }
        return JavaType.listOf(items.type());
    }

    private Typed nullableRef(Schema<?> schema, String where) {
        List<?> choices = schema.getOneOf();
        @Nullable Schema<?> value = null;
        boolean nullable = false;
        for (Object choice : choices) {
            Schema<?> each = (Schema<?>) choice;
            if (each.get$ref() == null && Set.of("null").equals(each.getTypes())) {
                nullable = true;
            } else if (each.get$ref() != null) {
                value = each;
            }
        }
        if (!nullable || value == null || choices.size() != 2) {
            throw new SpecException(where, "oneOf is supported for a reference and null only");
        }
        return new Typed(type(value, where).type(), true);
    }

    private JavaType named(String ref, String where) {
        String name = nameOf(ref, where);
        Schema<?> schema = component(name);
        String javaName = Names.type(name, name);
        if (schema.getEnum() != null) {
            boolean aliased =
                    !Extension.VALUE_ALIASES.map(schema.getExtensions(), name).isEmpty();
            return JavaType.of(aliased ? Kind.ALIASED_ENUM : Kind.ENUM, javaName);
        }
        return JavaType.of("object".equals(Keywords.type(schema, name)) ? Kind.OBJECT : Kind.ID, javaName);
    }

    static String nameOf(String ref, String where) {
        if (!ref.startsWith(REF)) {
            throw new SpecException(where, "refers to " + ref + ", which is not under components/schemas");
        }
        return ref.substring(REF.length());
    }

    private Schema<?> component(String name) {
        Schema<?> schema = components.get(name);
        if (schema == null) {
            throw new SpecException(name, "is referenced, but is not under components/schemas");
        }
        return schema;
    }

    static Map<String, Schema<?>> members(Schema<?> schema, String where) {
        if (schema.getProperties() == null || schema.getProperties().isEmpty()) {
            throw new SpecException(where, "an object needs properties: omit the type if any JSON is meant");
        }
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        schema.getProperties().forEach((name, member) -> members.put(name, (Schema<?>) member));
        return members;
    }

    /** Returns the objects that an envelope may contain: the schema name of the content, and the envelope's property. */
    private Map<String, String> envelopes() {
        Map<String, String> envelopes = new HashMap<>();
        for (String name : usage.all()) {
            Schema<?> schema = component(name);
            String property = Extension.ENVELOPE.text(schema.getExtensions(), name);
            Schema<?> content = property == null || schema.getProperties() == null
                    ? null
                    : (Schema<?>) schema.getProperties().get(property);
            if (property != null
                    && content != null
                    && type(content, name).type().kind() == Kind.OBJECT) {
                for (String ref : Usage.refs(content)) {
                    String inside = nameOf(ref, name);
                    String other = envelopes.put(inside, property);
                    if (other != null && !other.equals(property)) {
                        throw new SpecException(name, inside + " is already in another envelope, '" + other + "'");
                    }
                    if (Extension.ENVELOPE.in(component(inside).getExtensions()) != null) {
                        throw new SpecException(name, "nested envelopes are not supported");
                    }
                }
            }
        }
        return envelopes;
    }

    private static @Nullable Envelope envelope(Schema<?> schema, List<Property> properties, String where) {
        String name = Extension.ENVELOPE.text(schema.getExtensions(), where);
        if (name == null) {
            return null;
        }
        Property property = properties.get(0);
        boolean list = property.type().isList();
        if (properties.size() != 1 || !property.json().equals(name) || !property.required()) {
            throw new SpecException(where, "x-inbox-envelope must name the only property, which must be required");
        }
        if (!property.aliases().isEmpty()) {
            throw new SpecException(
                    where, "the property of an envelope must not have an alias: the reference omits it");
        }
        if (property.nullable() == list || (!list && property.type().kind() != Kind.OBJECT)) {
            throw new SpecException(where, "an envelope must hold an array or a nullable object");
        }
        return new Envelope(property, list);
    }

    /** Checks that {@code oneOf}, the form of x-inbox-exactly-one-of for validators, requires the same names. */
    private static void checkRequiredChoices(Schema<?> schema, List<List<String>> groups, String where) {
        if (schema.getOneOf() == null) {
            return;
        }
        List<String> choices = new ArrayList<>();
        for (Object choice : schema.getOneOf()) {
            List<String> required = ((Schema<?>) choice).getRequired();
            if (required == null || required.size() != 1) {
                throw new SpecException(where, "each branch of oneOf must require exactly one name");
            }
            choices.addAll(required);
        }
        if (!groups.equals(List.of(choices))) {
            throw new SpecException(where, "oneOf and x-inbox-exactly-one-of must list the same names");
        }
    }

    static List<String> exactlyOneChecks(
            String owner, List<List<String>> groups, List<Property> properties, String where) {
        List<String> checks = new ArrayList<>();
        for (List<String> group : groups) {
            Set<String> names = new LinkedHashSet<>();
            if (Set.copyOf(group).size() < 2) {
                throw new SpecException(where, "each list of x-inbox-exactly-one-of must have at least two names");
            }
            for (String json : group) {
                Property property = properties.stream()
                        .filter(each -> each.json().equals(json))
                        .findFirst()
                        .orElseThrow(() -> new SpecException(
                                where, "x-inbox-exactly-one-of names '" + json + "', which does not exist"));
                if (property.required() || property.threeState()) {
                    throw new SpecException(
                            where, "x-inbox-exactly-one-of names '" + json + "', which must be optional");
                }
                names.add(property.name());
            }
            checks.add("Checks.exactlyOne(" + Names.literal(owner) + ", List.of("
                    + String.join(", ", names.stream().map(Names::literal).toList()) + "), "
                    + String.join(", ", names) + ");");
        }
        return checks;
    }
}
