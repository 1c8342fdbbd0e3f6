package com.inboxapp.sdk.generator;

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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads operations: first the schemas that they use, then the Java method for each. */
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

    /** Records the schemas that an operation's query, body and successful response use. */
    void recordUsage(Operation operation, Usage usage) {
        String where = id(operation);
        for (Parameter parameter : parameters(operation, where)) {
            usage.query(schema(parameter, where), where);
        }
        Schema<?> body = body(operation, where);
        if (body != null) {
            usage.body(body, where);
        }
        Schema<?> response = response(operation, where);
        if (response != null) {
            usage.response(response, where);
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
        rejectUnsupported(http, operation, id);
        checkPath(path, parameters(operation, id), id);
        List<Argument> arguments = new ArrayList<>();
        List<Parameter> queryParameters = new ArrayList<>();
        for (Parameter parameter : parameters(operation, id)) {
            String where = id + ", parameter " + parameter.getName();
            rejectUnsupported(parameter, where);
            if ("path".equals(parameter.getIn())) {
                arguments.add(argument("@Path(" + Names.literal(parameter.getName()) + ")", parameter, schemas, where));
            } else if ("query".equals(parameter.getIn())) {
                queryParameters.add(parameter);
            } else {
                throw new SpecException(where, "parameters in '" + parameter.getIn() + "' are not supported");
            }
        }
        QueryObject query = QueryObjects.of(operation, id, queryParameters, schemas, models);
        if (query != null) {
            boolean optional = query.properties().stream().noneMatch(Property::required)
                    && query.exactlyOneOf().isEmpty();
            arguments.add(new Argument(
                    "@Tag",
                    query.name(),
                    "query",
                    "the query parameters",
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
        Schema<?> response = response(operation, id);
        Typed result = response == null ? null : schemas.type(response, id + ", response 200");
        if (result != null && result.type().objects().findAny().isEmpty()) {
            throw new SpecException(
                    id,
                    "a response must be an object or an array of objects, but was "
                            + result.type().name());
        }
        return new OperationModel(
                id,
                Names.member(id.substring(id.indexOf('.') + 1), id),
                safety(operation, id),
                http.name(),
                path.substring(1),
                operation.getDescription() == null ? operation.getSummary() : operation.getDescription(),
                Boolean.TRUE.equals(operation.getDeprecated())
                        ? Javadoc.replacement(operation.getDescription(), id)
                        : null,
                arguments,
                query,
                result == null ? null : result.type(),
                result != null && result.nullable(),
                pages(operation, id, query, result, models));
    }

    private static void rejectUnsupported(PathItem.HttpMethod http, Operation operation, String where) {
        if (!METHODS.contains(http)) {
            throw new SpecException(where, "the method " + http + " is not supported");
        }
        if (http == PathItem.HttpMethod.GET && operation.getRequestBody() != null) {
            throw new SpecException(where, "a GET with a body is not supported");
        }
        Keywords.reject(operation.getCallbacks(), where, "callbacks");
        Keywords.reject(operation.getServers(), where, "a separate server");
        Keywords.reject(operation.getSecurity(), where, "separate security");
        // OpenAPI Generator silently skips operations with x-internal
        Keywords.reject(
                operation.getExtensions() == null
                        ? null
                        : operation.getExtensions().get("x-internal"),
                where,
                "x-internal");
    }

    private static void rejectUnsupported(Parameter parameter, String where) {
        Extension.checkOnly(parameter.getExtensions(), where);
        Keywords.rejectFlag(parameter.getAllowEmptyValue(), where, "allowEmptyValue");
        Keywords.rejectFlag(parameter.getAllowReserved(), where, "allowReserved");
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
                    "the path " + path + " must have no query, and its parameters " + inPath
                            + " must be the declared ones, but declared are " + declared);
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
                    "operation " + id,
                    "an operation needs exactly one tag, and an operationId of the form <tag>.<method>");
        }
        return id;
    }

    private static String safety(Operation operation, String where) {
        String safety = Extension.SAFETY.text(operation.getExtensions(), where);
        if (safety == null || !Set.of("safe", "idempotent", "unsafe").contains(safety)) {
            throw new SpecException(where, "x-inbox-safety must be safe, idempotent or unsafe, but was " + safety);
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
            throw new SpecException(where, "refers to " + ref + ", which does not exist");
        }
        return resolved;
    }

    static Schema<?> schema(Parameter parameter, String where) {
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
                    "a path parameter, or a query parameter without x-inbox-query, must be required, and be a string, integer, boolean, id or"
                            + " enum without aliases");
        }
        Keywords.rejectFlag(parameter.getDeprecated(), where, "deprecated on a parameter that is not in a query class");
        Bounds.reject(parameter.getSchema(), where);
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
            throw new SpecException(
                    where, "an inline body is not supported: declare it under components/schemas and refer to it");
        }
        JavaType type = schemas.type(body, where + ", body").type();
        boolean optional = !Boolean.TRUE.equals(operation.getRequestBody().getRequired());
        Model model = models.get(Schemas.nameOf(body.get$ref(), where));
        if (model == null || model.object() == null) {
            throw new SpecException(where, "a body must be an object, but was " + type.name());
        }
        if (optional && !model.object().hasOptionalParts()) {
            throw new SpecException(where, "an optional body must have no required property");
        }
        return new Argument(
                "@Body",
                type.name(),
                "body",
                operation.getRequestBody().getDescription() == null
                        ? "the request body"
                        : operation.getRequestBody().getDescription(),
                optional ? type.name() + ".builder().build()" : null);
    }

    private @Nullable Schema<?> body(Operation operation, String where) {
        RequestBody body = operation.getRequestBody();
        if (body == null) {
            return null;
        }
        if (body.get$ref() != null) {
            throw new SpecException(where, "a referenced body is not supported");
        }
        Extension.checkOnly(body.getExtensions(), where + ", body");
        Schema<?> schema = json(body.getContent(), where + ", body");
        if (schema == null) {
            throw new SpecException(where, "a body must have the content " + JSON);
        }
        return schema;
    }

    private @Nullable Schema<?> response(Operation operation, String where) {
        ApiResponse response = operation.getResponses() == null
                ? null
                : operation.getResponses().get("200");
        if (response == null) {
            throw new SpecException(where, "has no response 200");
        }
        for (String status : operation.getResponses().keySet()) {
            if (status.startsWith("2") && !status.equals("200")) {
                throw new SpecException(where, "a second successful response " + status + " is not supported");
            }
        }
        if (response.get$ref() != null) {
            throw new SpecException(where, "a referenced successful response is not supported");
        }
        Extension.checkOnly(response.getExtensions(), where + ", response 200");
        return json(response.getContent(), where + ", response 200");
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

    /**
     * Returns how to page through an operation that takes a cursor. Its response must have a list of items and the cursor of the next page.
     */
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
                .orElseThrow(() ->
                        new SpecException(where, "x-inbox-both-or-neither must name a cursor and its flat parameters"));
        List<Property> responseProperties = models.values().stream()
                .filter(model ->
                        result != null && model.name().equals(result.type().name()) && model.object() != null)
                .flatMap(model -> model.object().properties().stream())
                .toList();
        List<Property> lists = responseProperties.stream()
                .filter(property -> property.type().isList() && !property.mayBeNull())
                .toList();
        List<Property> cursors = responseProperties.stream()
                .filter(property -> property.type().equals(cursor.type()) && property.nullable() && property.required())
                .toList();
        if (result == null || result.nullable() || lists.size() != 1 || cursors.size() != 1) {
            throw new SpecException(
                    where,
                    "takes a cursor, so its response needs exactly one required array and one required, nullable cursor");
        }
        Property items = lists.get(0);
        return new Pages(
                Names.member(where.substring(where.indexOf('.') + 1), where),
                items.type().elementType().name(),
                items.name(),
                cursors.get(0).name(),
                cursor.name(),
                isInteger(query, "limit") ? maxPageSize(operation) : null);
    }

    private static boolean isInteger(QueryObject query, String name) {
        return query.properties().stream()
                .anyMatch(property ->
                        property.name().equals(name) && property.type().name().equals("Integer"));
    }

    private static @Nullable String maxPageSize(Operation operation) {
        return operation.getParameters().stream()
                .filter(parameter -> "limit".equals(parameter.getName()))
                .map(parameter -> parameter.getSchema().getMaximum())
                .filter(Objects::nonNull)
                .map(BigDecimal::toPlainString)
                .findFirst()
                .orElse(null);
    }
}
