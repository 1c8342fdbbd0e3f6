package com.inboxapp.sdk.generator;

import com.inboxapp.sdk.generator.JavaType.Kind;
import com.inboxapp.sdk.generator.OperationModel.Argument;
import com.inboxapp.sdk.generator.OperationModel.Pages;
import com.inboxapp.sdk.generator.OperationModel.QueryObject;
import com.inboxapp.sdk.generator.Schemas.Typed;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads operations: first which schemas they use, then what Java method each becomes. */
final class Operations {
    private static final String JSON = "application/json";
    private static final Set<PathItem.HttpMethod> METHODS = Set.of(
            PathItem.HttpMethod.GET,
            PathItem.HttpMethod.POST,
            PathItem.HttpMethod.PUT,
            PathItem.HttpMethod.PATCH,
            PathItem.HttpMethod.DELETE);
    private static final Pattern IN_PATH = Pattern.compile("\\{([^}]*)}");

    private final Components components;

    Operations(Components components) {
        this.components = components;
    }

    /** Records the schemas that an operation's query, body and successful answer use. */
    void recordUsage(Operation operation, Usage usage) {
        String where = id(operation);
        for (Parameter parameter : parameters(operation, where)) {
            usage.query(schema(parameter, where), where);
        }
        Schema<?> body = body(operation, where);
        if (body != null) {
            usage.body(body, where);
        }
        Schema<?> answer = answer(operation, where);
        if (answer != null) {
            usage.answer(answer, where);
        }
    }

    OperationModel model(
            PathItem.HttpMethod http, String path, Operation operation, Schemas schemas, Map<String, Model> models) {
        String id = id(operation);
        Extension.checkOnly(
                operation.getExtensions(),
                id,
                Extension.SAFETY,
                Extension.QUERY,
                Extension.ALIASES,
                Extension.EXACTLY_ONE_OF,
                Extension.BOTH_OR_NEITHER);
        refuseUnsupported(http, operation, id);
        checkPath(path, parameters(operation, id), id);
        List<Argument> arguments = new ArrayList<>();
        List<Parameter> queryParameters = new ArrayList<>();
        for (Parameter parameter : parameters(operation, id)) {
            String where = id + ", parameter " + parameter.getName();
            refuseUnsupported(parameter, where);
            if ("path".equals(parameter.getIn())) {
                arguments.add(argument("@Path(" + Names.literal(parameter.getName()) + ")", parameter, schemas, where));
            } else if ("query".equals(parameter.getIn())) {
                queryParameters.add(parameter);
            } else {
                throw new SpecException(where, "parameters in '" + parameter.getIn() + "' are not supported");
            }
        }
        QueryObject query = queryObject(operation, id, queryParameters, schemas, models);
        if (query != null) {
            boolean optional = query.properties().stream().noneMatch(Property::required)
                    && query.exactlyOneOf().isEmpty();
            arguments.add(new Argument(
                    "@Tag",
                    query.name(),
                    "query",
                    "what to ask for",
                    optional ? query.name() + ".builder().build()" : null));
        } else {
            for (Parameter parameter : queryParameters) {
                String where = id + ", parameter " + parameter.getName();
                arguments.add(
                        argument("@Query(" + Names.literal(parameter.getName()) + ")", parameter, schemas, where));
            }
        }
        Schema<?> body = body(operation, id);
        if (body != null) {
            arguments.add(bodyArgument(operation, body, id, schemas, models));
        }
        Set<String> names = new LinkedHashSet<>();
        for (Argument argument : arguments) {
            if (!names.add(argument.name())) {
                throw new SpecException(id, "two parameters would have the Java name " + argument.name());
            }
        }
        Schema<?> answer = answer(operation, id);
        Typed result = answer == null ? null : schemas.type(answer, id + ", answer 200");
        if (result != null && result.type().objects().findAny().isEmpty()) {
            throw new SpecException(
                    id,
                    "an answer is an object or an array of objects, not "
                            + result.type().name());
        }
        return new OperationModel(
                id,
                Names.member(id.substring(id.indexOf('.') + 1), id),
                safety(operation, id),
                http.name(),
                path.substring(1),
                operation.getDescription() == null ? operation.getSummary() : operation.getDescription(),
                arguments,
                query,
                result == null ? null : result.type(),
                result != null && result.nullable(),
                pages(operation, id, query, result, models));
    }

