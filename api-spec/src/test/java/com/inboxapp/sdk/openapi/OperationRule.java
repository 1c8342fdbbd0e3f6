package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that the document has the contract's operations, with their parameters, bodies, responses and retry safety. */
final class OperationRule implements DocumentChecker.Rule {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Place paths = document.root().child("paths");
        findings.requireSame(
                Contract.OPERATIONS.stream()
                        .map(call -> call.method() + " " + call.path())
                        .toList(),
                document.operations().stream().map(OperationRule::title).toList(),
                Check.OPERATION,
                paths,
                "operation");
        findings.requireSame(
                Contract.OPERATIONS.stream()
                        .map(call -> call.id().split("\\.", 2)[0])
                        .distinct()
                        .toList(),
                document.root().child("tags").children().stream()
                        .map(tag -> tag.text("name"))
                        .toList(),
                Check.OPERATION,
                document.root(),
                "tag");
        List<String> ids = new ArrayList<>();
        for (Operation operation : document.operations()) {
            findings.require(!ids.contains(operation.id()), Check.OPERATION, operation.place(), "has a taken id");
            ids.add(operation.id());
            Optional<Contract.Call> call = Contract.OPERATIONS.stream()
                    .filter(known -> title(operation).equals(known.method() + " " + known.path()))
                    .findFirst();
            call.ifPresent(known -> operation(document, operation, known, names, findings));
        }
    }

    private static String title(Operation operation) {
        return operation.method().toUpperCase(Locale.ROOT) + " " + operation.path();
    }

    private static void operation(
            Document document, Operation operation, Contract.Call call, NameSet names, Findings findings) {
        Place place = operation.place();
        requireEqual(call.id(), operation.id(), Check.OPERATION, place.child("operationId"), findings);
        requireEqual(call.safety(), place.text("x-inbox-safety"), Check.SAFETY, place, findings);
        requireEqual(call.response(), document.type(operation.responseSchema()), Check.RESPONSE, place, findings);

        String body = document.type(operation.bodySchema());
        boolean optional = operation.body().exists()
                && !operation.body().node().path("required").booleanValue(false);
        requireEqual(call.body(), body + (optional ? "?" : ""), Check.BODY, place, findings);

        findings.requireSame(
                List.of(operation.id().split("\\.", 2)[0]),
                Field.texts(place.node().path("tags")),
                Check.OPERATION,
                place,
                "tag");
        requireEqual(
                PLACEHOLDER
                        .matcher(operation.path())
                        .results()
                        .map(found -> found.group(1) + ":" + capitalized(found.group(1)))
                        .toList()
                        .toString(),
                operation.parametersIn("path").stream()
                        .map(parameter -> Field.of(parameter.text("name"), parameter))
                        .toList()
                        .toString(),
                Check.PARAMETER,
                place,
                findings);
        operation.parameters().forEach(parameter -> style(document, parameter, findings));

        List<Field> parameters = operation.queryParameters().stream()
                .map(parameter -> parameter(parameter, findings))
                .toList();
        List<Field> expected = Contract.PARAMETERS.getOrDefault(call.id(), List.of()).stream()
                .map(field -> field.named(Contract.nameOf(call.id(), field.name(), names)))
                .toList();
        findings.requireSame(expected, parameters, Check.PARAMETER, place, "parameter");
    }

    /** Returns the field of a parameter. Other generators send the name as written, so the name of an array must have the brackets. */
    private static Field parameter(Place parameter, Findings findings) {
        String name = parameter.text("name");
        Field field = Field.of(name.replace("[]", ""), parameter);
        findings.require(
                name.endsWith("[]") == field.list(),
                Check.PARAMETER,
                parameter,
                "must end with [] if and only if it is an array");
        return field;
    }

    /** Checks the style: deepObject for objects, exploded form for arrays, none for other types. */
    private static void style(Document document, Place parameter, Findings findings) {
        Place schema = document.resolve(parameter.child("schema"));
        String style = schema.node().has("properties")
                ? "deepObject true"
                : schema.text("type").equals("array") ? "form true" : "";
        requireEqual(
                style,
                (parameter.text("style") + " "
                                + parameter.node().path("explode").asString(""))
                        .trim(),
                Check.PARAMETER,
                parameter,
                findings);
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static void requireEqual(String expected, String actual, Check check, Place place, Findings findings) {
        findings.require(expected.equals(actual), check, place, "must have " + expected + ", but has " + actual);
    }
}
