package com.inboxapp.sdk.generator;

import com.inboxapp.sdk.generator.JavaType.Kind;
import com.inboxapp.sdk.generator.OperationModel.QueryObject;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of an operation into one class, with the constraints between them. */
final class QueryObjects {
    private static final String BRACKETS = "[]";

    private QueryObjects() {}

    static @Nullable QueryObject of(
            Operation operation, String id, List<Parameter> parameters, Schemas schemas, Map<String, Model> models) {
        String declared = Extension.QUERY.text(operation.getExtensions(), id);
        Aliases aliases = new Aliases(Extension.ALIASES.map(operation.getExtensions(), id), id, true);
        Map<String, Object> flatForms = Extension.BOTH_OR_NEITHER.map(operation.getExtensions(), id);
        List<List<String>> groups = Extension.EXACTLY_ONE_OF.groups(operation.getExtensions(), id);
        if (declared == null) {
            aliases.checkAgainst(Set.of());
            if (!flatForms.isEmpty() || !groups.isEmpty()) {
                throw new SpecException(id, "rules on query parameters need x-inbox-query");
            }
            return null;
        }
        String name = Names.type(declared, id);
        Set<String> known =
                new LinkedHashSet<>(parameters.stream().map(QueryObjects::name).toList());
        aliases.checkAgainst(known);
        Map<String, List<Property.FlatParameter>> flat = flatParameters(flatForms, known, id);
        Set<String> flatNames = new LinkedHashSet<>();
        flat.values().forEach(parts -> parts.forEach(part -> flatNames.add(part.parameter())));
        List<Property> properties = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String where = id + ", parameter " + parameter.getName();
            if (flatNames.contains(name(parameter))) {
                Keywords.rejectFlag(
                        parameter.getDeprecated(), where, "deprecated on a flat parameter of x-inbox-both-or-neither");
                if (Boolean.TRUE.equals(parameter.getRequired()) || aliases.has(name(parameter))) {
                    throw new SpecException(
                            where,
                            "a flat parameter of x-inbox-both-or-neither must be optional and must not have an alias");
                }
                continue;
            }
            Schema<?> schema = Operations.schema(parameter, where);
            Property property = schemas.property(
                    name,
                    where,
                    name(parameter),
                    schema,
                    Boolean.TRUE.equals(parameter.getRequired()),
                    false,
                    true,
                    aliases,
                    flat.getOrDefault(name(parameter), List.of()));
            Schemas.checkInQuery(property.type(), where);
            checkStyle(parameter, property.type(), where);
            checkBrackets(parameter, property.type(), where);
            if (property.referenceArray()
                    && (property.type().isList()
                            || property.type().kind() == Kind.OBJECT
                            || property.type().kind() == Kind.ALIASED_ENUM)) {
                throw new SpecException(
                        where,
                        "x-inbox-aliases.array is not supported for "
                                + property.type().name());
            }
            if (!property.flat().isEmpty()) {
                checkFlat(property, parameters, schemas, models, where);
            }
            properties.add(property.describedAs(
                    parameter.getDescription(),
                    Boolean.TRUE.equals(parameter.getDeprecated())
                            ? Javadoc.replacement(parameter.getDescription(), where)
                            : null));
        }
        return new QueryObject(name, properties, Schemas.exactlyOneChecks(name, groups, properties, id));
    }

    /** Returns the name without the brackets of an array. Extensions, Java and the query writer use this name. */
    private static String name(Parameter parameter) {
        String name = parameter.getName();
        return name.endsWith(BRACKETS) ? name.substring(0, name.length() - BRACKETS.length()) : name;
    }

    /** Rejects an array without brackets. Other generators send the name as written, and the service reads an array of one as a scalar. */
    private static void checkBrackets(Parameter parameter, JavaType type, String where) {
        if (parameter.getName().endsWith(BRACKETS) != type.isList()) {
            throw new SpecException(
                    where,
                    "the name must end with [] if and only if the parameter is an array: '" + parameter.getName()
                            + "'");
        }
    }

    /** Reads {@code x-inbox-both-or-neither}, for example {@code {cursor: {id: cursorId, timestamp: cursorTimestamp}}}. */
    private static Map<String, List<Property.FlatParameter>> flatParameters(
            Map<String, Object> extension, Set<String> known, String where) {
        Map<String, List<Property.FlatParameter>> flat = new LinkedHashMap<>();
        extension.forEach((object, parts) -> {
            List<Property.FlatParameter> parameters = new ArrayList<>();
            Extension.asMap(parts, where, "x-inbox-both-or-neither." + object)
                    .forEach((property, parameter) -> parameters.add(
                            new Property.FlatParameter(String.valueOf(parameter), Names.member(property, where))));
            for (Property.FlatParameter parameter : parameters) {
                if (!known.contains(parameter.parameter())) {
                    throw new SpecException(
                            where,
                            "x-inbox-both-or-neither names '" + parameter.parameter() + "', which is not a parameter");
                }
            }
            if (!known.contains(object)) {
                throw new SpecException(
                        where, "x-inbox-both-or-neither names '" + object + "', which is not a parameter");
            }
            flat.put(object, parameters);
        });
        return flat;
    }

    /** Rejects flat parameters that are not exactly the properties of the object, with the same types. */
    private static void checkFlat(
            Property object, List<Parameter> parameters, Schemas schemas, Map<String, Model> models, String where) {
        Map<String, JavaType> properties = new TreeMap<>();
        models.values().stream()
                .filter(model -> model.name().equals(object.type().name()) && model.object() != null)
                .forEach(model -> model.object().properties().forEach(p -> properties.put(p.name(), p.type())));
        Map<String, JavaType> flat = new TreeMap<>();
        for (Property.FlatParameter part : object.flat()) {
            parameters.stream()
                    .filter(parameter -> parameter.getName().equals(part.parameter()))
                    .forEach(parameter -> flat.put(
                            part.property(),
                            schemas.type(Operations.schema(parameter, where), where)
                                    .type()));
        }
        if (!flat.equals(properties)) {
            throw new SpecException(
                    where,
                    "x-inbox-both-or-neither must map each property to a parameter of its type: "
                            + properties.keySet());
        }
    }

    /** Rejects a style that differs from the one in which the SDK writes the parameter. */
    private static void checkStyle(Parameter parameter, JavaType type, String where) {
        Parameter.StyleEnum style =
                type.kind() == Kind.OBJECT ? Parameter.StyleEnum.DEEPOBJECT : Parameter.StyleEnum.FORM;
        if (parameter.getStyle() != null && parameter.getStyle() != style) {
            throw new SpecException(where, "must have the style " + style + ", but has " + parameter.getStyle());
        }
        if (type.isList() && Boolean.FALSE.equals(parameter.getExplode())) {
            throw new SpecException(where, "an array that is not exploded is not supported");
        }
    }
}