    private static void refuseUnsupported(PathItem.HttpMethod http, Operation operation, String where) {
        if (!METHODS.contains(http)) {
            throw new SpecException(where, "the method " + http + " is not supported");
        }
        if (http == PathItem.HttpMethod.GET && operation.getRequestBody() != null) {
            throw new SpecException(where, "a GET with a body is not supported");
        }
        Keywords.refuseFlag(operation.getDeprecated(), where, "deprecated");
        Keywords.refuse(operation.getCallbacks(), where, "callbacks");
        Keywords.refuse(operation.getServers(), where, "a server of its own");
        Keywords.refuse(operation.getSecurity(), where, "security of its own");
        // OpenAPI Generator would leave it out without a word
        Keywords.refuse(
                operation.getExtensions() == null
                        ? null
                        : operation.getExtensions().get("x-internal"),
                where,
                "x-internal");
    }

    private static void refuseUnsupported(Parameter parameter, String where) {
        Extension.checkOnly(parameter.getExtensions(), where);
        Keywords.refuseFlag(parameter.getDeprecated(), where, "deprecated");
        Keywords.refuseFlag(parameter.getAllowEmptyValue(), where, "allowEmptyValue");
        Keywords.refuseFlag(parameter.getAllowReserved(), where, "allowReserved");
    }

    /** The style that a query parameter is written in has to be the one that the document promises. */
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

    private static void checkPath(String path, List<Parameter> parameters, String where) {
        Set<String> inPath = new TreeSet<>();
        for (Matcher matcher = IN_PATH.matcher(path); matcher.find(); ) {
            inPath.add(matcher.group(1));
        }
        Set<String> declared = new TreeSet<>();
        parameters.stream()
                .filter(parameter -> "path".equals(parameter.getIn()))
                .forEach(parameter -> declared.add(parameter.getName()));
        if (!path.matches("/[^?#]*") || !inPath.equals(declared)) {
            throw new SpecException(
                    where,
                    "its path " + path + " has no query, and the parameters " + inPath + ", but declared are "
                            + declared);
        }
    }

    private static String id(Operation operation) {
        String id = operation.getOperationId();
        List<String> tags = operation.getTags();
        if (id == null
                || tags == null
                || tags.size() != 1
                || !id.matches("[a-z][a-zA-Z]*\\.[a-z][a-zA-Z]*")
                || !id.startsWith(tags.get(0) + ".")) {
            throw new SpecException(
                    "operation " + id, "an operation has one tag, and an operationId of the form <tag>.<method>");
        }
        return id;
    }

    private static String safety(Operation operation, String where) {
        String safety = Extension.SAFETY.text(operation.getExtensions(), where);
        if (safety == null || !Set.of("safe", "idempotent", "unsafe").contains(safety)) {
            throw new SpecException(where, "x-inbox-safety must be safe, idempotent or unsafe, but is " + safety);
        }
        return safety.toUpperCase(Locale.ROOT);
    }

