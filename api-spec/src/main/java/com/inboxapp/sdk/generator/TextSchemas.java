package com.inboxapp.sdk.generator;

import com.inboxapp.sdk.generator.Model.Constant;
import com.inboxapp.sdk.generator.Model.Enumeration;
import com.inboxapp.sdk.generator.Model.Equality;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads string schemas that become classes: typed ids and enums. */
final class TextSchemas {
    private final Map<String, Schema<?>> components;
    private final Usage usage;

    TextSchemas(Map<String, Schema<?>> components, Usage usage) {
        this.components = components;
        this.usage = usage;
    }

    Model.Id id(String name, Schema<?> schema) {
        Extension.checkOnly(schema.getExtensions(), name, Extension.ID);
        Map<String, Object> id = Extension.ID.map(schema.getExtensions(), name);
        List<Equality> equality = new ArrayList<>();
        if (!Set.of("kind", "equals").containsAll(id.keySet())) {
            throw new SpecException(name, "x-inbox-id must hold keys from [kind, equals], but holds " + id.keySet());
        }
        if (id.get("equals") != null) {
            Extension.asMap(id.get("equals"), name, "x-inbox-id.equals").forEach((method, type) -> {
                Schema<?> other = components.get(String.valueOf(type));
                if (other == null
                        || Extension.ID.in(other.getExtensions()) == null
                        || !usage.all().contains(type)) {
                    throw new SpecException(name, "x-inbox-id.equals names '" + type + "', which is not an id in use");
                }
                equality.add(new Equality(Names.member(method, name), Names.type(String.valueOf(type), name)));
            });
        }
        String kind = String.valueOf(id.get("kind"));
        return switch (kind) {
            case "inbox" ->
                new Model.Id(
                        "inboxId",
                        "the value is null, empty, {@code .} or {@code ..}, has a character that is not allowed in a path, or has digits"
                                + " only, like a platform id",
                        equality);
            case "platform" -> new Model.Id("platformId", "the value does not consist of 1 to 19 digits", equality);
            case "any" -> new Model.Id("anyId", "the value is null or empty", equality);
            default -> throw new SpecException(name, "x-inbox-id.kind must be inbox, platform or any, but was " + kind);
        };
    }

    Enumeration enumeration(String name, Schema<?> schema) {
        Extension.checkOnly(schema.getExtensions(), name, Extension.VALUE_ALIASES, Extension.TYPE_ALIASES);
        Map<String, String> constants = new LinkedHashMap<>();
        if (schema.getEnum().contains(null)) {
            throw new SpecException(name, "an enum must hold strings only: allow null where it is referenced");
        }
        for (Object value : schema.getEnum()) {
            String text = String.valueOf(value);
            String constant = Names.constant(text, name);
            if (constants.put(text, constant) != null
                    || Set.copyOf(constants.values()).size() < constants.size()) {
                throw new SpecException(name, "two values would have the Java name " + constant);
            }
        }
        List<Constant> aliases = new ArrayList<>();
        Extension.VALUE_ALIASES.map(schema.getExtensions(), name).forEach((alias, value) -> {
            if (constants.containsKey(alias)) {
                throw new SpecException(name, "the alias '" + alias + "' is also a value of the enum");
            }
            aliases.add(new Constant(constantOf(constants, value, name), alias, null));
        });
        if (Set.copyOf(aliases.stream().map(Constant::constantName).toList()).size() < aliases.size()) {
            throw new SpecException(name, "x-inbox-value-aliases must give a value only one alias");
        }
        Map<String, Object> types = Extension.TYPE_ALIASES.map(schema.getExtensions(), name);
        if (!types.isEmpty() && !types.keySet().equals(Set.of("true", "false"))) {
            throw new SpecException(name, "x-inbox-type-aliases must map both true and false");
        }
        if (!types.isEmpty() && !usage.inResponses(name)) {
            throw new SpecException(
                    name, "x-inbox-type-aliases is supported for responses only, but no response uses the enum");
        }
        return new Enumeration(
                usage.inResponses(name),
                constants.entrySet().stream()
                        .map(e -> new Constant(e.getValue(), e.getKey(), aliasOf(aliases, e.getValue())))
                        .toList(),
                aliases,
                types.isEmpty() ? null : constantOf(constants, types.get("true"), name),
                types.isEmpty() ? null : constantOf(constants, types.get("false"), name));
    }

    private static @Nullable String aliasOf(List<Constant> aliases, String constant) {
        return aliases.stream()
                .filter(alias -> alias.constantName().equals(constant))
                .map(Constant::value)
                .findFirst()
                .orElse(null);
    }

    private static String constantOf(Map<String, String> constants, @Nullable Object value, String where) {
        String constant = constants.get(String.valueOf(value));
        if (constant == null) {
            throw new SpecException(where, "an alias maps to '" + value + "', which is not a value of the enum");
        }
        return constant;
    }
}
