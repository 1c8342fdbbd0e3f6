package com.inboxapp.sdk.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks which names are allowed at which place. A name that is not in this table is a kind of fact without a check. A name with {@code !}
 * is required and must not be blank.
 */
final class ShapeRule implements DocumentChecker.Rule {

    /** The allowed and the required names of objects at the matching places. */
    private record Shape(Pattern places, Set<String> may, Set<String> must) {}

    private static final List<Shape> SHAPES = shapes("""
            | openapi! info! servers! security! tags! paths! components!
            /info | title! version! summary! description! contact! license!
            /info/contact | name! url!
            /info/license | name! identifier!
            /servers/[0-9]+ | url! description!
            /tags/[0-9]+ | name! description!
            /paths/[^/]+ | get post patch delete
            /paths/[^/]+/[a-z]+ | operationId! tags! summary! description! parameters requestBody responses!
            .*/requestBody | description! required! content!
            .*/parameters/[^/]+ | name! in! description! required style explode schema! example!
            .*/responses/[^/]+ | description! headers! content
            .*/headers/[^/]+ | description! required schema! example!
            .*/content | application/json!
            .*/content/[^/]+ | schema! examples!
            .*/examples/[^/]+ | summary! value!
            /components | securitySchemes! parameters! headers! responses! examples! schemas!
            /components/securitySchemes/[^/]+ | type! scheme! description!
            /components/schemas/[^/]+ | type description! required properties additionalProperties oneOf enum \
            default minLength pattern items examples
            """);

    /** Names whose content other rules check. */
    private static final Set<String> CLOSED = Set.of("schema", "value", "example", "schemas");

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        checkShapes(document.root(), findings);
        document.root().child("components").child("schemas").children().forEach(schema -> {
            shape(schema, findings);
            schema.child("properties").children().forEach(property -> require("description", property, findings));
        });
        used(document, findings);
    }

    private static void used(Document document, Findings findings) {
        Set<String> used = document.references().stream()
                .map(reference -> reference.node().asString())
                .collect(Collectors.toSet());
        for (String section : List.of("parameters", "headers", "responses", "examples", "schemas")) {
            for (Place shared :
                    document.root().child("components").child(section).children()) {
                findings.require(
                        used.contains("#/components/" + section + "/" + shared.name()),
                        Check.SHAPE,
                        shared,
                        "is not used");
            }
        }
    }

    private static void checkShapes(Place place, Findings findings) {
        if (place.node().has("$ref")) {
            findings.requireSame(List.of("$ref"), place.names(), Check.SHAPE, place, "name beside a reference");
            return;
        }
        if (place.node().isObject()) {
            shape(place, findings);
        }
        place.children().stream()
                .filter(child -> !CLOSED.contains(child.name()) && !child.name().startsWith("x-"))
                .forEach(child -> checkShapes(child, findings));
    }

    private static void shape(Place place, Findings findings) {
        SHAPES.stream()
                .filter(shape -> shape.places().matcher(place.toString()).matches())
                .findFirst()
                .ifPresent(shape -> {
                    place.names().stream()
                            .filter(name ->
                                    !name.startsWith("x-") && !shape.may().contains(name))
                            .forEach(name -> findings.add(Check.SHAPE, place, "has the unexpected name " + name));
                    shape.must().forEach(name -> require(name, place, findings));
                });
    }

    private static void require(String name, Place place, Findings findings) {
        boolean blank = place.node().path(name).isString() && place.text(name).isBlank();
        findings.require(place.node().has(name) && !blank, Check.SHAPE, place, "lacks " + name);
    }

    private static List<Shape> shapes(String table) {
        return table.lines()
                .map(line -> line.split(" *\\| ", 2))
                .map(parts -> {
                    Set<String> may = new HashSet<>();
                    Set<String> must = new HashSet<>();
                    Stream.of(parts[1].split(" +", -1)).forEach(word -> {
                        String name = word.replace("!", "");
                        may.add(name);
                        if (!name.equals(word)) {
                            must.add(name);
                        }
                    });
                    return new Shape(Pattern.compile(parts[0]), may, must);
                })
                .toList();
    }
}
