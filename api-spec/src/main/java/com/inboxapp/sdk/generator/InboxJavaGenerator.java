package com.inboxapp.sdk.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.inboxapp.sdk.generator.Model.ObjectModel;
import com.inboxapp.sdk.generator.Model.TextChecks;
import com.inboxapp.sdk.generator.OperationModel.QueryObject;
import io.swagger.v3.core.util.Yaml;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.api.TemplatingEngineAdapter;
import org.openapitools.codegen.api.TemplatingExecutor;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;
import org.openapitools.codegen.templating.MustacheEngineAdapter;

/**
 * Generates Java from the Inbox document: records with builders and JSON adapters, typed ids, open enums, query objects and Retrofit
 * interfaces. Set its class name as the {@code generatorName} of the OpenAPI Generator plugin.
 *
 * <p>OpenAPI Generator parses the document, groups operations, renders templates and writes files. {@link Schemas} and {@link Operations}
 * decide what the Java looks like, and read the document as written. OpenAPI Generator's own models and its normalization are not used:
 * they drop what they do not know, which this generator must reject.
 *
 * <p>Options: {@code modelPackage}, {@code apiPackage}, {@code apiNameSuffix}, and {@code callType}: {@code InboxCall} (blocking
 * and asynchronous, the default) or {@code RxJava3}.
 */
public final class InboxJavaGenerator extends AbstractJavaCodegen {
    private static final String CALL_TYPE = "callType";
    private static final String SOURCES = "src/main/java";
    private static final String PLACEHOLDER = "value";

    private final Map<String, Model> models = new TreeMap<>();
    private final Map<String, OperationModel> operations = new HashMap<>();
    private final Map<String, String> tagDescriptions = new HashMap<>();
    private boolean rx;

    /** Creates the generator. OpenAPI Generator calls this constructor by reflection. */
    public InboxJavaGenerator() {
        templateDir = "inbox-java";
        embeddedTemplateDir = templateDir;
        outputFolder = "generated-code/inbox-java";
        modelTemplateFiles.put("model.mustache", ".java");
        apiTemplateFiles.put("api.mustache", ".java");
        for (Map<String, String> unwanted :
                List.of(modelDocTemplateFiles, apiDocTemplateFiles, modelTestTemplateFiles, apiTestTemplateFiles)) {
            unwanted.clear();
        }
        modelPackage = "com.inboxapp.sdk.model";
        apiPackage = "com.inboxapp.sdk.api";
        sourceFolder = SOURCES;
        hideGenerationTimestamp = true;
        openApiNullable = false;
        useOneOfInterfaces = true;
        cliOptions.add(org.openapitools.codegen.CliOption.newString(
                CALL_TYPE, "return type of the methods: InboxCall (default) or RxJava3"));
    }

    @Override
    public CodegenType getTag() {
        return CodegenType.CLIENT;
    }

    @Override
    public String getName() {
        return "inbox-java";
    }

    @Override
    public String getHelp() {
        return "Generates Java for the Inbox API: records, JSON adapters and Retrofit interfaces.";
    }

    /** Returns false: the document is read as written. */
    @Override
    public boolean getUseOpenapiNormalizer() {
        return false;
    }

    /** Returns false: inline objects are rejected instead of getting generated names. */
    @Override
    public boolean getUseInlineModelResolver() {
        return false;
    }

    @Override
    public void processOpts() {
        super.processOpts();
        String callType = String.valueOf(additionalProperties.getOrDefault(CALL_TYPE, "InboxCall"));
        if (!Set.of("InboxCall", "RxJava3").contains(callType)) {
            throw new SpecException("option " + CALL_TYPE, "must be InboxCall or RxJava3, but was " + callType);
        }
        rx = callType.equals("RxJava3");
        additionalProperties.put("reactive", rx);
        // OpenAPI Generator silently skips schemas whose names are mapped
        typeMapping.clear();
        importMapping.clear();
        String api = folder(apiPackage);
        supportingFiles.clear();
        supportingFiles.add(new SupportingFile("apiPackage.mustache", api, "package-info.java"));
        supportingFiles.add(new SupportingFile("apis.mustache", api, (rx ? "RxInboxApis" : "InboxApis") + ".java"));
        if (!rx) {
            String model = folder(modelPackage);
            supportingFiles.add(new SupportingFile("modelPackage.mustache", model, "package-info.java"));
            supportingFiles.add(new SupportingFile("factory.mustache", model, "InboxModels.java"));
        }
    }

    private static String folder(String packageName) {
        return SOURCES + "/" + packageName.replace('.', '/');
    }