    private List<Parameter> parameters(Operation operation, String where) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            parameters.add(resolve(parameter, where));
        }
        return parameters;
    }

    private Parameter resolve(Parameter parameter, String where) {
        String ref = parameter.get$ref();
        if (ref == null) {
            return parameter;
        }
        Parameter resolved = components.getParameters() == null
                ? null
                : components.getParameters().get(ref.substring(ref.lastIndexOf('/') + 1));
        if (resolved == null) {
            throw new SpecException(where, "refers to " + ref + ", which is not there");
        }
        return resolved;
    }

    private static Schema<?> schema(Parameter parameter, String where) {
        if (parameter.getSchema() == null) {
            throw new SpecException(where, "parameter '" + parameter.getName() + "' has no schema");
        }
        return parameter.getSchema();
    }

    private static Argument argument(String annotation, Parameter parameter, Schemas schemas, String where) {
        Typed typed = schemas.type(schema(parameter, where), where);
        if (!Boolean.TRUE.equals(parameter.getRequired())
                || typed.nullable()
                || !typed.type().isPlainText()) {
            throw new SpecException(
                    where,
                    "only a required text, whole number, boolean, id or enum without aliases can stand in a path, or do without"
                            + " x-inbox-query, which names a class for the query parameters");
        }
        Bounds.refuse(parameter.getSchema(), where);
        return new Argument(
                annotation,
                typed.type().name(),
                Names.argument(parameter.getName(), where),
                parameter.getDescription(),
                null);
    }

    private static Argument bodyArgument(
            Operation operation, Schema<?> body, String where, Schemas schemas, Map<String, Model> models) {
        if (body.get$ref() == null) {
            throw new SpecException(where, "an inline body: give it a name under components/schemas and refer to it");
        }
        JavaType type = schemas.type(body, where + ", body").type();
        boolean optional = !Boolean.TRUE.equals(operation.getRequestBody().getRequired());
        Model model = models.get(Schemas.nameOf(body.get$ref(), where));
        if (model == null || model.object() == null) {
            throw new SpecException(where, "a body is an object, not " + type.name());
        }
        if (optional && !model.object().hasOptionalParts()) {
            throw new SpecException(where, "an optional body must have no required property");
        }
        return new Argument(
                "@Body",
                type.name(),
                "body",
                operation.getRequestBody().getDescription() == null
                        ? "what to send"
                        : operation.getRequestBody().getDescription(),
                optional ? type.name() + ".builder().build()" : null);
    }

    private static @Nullable QueryObject queryObject(
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
                new LinkedHashSet<>(parameters.stream().map(Parameter::getName).toList());
        aliases.checkAgainst(known);
        Map<String, List<Property.FlatParameter>> flat = flatParameters(flatForms, known, id);
        Set<String> spelledElsewhere = new LinkedHashSet<>();
        flat.values().forEach(parts -> parts.forEach(part -> spelledElsewhere.add(part.parameter())));
        List<Property> properties = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String where = id + ", parameter " + parameter.getName();
            if (spelledElsewhere.contains(parameter.getName())) {
                if (Boolean.TRUE.equals(parameter.getRequired()) || aliases.has(parameter.getName())) {
                    throw new SpecException(
                            where, "a parameter of x-inbox-both-or-neither is neither required nor has it an alias");
                }
                continue;
            }
            Schema<?> schema = schema(parameter, where);
            Property property = schemas.property(
                    name,
                    where,
                    parameter.getName(),
                    schema,
                    Boolean.TRUE.equals(parameter.getRequired()),
                    false,
                    true,
                    aliases,
                    flat.getOrDefault(parameter.getName(), List.of()));
            Schemas.checkInQuery(property.type(), where);
            checkStyle(parameter, property.type(), where);
            if (property.referenceArray()
                    && (property.type().isList()
                            || property.type().kind() == Kind.OBJECT
                            || property.type().kind() == Kind.ALIASED_ENUM)) {
                throw new SpecException(
                        where,
                        "x-inbox-aliases makes an array of a " + property.type().name());
            }
            if (!property.flat().isEmpty()) {
                checkFlat(property, parameters, schemas, models, where);
            }
            properties.add(describe(property, parameter));
        }
        return new QueryObject(name, properties, Schemas.exactlyOneChecks(name, groups, properties, id));
    }

    private static Property describe(Property property, Parameter parameter) {
        return new Property(
                property.owner(),
                property.json(),
                property.name(),
                property.type(),
                property.required(),
                property.nullable(),
                property.threeState(),
                parameter.getDescription(),
                property.reference(),
                property.also(),
                property.referenceArray(),
                property.flat(),
                property.checks());
    }

    /** {@code {cursor: {id: cursorId, timestamp: cursorTimestamp}}}. */
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
                            "x-inbox-both-or-neither names '" + parameter.parameter() + "', which is no parameter");
                }
            }
            if (!known.contains(object)) {
                throw new SpecException(where, "x-inbox-both-or-neither names '" + object + "', which is no parameter");
            }
            flat.put(object, parameters);
        });
        return flat;
    }

    /** The flat parameters are all properties of the object, with the same types. */
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
                            schemas.type(schema(parameter, where), where).type()));
        }
        if (!flat.equals(properties)) {
            throw new SpecException(
                    where,
                    "x-inbox-both-or-neither must spell each property once, with its type: " + properties.keySet());
        }
    }

    private @Nullable Schema<?> body(Operation operation, String where) {
        RequestBody body = operation.getRequestBody();
        if (body == null) {
            return null;
        }
        if (body.get$ref() != null) {
            throw new SpecException(where, "a body by reference is not supported");
        }
        Extension.checkOnly(body.getExtensions(), where + ", body");
        Schema<?> schema = json(body.getContent(), where + ", body");
        if (schema == null) {
            throw new SpecException(where, "a body without " + JSON);
        }
        return schema;
    }

    private @Nullable Schema<?> answer(Operation operation, String where) {
        ApiResponse answer = operation.getResponses() == null
                ? null
                : operation.getResponses().get("200");
        if (answer == null) {
            throw new SpecException(where, "has no answer 200");
        }
        for (String status : operation.getResponses().keySet()) {
            if (status.startsWith("2") && !status.equals("200")) {
                throw new SpecException(where, "a second successful answer " + status + " is not supported");
            }
        }
        if (answer.get$ref() != null) {
            throw new SpecException(where, "a successful answer by reference is not supported");
        }
        Extension.checkOnly(answer.getExtensions(), where + ", answer 200");
        return json(answer.getContent(), where + ", answer 200");
    }

    private static @Nullable Schema<?> json(@Nullable Content content, String where) {
        if (content == null || content.isEmpty()) {
            return null;
        }
        MediaType json = content.get(JSON);
        if (json == null || content.size() > 1 || json.getSchema() == null) {
            throw new SpecException(where, "must be " + JSON + " with a schema, and nothing else");
        }
        Extension.checkOnly(json.getExtensions(), where);
        return json.getSchema();
    }

    /** An operation with a cursor answers pages: one list of items, and the cursor of the next page. */
    private static @Nullable Pages pages(
            Operation operation,
            String where,
            @Nullable QueryObject query,
            @Nullable Typed result,
            Map<String, Model> models) {
        if (query == null || Extension.BOTH_OR_NEITHER.in(operation.getExtensions()) == null) {
            return null;
        }
        Property cursor = query.properties().stream()
                .filter(property -> !property.flat().isEmpty())
                .findFirst()
                .orElseThrow(() -> new SpecException(where, "x-inbox-both-or-neither without a cursor"));
        List<Property> answered = models.values().stream()
                .filter(model ->
                        result != null && model.name().equals(result.type().name()) && model.object() != null)
                .flatMap(model -> model.object().properties().stream())
                .toList();
        List<Property> lists = answered.stream()
                .filter(property -> property.type().isList() && !property.mayBeNull())
                .toList();
        List<Property> cursors = answered.stream()
                .filter(property -> property.type().equals(cursor.type()) && property.nullable() && property.required())
                .toList();
        if (result == null || result.nullable() || lists.size() != 1 || cursors.size() != 1) {
            throw new SpecException(
                    where,
                    "takes a cursor, so its answer needs one required array and one required cursor that may be null");
        }
        Property items = lists.get(0);
        return new Pages(
                Names.member(where.substring(where.indexOf('.') + 1), where),
                items.type().elementType().name(),
                items.name(),
                cursors.get(0).name(),
                cursor.name());
    }
}
