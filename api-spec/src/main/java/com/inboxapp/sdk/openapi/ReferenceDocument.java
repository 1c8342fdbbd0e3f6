package com.inboxapp.sdk.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Derives the reference document from the hand-written document: renames properties, query parameters and enum values to
 * the reference names, unwraps envelopes, and rewrites every example accordingly. The same input gives the
 * same text.
 */
public final class ReferenceDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String BRACKETS = "[]";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new NamesThatStayText())
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build())
            .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode source;
    private final ReferenceNames names;
    private final ReferenceSchemas schemas;

    private ReferenceDocument(JsonNode source) {
        this.source = source;
        this.names = new ReferenceNames(source);
        this.schemas = new ReferenceSchemas(names);
    }

    /**
     * Writes the derived document.
     *
     * @param arguments the file of the hand-written document, and the file to write
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: ReferenceDocument <input> <output>");
        }
        Path input = Path.of(arguments[0]);
        Path output = Path.of(arguments[1]).toAbsolutePath();
        String header = "# Derived from " + input.getFileName() + ", in the reference names. Do not edit.\n";
        Files.createDirectories(output.resolveSibling("."));
        Files.writeString(output, header + derive(Files.readString(input)));
    }

    /**
     * Returns the document derived from a document. Both are YAML.
     *
     * @throws IllegalArgumentException if an alias declaration contradicts itself or its schema. The message names the
     *     schema or the operation.
     */
    public static String derive(String yaml) {
        try {
            return YAML.writeValueAsString(new ReferenceDocument(YAML.readTree(yaml)).derive());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the document is not valid YAML: " + e.getOriginalMessage(), e);
        }
    }

    private ObjectNode derive() {
        ObjectNode derived = NODES.objectNode();
        source.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "paths" -> derived.set("paths", paths(value));
                case "components" -> derived.set("components", components(value));
                default -> derived.set(entry.getKey(), value);
            }
        });
        removeLeftovers(derived);
        return derived;
    }

    private ObjectNode paths(JsonNode paths) {
        ObjectNode derived = NODES.objectNode();
        paths.properties().forEach(path -> {
            ObjectNode item = derived.putObject(path.getKey());
            path.getValue().properties().forEach(entry -> {
                String where = "the operation " + entry.getKey() + " " + path.getKey();
                boolean operation = METHODS.contains(entry.getKey());
                item.set(entry.getKey(), operation ? operation(entry.getValue(), where) : part(entry.getValue()));
            });
        });
        return derived;
    }

    private ObjectNode components(JsonNode components) {
        ObjectNode derived = NODES.objectNode();
        components.properties().forEach(kind -> {
            switch (kind.getKey()) {
                case "schemas" -> {
                    ObjectNode named = derived.putObject("schemas");
                    kind.getValue()
                            .properties()
                            .forEach(schema -> named.set(
                                    schema.getKey(),
                                    schemas.schema(schema.getValue(), "the schema " + schema.getKey())));
                }
                // examples in use are inlined, in the names of the schema that they belong to
                case "examples" -> derived.set("examples", kind.getValue());
                default -> derived.set(kind.getKey(), part(kind.getValue()));
            }
        });
        return derived;
    }

    private ObjectNode operation(JsonNode operation, String where) {
        JsonNode aliases = operation.path(ReferenceNames.ALIASES);
        Set<String> parameters = new LinkedHashSet<>();
        operation.path("parameters").forEach(item -> {
            JsonNode parameter = names.resolve(item);
            if (parameter.path("in").asText().equals("query")) {
                parameters.add(withoutBrackets(parameter.path("name").asText()));
            }
        });
        ReferenceNames.checkAliases(aliases, parameters, where);
        Map<String, String> renamed = ReferenceNames.references(aliases);

        ObjectNode derived = NODES.objectNode();
        operation.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case ReferenceNames.ALIASES -> {}
                case "parameters" ->
                    derived.set("parameters", ReferenceSchemas.each(value, item -> parameter(item, aliases)));
                case "x-inbox-exactly-one-of", "x-inbox-both-or-neither" ->
                    derived.set(entry.getKey(), ReferenceSchemas.renamed(value, renamed));
                default -> derived.set(entry.getKey(), part(value));
            }
        });
        return derived;
    }

    /** Rewrites a parameter. A shared parameter is inlined where an alias renames it. */
    private JsonNode parameter(JsonNode item, JsonNode aliases) {
        JsonNode shared = names.resolve(item);
        String name = shared.path("name").asText();
        JsonNode alias = aliases.path(withoutBrackets(name));
        if (!alias.has("reference") || !shared.path("in").asText().equals("query")) {
            return part(item);
        }
        ObjectNode parameter = (ObjectNode) part(shared);
        boolean becomesArray = alias.path("array").asBoolean();
        parameter.put(
                "name", alias.get("reference").asText() + (becomesArray || name.endsWith(BRACKETS) ? BRACKETS : ""));
        return becomesArray ? arrayOf(parameter) : parameter;
    }

    /** Returns the name that extensions use for a parameter. In the document, the name of an array ends with brackets. */
    private static String withoutBrackets(String name) {
        return name.endsWith(BRACKETS) ? name.substring(0, name.length() - BRACKETS.length()) : name;
    }

    /** Makes a parameter an array, in its schema and in its examples. */
    private static ObjectNode arrayOf(ObjectNode parameter) {
        JsonNode item = parameter.path("schema");
        parameter.put("style", "form").put("explode", true);
        parameter.putObject("schema").put("type", "array").set("items", item);
        if (parameter.has("example")) {
            parameter.set("example", listOf(parameter.get("example")));
        }
        parameter
                .path("examples")
                .forEach(example -> ((ObjectNode) example).set("value", listOf(example.path("value"))));
        return parameter;
    }

    private static ArrayNode listOf(JsonNode value) {
        return NODES.arrayNode().add(value);
    }

    /** Rewrites a part of the document outside of schemas. Examples beside a schema are rewritten with the schema. */
    private JsonNode part(JsonNode node) {
        if (!node.isObject()) {
            return ReferenceSchemas.each(node, item -> item.isContainerNode() ? part(item) : item);
        }
        JsonNode schema = node.path("schema");
        ObjectNode derived = NODES.objectNode();
        node.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (schema.isObject() && name.equals("schema")) {
                derived.set(name, schemas.schema(schema, "an inline schema"));
            } else if (schema.isObject() && name.equals("example")) {
                derived.set(name, schemas.value(schema, value));
            } else if (schema.isObject() && name.equals("examples")) {
                derived.set(name, examples(value, schema));
            } else {
                derived.set(name, name.startsWith("x-") ? value : part(value));
            }
        });
        return derived;
    }

    private ObjectNode examples(JsonNode examples, JsonNode schema) {
        ObjectNode derived = NODES.objectNode();
        examples.properties().forEach(entry -> {
            ObjectNode example = names.resolve(entry.getValue()).deepCopy();
            if (example.has("value")) {
                example.set("value", schemas.value(schema, example.get("value")));
            }
            derived.set(entry.getKey(), example);
        });
        return derived;
    }

    /** Removes components that are no longer referenced, because every use was inlined. */
    private void removeLeftovers(ObjectNode derived) {
        boolean removed = true;
        while (removed) {
            Set<String> leftovers = references(source);
            leftovers.removeAll(references(derived));
            removed = false;
            for (String leftover : leftovers) {
                JsonPointer pointer = JsonPointer.compile(leftover.substring(1));
                removed |= derived.at(pointer.head()) instanceof ObjectNode kind
                        && kind.remove(pointer.last().getMatchingProperty()) != null;
            }
        }
    }

    private static Set<String> references(JsonNode document) {
        return document.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith("#/components/"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Quotes names that would otherwise be parsed as another type, such as the status {@code 200}. */
    private static final class NamesThatStayText extends StringQuotingChecker.Default {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return super.needToQuoteName(name) || !name.matches("[A-Za-z$/][^\\s]*");
        }
    }
}
