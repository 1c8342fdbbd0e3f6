package com.inboxapp.sdk.generator;

import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON Schema keywords: the type of a schema, and the refusal of keywords that no Java is generated for. */
final class Keywords {
    private Keywords() {}

    /** The types but {@code null}; empty when any JSON is allowed. */
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

    /** The one type of a schema, or null when any JSON is allowed. */
    static @Nullable String type(Schema<?> schema, String where) {
        Set<String> types = types(schema);
        if (types.size() > 1) {
            throw new SpecException(where, "a choice of types " + types + " is not supported");
        }
        return types.isEmpty() ? null : types.iterator().next();
    }

    static void refuseUnsupported(Schema<?> schema, String where) {
        refuse(schema.getAnyOf(), where, "anyOf");
        refuse(schema.getAllOf(), where, "allOf");
        refuse(schema.getNot(), where, "not");
        refuse(schema.getDiscriminator(), where, "discriminator");
        refuse(schema.getPatternProperties(), where, "patternProperties");
        refuse(schema.getPropertyNames(), where, "propertyNames");
        refuse(schema.getPrefixItems(), where, "prefixItems");
        refuse(schema.getContains(), where, "contains");
        refuse(schema.getIf(), where, "if");
        refuse(schema.getDependentSchemas(), where, "dependentSchemas");
        refuse(schema.getDependentRequired(), where, "dependentRequired");
        refuse(schema.getUnevaluatedProperties(), where, "unevaluatedProperties");
        refuse(schema.getMultipleOf(), where, "multipleOf");
        refuse(schema.getExclusiveMinimumValue(), where, "exclusiveMinimum");
        refuse(schema.getExclusiveMaximumValue(), where, "exclusiveMaximum");
        refuse(schema.getMinItems(), where, "minItems");
        if (schema.getItems() == null) {
            refuse(schema.getMaxItems(), where, "maxItems of anything but an array");
        }
        refuse(schema.getUniqueItems(), where, "uniqueItems");
        refuse(schema.getMinProperties(), where, "minProperties");
        refuse(schema.getMaxProperties(), where, "maxProperties");
        refuse(schema.getConst(), where, "const");
        refuse(schema.getThen(), where, "then");
        refuse(schema.getElse(), where, "else");
        refuse(schema.getMinContains(), where, "minContains");
        refuse(schema.getMaxContains(), where, "maxContains");
        refuse(schema.getUnevaluatedItems(), where, "unevaluatedItems");
        refuse(schema.getContentEncoding(), where, "contentEncoding");
        refuse(schema.getContentMediaType(), where, "contentMediaType");
        refuse(schema.getContentSchema(), where, "contentSchema");
        refuse(schema.get$dynamicRef(), where, "$dynamicRef");
        refuse(schema.getBooleanSchemaValue(), where, "true or false in place of a schema");
        refuseFlag(schema.getReadOnly(), where, "readOnly");
        refuseFlag(schema.getWriteOnly(), where, "writeOnly");
        if (schema.getAdditionalProperties() instanceof Schema) {
            throw new SpecException(where, "a map (additionalProperties with a schema) is not supported");
        }
    }

    /** Beside a reference there may be a description, and nothing that changes what is referred to. */
    static void refuseBesideReference(Schema<?> schema, String where) {
        if (schema.getTypes() != null
                || schema.getFormat() != null
                || schema.getEnum() != null
                || schema.getProperties() != null
                || schema.getItems() != null
                || schema.getOneOf() != null) {
            throw new SpecException(where, "a reference stands alone, with a description at most");
        }
        refuseUnsupported(schema, where);
    }

    static void refuseFlag(@Nullable Boolean keyword, String where, String name) {
        if (Boolean.TRUE.equals(keyword)) {
            throw new SpecException(where, name + " is not supported");
        }
    }

    static void refuse(@Nullable Object keyword, String where, String name) {
        if (keyword != null) {
            throw new SpecException(where, name + " is not supported");
        }
    }
}
