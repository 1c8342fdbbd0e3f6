package com.inboxapp.sdk.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Runs the generator on a document as the Maven plugin does, and holds the generated Java files. */
final class Generation {
    private static final String MODELS = "com/inboxapp/sdk/model/";
    private static final String APIS = "com/inboxapp/sdk/api/";
    private static final String RX_APIS = "com/inboxapp/sdk/rx/api/";

    private final Path folder;
    private final SortedMap<String, String> files = new TreeMap<>();

    private Generation(Path folder, List<Path> sources) {
        this.folder = folder;
        sources.forEach(this::collect);
    }

    /** Generates the code of sdk-core into a folder that may hold an earlier generation. */
    static Generation of(String document, Path folder) {
        return of(document, folder, plugin -> {});
    }

    static Generation of(String document, Path folder, Consumer<CodegenConfigurator> options) {
        return new Generation(
                folder,
                List.of(run(
                        document,
                        folder.resolve("core"),
                        plugin -> options.accept(plugin.setApiPackage(packageOf(APIS))))));
    }

    /** Generates the code of sdk-core and sdk-rx. */
    static Generation withRx(String document, Path folder) {
        Path core = run(document, folder.resolve("core"), plugin -> plugin.setApiPackage(packageOf(APIS)));
        Path rx = run(
                document,
                folder.resolve("rx"),
                plugin -> plugin.setApiPackage(packageOf(RX_APIS))
                        .setApiNameSuffix("RxApi")
                        .addGlobalProperty("apis", "")
                        .addGlobalProperty("supportingFiles", "")
                        .addAdditionalProperty("callType", "RxJava3"));
        return new Generation(folder, List.of(core, rx));
    }

    private static Path run(String document, Path folder, Consumer<CodegenConfigurator> options) {
        try {
            Files.createDirectories(folder);
            Path input = Files.writeString(folder.resolve("document.yaml"), document);
            CodegenConfigurator plugin = new CodegenConfigurator()
                    .setGeneratorName(InboxJavaGenerator.class.getName())
                    .setInputSpec(input.toString())
                    .setOutputDir(folder.resolve("generated").toString())
                    .setModelPackage(packageOf(MODELS))
                    .setEnableMinimalUpdate(true);
            options.accept(plugin);
            new DefaultGenerator().opts(plugin.toClientOptInput()).generate();
            return folder.resolve("generated/src/main/java");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(String path) {
        return path.substring(0, path.length() - 1).replace('/', '.');
    }

    private void collect(Path sources) {
        try (Stream<Path> found = Files.walk(sources)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(sources.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns every file by its path, such as {@code com/inboxapp/sdk/model/Tag.java}. */
    Map<String, String> files() {
        return files;
    }

    List<String> models() {
        return files.keySet().stream()
                .filter(path -> path.startsWith(MODELS))
                .map(path -> path.substring(MODELS.length(), path.length() - ".java".length()))
                .filter(name -> !name.equals("package-info") && !name.equals("InboxModels"))
                .toList();
    }

    String model(String name) {
        return file(MODELS + name);
    }

    String api(String name) {
        return file(APIS + name);
    }

    String rxApi(String name) {
        return file(RX_APIS + name);
    }

    private String file(String path) {
        return Optional.ofNullable(files.get(path + ".java"))
                .orElseThrow(() -> new AssertionError(path + ".java was not generated, but " + files.keySet()));
    }

    /** Compiles the generated code together with the code it depends on. All warnings are errors. */
    Compiled compile(String... options) {
        return Compiled.of(files, folder.resolve("classes"), List.of(options));
    }
}
