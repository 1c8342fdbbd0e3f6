package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    /** Keywords of Java, methods of every object, and names that generated code uses for local variables, fields and parameters. */
    private static final List<String> PROPERTIES = Stream.of(
                    "abstract default class enum int true false null this super new switch case void public static import package",
                    "yield record var sealed permits when with module exports open",
                    "equals hashCode toString getClass clone finalize notify notifyAll wait",
                    "builder toBuilder build value values names writer reader index nameIndex seenNames seenAliases maybeEnveloped",
                    "enveloped inside invalid itemReader r w v e i it each out query body page cursor moshi content known of read",
                    "write writeTo fromJson toJson nAMES checks list tag tagAdapter clearTag adapter other type")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .toList();

    private static final List<String> CLASSES = List.of(
            "Thread",
            "Object",
            "String",
            "Integer",
            "Record",
            "Override",
            "List",
            "Map",
            "Set",
            "Optional",
            "Type",
            "Annotation",
            "Builder",
            "Adapter",
            "Known",
            "Pattern",
            "Instant",
            "BigDecimal",
            "Objects",
            "IOException",
            "Generated",
            "Nullable",
            "Json",
            "JsonValue",
            "JsonReader",
            "JsonWriter",
            "JsonAdapter",
            "Moshi",
            "Patch",
            "Checks",
            "NameSet",
            "CursorFormat",
            "QueryWriter",
            "QueryParameters",
            "Safety",
            "ApiOperation",
            "InboxCall",
            "InboxModels",
            "InboxApis",
            "RxInboxApis",
            "Single",
            "Maybe",
            "Completable",
            "Flowable",
            "Pager",
            "BiFunction",
            "ParameterizedType",
            "File",
            "Date",
            "UUID",
            "URI",
            "DateTime",
            "Array",
            "Timestamp",
            "ByteArray",
            "NullMarked",
            "ThingsApi2",
            "Tag",
            "Query",
            "Body",
            "Path");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Thread, InboxThread",
        "Object, InboxObject",
        "List, InboxList",
        "Builder, InboxBuilder",
        "Tag, Tag",
        "ThreadPage, ThreadPage"
    })
    void prefixesNamesOfClassesThatGeneratedCodeNeeds(String schema, String java) {
        assertThat(Names.type(schema, "here")).isEqualTo(java);
    }

    @ParameterizedTest
    @CsvSource({
        "class, class_",
        "default, default_",
        "true, true_",
        "hashCode, hashCode_",
        "builder, builder_",
        "classy, classy"
    })
    void appendsAnUnderscoreToReservedNames(String name, String java) {
        assertThat(Names.member(name, "here")).isEqualTo(java);
    }

    @Test
    void literalsKeepEveryCharacter() {
        assertThat(Names.literal("\"\\\n\r\t$'")).isEqualTo("\"\\\"\\\\\\n\\r\\t$'\"");
    }

    @Test
    void generatesAWorkingClassForEverySchemaName() throws IOException {
        String members = IntStream.range(0, CLASSES.size())
                .mapToObj(i -> "member%d: {$ref: '#/components/schemas/%s'}\n".formatted(i, CLASSES.get(i)))
                .collect(Collectors.joining());
        String schemas = CLASSES.stream().map(name -> """
                        %s:
                          type: object
                          required: [self]
                          properties:
                            self: {type: array, items: {type: string}}
                            next: {$ref: '#/components/schemas/%s'}
                        """.formatted(name, name)).collect(Collectors.joining());
        Compiled compiled = Generation.withRx(
                        Documents.response("Root:\n  type: object\n  properties:\n" + members.indent(4) + schemas),
                        folder)
                .compile();

        String json = IntStream.range(0, CLASSES.size())
                .mapToObj(i -> "\"member" + i + "\":{\"self\":[\"" + i + "\"],\"next\":{\"self\":[]}}")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(compiled.write(compiled.read("Root", json))).isEqualTo(json);
    }

    @Test
    void generatesWorkingCodeForEveryPropertyName() throws IOException {
        int half = PROPERTIES.size() / 2;
        String schemas = "Root:\n  type: object\n  properties:\n    a: {$ref: '#/components/schemas/First'}\n"
                + "    b: {$ref: '#/components/schemas/Second'}\n    lookup: {$ref: '#/components/schemas/Lookup'}\n"
                + schema("First", PROPERTIES.subList(0, half))
                + schema("Second", PROPERTIES.subList(half, PROPERTIES.size()))
                + """
                Lookup:
                  type: object
                  required: [envelope]
                  x-inbox-envelope: envelope
                  properties: {envelope: {oneOf: [{$ref: '#/components/schemas/Second'}, {type: 'null'}]}}
                Tag: {type: object, properties: {text: {type: string}}}
                """;
        String paths = Documents.path("get", "things.get", "safe", "", Documents.responding("Root"))
                + Documents.path("post", "things.create", "unsafe", Documents.taking("Second"), Documents.nothing());
        Compiled compiled = Generation.of(Documents.of(paths, schemas), folder).compile();

        String second = json(PROPERTIES.subList(half, PROPERTIES.size()));
        String root = "{\"a\":" + json(PROPERTIES.subList(0, half)) + ",\"b\":" + second + ",\"lookup\":{\"envelope\":"
                + second + "}}";
        assertThat(compiled.write(compiled.read("Root", root))).isEqualTo(root);
    }

    private static String schema(String name, List<String> properties) {
        StringBuilder members = new StringBuilder();
        StringBuilder aliases = new StringBuilder();
        for (String property : properties) {
            String item = property.equals("tag")
                    ? "{$ref: '#/components/schemas/Tag'}"
                    : "{type: array, items: {$ref: '#/components/schemas/Tag'}}";
            members.append("    '").append(property).append("': ").append(item).append('\n');
            aliases.append("    '")
                    .append(property)
                    .append("': {also: [")
                    .append(property)
                    .append("_old]}\n");
        }
        return name + ":\n  type: object\n  x-inbox-aliases:\n" + aliases + "  properties:\n" + members;
    }

    private static String json(List<String> properties) {
        return properties.stream()
                .map(property -> "\"" + property + "\":"
                        + (property.equals("tag") ? "{\"text\":\"t\"}" : "[{\"text\":\"" + property + "\"}]"))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void generatesAMethodAndAQueryForEveryParameterName() {
        String parameters = PROPERTIES.stream()
                .map(name -> "  - {name: '" + name + "', in: query, schema: {type: string}}\n")
                .collect(Collectors.joining());
        String inPath = PROPERTIES.stream()
                .map(name -> "- {name: '" + name + "', in: path, required: true, schema: {type: string}}\n")
                .collect(Collectors.joining());
        String path = PROPERTIES.stream().map(name -> "/{" + name + "}").collect(Collectors.joining());
        String paths = Documents.path(
                        "get",
                        "things.list",
                        "safe",
                        "x-inbox-query: ListQuery\nparameters:\n" + parameters,
                        Documents.nothing())
                + path + ":\n"
                + Documents.operation("get", "things.get", "safe", "parameters:\n" + inPath, Documents.nothing())
                        .indent(2);

        Compiled compiled = Generation.withRx(Documents.of(paths, "Unused: {type: string}"), folder)
                .compile();

        Object query = compiled.build("ListQuery", "class_", "a", "out_", "b", "index", "c");
        assertThat(compiled.query(query, "GUIDE", "INDICES", "FLAT"))
                .containsExactlyInAnyOrder("class=a", "out=b", "index=c");
    }

    @Test
    void generatesAMethodForEveryOperationName() {
        String paths = PROPERTIES.stream()
                .filter(name -> !name.equals("nAMES"))
                .map(name -> Documents.path("get", "things." + name, "safe", "", Documents.nothing()))
                .collect(Collectors.joining());

        Compiled compiled = Generation.withRx(Documents.of(paths, "Unused: {type: string}"), folder)
                .compile();

        assertThat(Stream.of(compiled.load("api.ThingsApi").getMethods()).map(Method::getName))
                .contains("class_", "hashCode_", "index", "equals");
    }

    @Test
    void generatesAnInterfaceForEveryTag() {
        List<String> tags = List.of(
                "default", "class", "api", "string", "object", "list", "wait", "toString", "inbox", "thread", "file");
        String paths = tags.stream()
                .map(tag -> Documents.path("get", tag + ".get", "safe", "", Documents.nothing()))
                .collect(Collectors.joining());

        Compiled compiled = Generation.withRx(Documents.of(paths, "Unused: {type: string}"), folder)
                .compile();

        assertThat(Stream.of(compiled.load("api.InboxApis").getMethods()).filter(Method::isDefault))
                .extracting(method ->
                        method.getName() + " " + method.getReturnType().getSimpleName())
                .containsExactlyInAnyOrder(
                        "default_ DefaultApi",
                        "class_ ClassApi",
                        "api ApiApi",
                        "string StringApi",
                        "object ObjectApi",
                        "list ListApi",
                        "wait_ WaitApi",
                        "toString_ ToStringApi",
                        "inbox InboxApi",
                        "thread ThreadApi",
                        "file FileApi");
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void anObjectMayHaveSixtyFourProperties(int count) throws IOException {
        String aliases = IntStream.range(0, count)
                .mapToObj(i -> "    p" + i + ": {reference: q" + i + "}\n")
                .collect(Collectors.joining());
        String members = IntStream.range(0, count)
                .mapToObj(i -> "    p" + i + ": {type: [string, 'null']}\n")
                .collect(Collectors.joining());
        String required = IntStream.range(0, count).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
        Compiled compiled = Generation.of(
                        Documents.response("Thing:\n  type: object\n  required: [" + required
                                + "]\n  x-inbox-aliases:\n" + aliases + "  properties:\n" + members),
                        folder)
                .compile();

        String allButTheLast = IntStream.range(0, count - 1)
                .mapToObj(i -> "\"q" + i + "\":\"b\",\"p" + i + "\":" + (i % 2 == 0 ? "null" : "\"a\"") + ",")
                .collect(Collectors.joining());
        Object thing = compiled.read(
                "Thing", "{" + allButTheLast + "\"p" + (count - 1) + "\": null, \"q" + (count - 1) + "\": \"b\"}");

        assertThat(call(thing, "p0")).isNull();
        assertThat(call(thing, "p1")).isEqualTo("a");
        assertThat(call(thing, "p" + (count - 1))).isNull();
    }
}
