package com.inboxapp.sdk.generator;

import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the type of a schema, and rejects JSON Schema keywords that no Java is generated for. */
final class Keywords {
    private Keywords() {}

    /** Returns the types except {@code null}, or an empty set if any JSON is allowed. */
    static Set<String> types(Schema<?> schema) {
        Set<String> types = new LinkedHashSet<>();
        if (schema.getTypes() != null) {
            types.addAll(schema.getTypes());
        } else if (schema.getType() != null) {
            types.add(schema.getType());
        }
        types.remove("null");
        return types;
    }

    static boolean allowsNull(Schema<?> schema) {
        return (schema.getTypes() != null && schema.getTypes().contains("null"))
                || Boolean.TRUE.equals(schema.getNullable());
    }

    /** Returns the type of a schema, or null if any JSON is allowed. */
    static @Nullable String type(Schema<?> schema, String where) {
        Set<String> types = types(schema);
        if (types.size() > 1) {
            throw new SpecException(where, "more than one type " + types + " is not supported");
        }
        return types.isEmpty() ? null : types.iterator().next();
    }

    static void rejectUnsupported(Schema<?> schema, String where) {
        reject(schema.getAnyOf(), where, "anyOf");
        reject(schema.getAllOf(), where, "allOf");
        reject(schema.getNot(), where, "not");
        reject(schema.getDiscriminator(), where, "discriminator");
        reject(schema.getPatternProperties(), where, "patternProperties");
        reject(schema.getPropertyNames(), where, "propertyNames");
        reject(schema.getPrefixItems(), where, "prefixItems");
        reject(schema.getContains(), where, "contains");
        reject(schema.getIf(), where, "if");
        reject(schema.getDependentSchemas(), where, "dependentSchemas");
        reject(schema.getDependentRequired(), where, "dependentRequired");
        reject(schema.getUnevaluatedProperties(), where, "unevaluatedProperties");
        reject(schema.getMultipleOf(), where, "multipleOf");
        reject(schema.getExclusiveMinimumValue(), where, "exclusiveMinimum");
        reject(schema.getExclusiveMaximumValue(), where, "exclusiveMaximum");
        reject(schema.getMinItems(), where, "minItems");
        if (schema.getItems() == null) {
            reject(schema.getMaxItems(), where, "maxItems of anything but an array");
        }
        reject(schema.getUniqueItems(), where, "uniqueItems");
        reject(schema.getMinProperties(), where, "minProperties");
        reject(schema.getMaxProperties(), where, "maxProperties");
        reject(schema.getConst(), where, "const");
        reject(schema.getThen(), where, "then");
        reject(schema.getElse(), where, "else");
        reject(schema.getMinContains(), where, "minContains");
        reject(schema.getMaxContains(), where, "maxContains");
        reject(schema.getUnevaluatedItems(), where, "unevaluatedItems");
        reject(schema.getContentEncoding(), where, "contentEncoding");
        reject(schema.getContentMediaType(), where, "contentMediaType");
        reject(schema.getContentSchema(), where, "contentSchema");
        reject(schema.get$dynamicRef(), where, "$dynamicRef");
        reject(schema.getBooleanSchemaValue(), where, "true or false in place of a schema");
        rejectFlag(schema.getReadOnly(), where, "readOnly");
        rejectFlag(schema.getWriteOnly(), where, "writeOnly");
        if (schema.getAdditionalProperties() instanceof Schema) {
            throw new SpecException(where, "a map (additionalProperties with a schema) is not supported");
        }
    }

    /** Rejects keywords beside a reference that would change the referenced schema. A description is allowed. */
    static void rejectBesideReference(Schema<?> schema, String where) {
        if (schema.getTypes() != null
                || schema.getFormat() != null
                || schema.getEnum() != null
                || schema.getProperties() != null
                || schema.getItems() != null
                || schema.getOneOf() != null) {
            throw new SpecException(where, "a reference must stand alone, except for a description");
        }
        rejectUnsupported(schema, where);
    }

    static void rejectFlag(@Nullable Boolean keyword, String where, String name) {
        if (Boolean.TRUE.equals(keyword)) {
            throw new SpecException(where, name + " is not supported");
        }
    }

    static void reject(@Nullable Object keyword, String where, String name) {
        if (keyword != null) {
            throw new SpecException(where, name + " is not supported");
        }
    }
}