    /** Uses Mustache, and prints each rendered file through {@link SourceFile} before it is compared with the file on disk. */
    @Override
    public void setTemplatingEngine(TemplatingEngineAdapter engine) {
        super.setTemplatingEngine(new MustacheEngineAdapter() {
            @Override
            public String compileTemplate(TemplatingExecutor executor, Map<String, Object> values, String template)
                    throws IOException {
                Set<String> classes = models.values().stream().map(Model::name).collect(Collectors.toSet());
                return new SourceFile(super.compileTemplate(executor, values, template), classes).print();
            }
        });
    }

    /** Reads the whole document, then replaces its schemas with placeholders that only tell OpenAPI Generator which classes to write. */
    @Override
    @SuppressWarnings("rawtypes") // OpenAPI Generator uses raw types
    public void preprocessOpenAPI(OpenAPI document) {
        rejectUnsupported(document);
        if (document.getTags() != null) {
            for (Tag tag : document.getTags()) {
                Extension.checkOnly(tag.getExtensions(), "tag " + tag.getName());
                tagDescriptions.put(tag.getName(), tag.getDescription() == null ? "" : tag.getDescription());
            }
        }
        Map<String, Schema<?>> components = new LinkedHashMap<>();
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().forEach((name, schema) -> components.put(name, schema));
        }
        Operations reader =
                new Operations(document.getComponents() == null ? new Components() : document.getComponents());
        Usage usage = new Usage(components);
        forEachOperation(document, (http, path, operation) -> reader.recordUsage(operation, usage));
        checkRequired(usage.all());
        Schemas schemas = new Schemas(components, usage);
        models.putAll(schemas.models());
        forEachOperation(document, (http, path, operation) -> {
            OperationModel model = reader.model(http, path, operation, schemas, models);
            if (operations.put(operation.getOperationId(), model) != null) {
                throw new SpecException(model.id(), "two operations have this operationId");
            }
            if (model.query() != null) {
                addQuery(model.query(), model.id());
            }
        });
        rejectEqualNames();
        Map<String, Schema> placeholders = new LinkedHashMap<>();
        models.keySet()
                .forEach(name ->
                        placeholders.put(name, new ObjectSchema().addProperty(PLACEHOLDER, new StringSchema())));
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        document.getComponents().setSchemas(placeholders);
        forgetEarlierFiles();
    }

    private static void rejectUnsupported(OpenAPI document) {
        Extension.checkOnly(document.getExtensions(), "document");
        if (document.getInfo() != null) {
            Extension.checkOnly(document.getInfo().getExtensions(), "info");
        }
        if (document.getPaths() != null) {
            Extension.checkOnly(document.getPaths().getExtensions(), "paths");
        }
        if (document.getComponents() != null) {
            Extension.checkOnly(document.getComponents().getExtensions(), "components");
        }
        Keywords.reject(document.getWebhooks(), "document", "webhooks");
    }

    /** Rejects required names that are not properties. The parser drops such names, so they are read from the text of the document. */
    private void checkRequired(Set<String> schemas) {
        File file = new File(inputSpec);
        if (!file.isFile()) {
            return; // a URL, which is not fetched a second time
        }
        try {
            JsonNode components =
                    Yaml.mapper().readTree(file).path("components").path("schemas");
            for (String name : schemas) {
                for (JsonNode required : components.path(name).path("required")) {
                    if (!components.path(name).path("properties").has(required.asText())) {
                        throw new SpecException(name, "requires '" + required.asText() + "', which is not a property");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Rejects class names that differ in case only: on some file systems, {@code Url.java} and {@code URL.java} are the same file. */
    private void rejectEqualNames() {
        Map<String, String> schemas = new HashMap<>();
        models.forEach((schema, model) -> {
            String other = schemas.put(model.name().toLowerCase(Locale.ROOT), schema);
            if (other != null) {
                throw new SpecException(schema, "its Java name " + model.name() + " is also that of '" + other + "'");
            }
        });
        for (OperationModel operation : operations.values()) {
            // an interface would hide a class of the same name in another package
            String api = toApiName(operation.tag());
            String schema = schemas.get(api.toLowerCase(Locale.ROOT));
            if (schema != null) {
                throw new SpecException(schema, "its Java name is also that of the interface " + api);
            }
        }
    }

    private void addQuery(QueryObject query, String where) {
        Model model = Model.of(
                query.name(),
                query.name(),
                "The query parameters of `" + where + "`.",
                new ObjectModel(
                        query.properties(),
                        false,
                        true,
                        true,
                        TextChecks.WHEN_MADE,
                        query.exactlyOneOf(),
                        null,
                        null,
                        List.of()));
        Model other = models.put(query.name(), model);
        if (other != null && !other.equals(model)) {
            throw new SpecException(where, "x-inbox-query names another schema or query: " + query.name());
        }
    }

    private interface OperationVisitor {
        void visit(PathItem.HttpMethod http, String path, Operation operation);
    }

    private static void forEachOperation(OpenAPI document, OperationVisitor visitor) {
        if (document.getPaths() != null) {
            document.getPaths().forEach((path, item) -> {
                Extension.checkOnly(item.getExtensions(), path);
                Keywords.reject(item.getServers(), path, "a separate server");
                if (item.getParameters() != null) {
                    throw new SpecException(
                            path, "path-level parameters are not supported: declare them on each operation");
                }
                item.readOperationsMap().forEach((http, operation) -> visitor.visit(http, path, operation));
            });
        }
    }

    @Override
    public String toModelName(String name) {
        Model model = models.get(name);
        return model == null ? name : model.name();
    }

    @Override
    public String toModelFilename(String name) {
        return toModelName(name);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public CodegenModel fromModel(String name, Schema schema) {
        CodegenModel model = new CodegenModel();
        model.setName(name);
        model.setClassname(toModelName(name));
        return model;
    }

    @Override
    public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> all) {
        all.forEach((name, map) -> {
            Model model = models.get(name);
            map.put("it", model);
            for (ModelMap each : map.getModels()) {
                each.put("it", model);
            }
        });
        return all;
    }

    @Override
    public Map<String, ModelsMap> updateAllModels(Map<String, ModelsMap> all) {
        return all;
    }

    @Override
    public ModelsMap postProcessModels(ModelsMap map) {
        return map;
    }

    @Override
    public CodegenOperation fromOperation(String path, String method, Operation operation, List<Server> servers) {
        CodegenOperation result = new CodegenOperation();
        OperationModel model = Objects.requireNonNull(operations.get(operation.getOperationId()));
        result.operationId = model.method();
        result.operationIdOriginal = model.id();
        result.nickname = model.method();
        result.path = path;
        result.httpMethod = method;
        return result;
    }

    @Override
    public OperationsMap postProcessOperationsWithModels(OperationsMap map, List<ModelMap> allModels) {
        List<OperationModel> methods = map.getOperations().getOperation().stream()
                .map(operation -> operations.get(operation.operationIdOriginal))
                .toList();
        String tag = methods.get(0).tag();
        String description = tagDescriptions.getOrDefault(tag, "");
        map.put("it", methods);
        map.put("accessor", Names.member(tag, tag));
        map.put("doc", Javadoc.block("", "The `" + tag + "` operations.\n\n" + description, List.of()));
        map.put(
                "accessorDoc",
                Javadoc.block(
                        "    ",
                        "Returns the `" + tag + "` operations.\n\n" + description,
                        List.of("@return the operations")));
        map.put("hasPages", methods.stream().anyMatch(method -> method.pages() != null));
        return map;
    }

    @Override
    public Map<String, Object> postProcessSupportingFileData(Map<String, Object> data) {
        data.put("it", models.values().stream().filter(Model::hasAdapter).toList());
        return data;
    }

    private static Path filesOf(Path root) {
        return root.resolve(".openapi-generator/FILES");
    }

    /** Deletes the file list of an earlier run, which must not decide what to delete if this run writes no list. */
    private void forgetEarlierFiles() {
        try {
            Files.deleteIfExists(filesOf(Path.of(outputFolder)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the file list of an earlier generation", e);
        }
    }

    /**
     * Deletes files that an earlier run wrote and this run did not, such as the class of a removed schema. Only packages that this run
     * wrote to are cleaned. Other packages may belong to another generator.
     */
    @Override
    public void postProcess() {
        Path root = Path.of(outputFolder);
        Path written = filesOf(root);
        if (!Files.exists(written)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root.resolve(SOURCES))) {
            Set<Path> current = new HashSet<>();
            for (String line : Files.readAllLines(written)) {
                current.add(root.resolve(line).normalize());
            }
            Set<Path> packages = current.stream().map(Path::getParent).collect(Collectors.toSet());
            List<Path> stale = new ArrayList<>(files.filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .filter(file -> packages.contains(file.getParent()) && !current.contains(file))
                    .toList());
            for (Path file : stale) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the files of an earlier generation in " + root, e);
        }
    }
}
