package com.inboxapp.sdk.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.dialect.OpenApi31;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Validates with JSON Schema. Formats are asserted, and nothing is fetched from the network. */
final class Schemas {

    private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/schema/2025-11-23";
    private static final String SCHEMA_OBJECT = "https://inboxapp.com/schemas/schema-object";
    private static final String EXTENSIONS = "https://inboxapp.com/schemas/extensions";
    private static final String DOCUMENT = "https://inboxapp.com/schemas/document";

    private static final SchemaRegistry META = registry(
            Dialects.getDraft202012(),
            Map.of(
                    OPENAPI, resource("/openapi/oas-3.1/schema.json"),
                    SCHEMA_OBJECT, resource("/openapi/oas-3.1/schema-object.json"),
                    EXTENSIONS, resource("/openapi/extensions.json")));

    private final SchemaRegistry registry;

    /** Creates a validator for the schemas of a document. */
    Schemas(JsonNode document) {
        this.registry = registry(OpenApi31.getInstance(), Map.of(DOCUMENT, document.toString()));
    }

    /** Returns the OpenAPI Initiative's schema of a whole document. */
    static Schema openApi() {
        return META.getSchema(SchemaLocation.of(OPENAPI));
    }

    /** Returns the schema of the schemas in a document. */
    static Schema schemaObject() {
        return META.getSchema(SchemaLocation.of(SCHEMA_OBJECT));
    }

    /** Returns the schema of the vendor extensions on one kind of object. */
    static Schema extensionsOf(String owner) {
        return META.getSchema(SchemaLocation.of(EXTENSIONS + "#/$defs/" + owner));
    }

    /** Compiles a schema, and resolves its references in the document. */
    Schema schema(JsonNode schema) {
        return registry.getSchema(JsonMapper.shared()
                .readTree(schema.toString().replace("\"$ref\":\"#/", "\"$ref\":\"" + DOCUMENT + "#/")));
    }

    static String text(Error error) {
        return (error.getInstanceLocation() + " " + error.getMessage()).trim();
    }

    private static SchemaRegistry registry(Dialect dialect, Map<String, String> schemas) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                dialect, builder -> builder.schemas(schemas).schemaRegistryConfig(config));
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
