package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with OkHttp 4.12 instead of the version that the module is built with. */
class OkHttp4Check {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path GENERATED = Path.of("target", "generated-sources", "openapi");

    @Test
    void runsWithOkHttp4() throws ReflectiveOperationException {
        assertThat(OkHttp.class.getField("VERSION").get(null)).asString().startsWith("4.12.");
    }

    @Test
    void compilesToTheSameClassesAgainstOkHttp4(@TempDir Path directory) throws IOException {
        List<Path> sources = Stream.concat(sources(Path.of("src", "main", "java")), sources(GENERATED))
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-g",
                    "-parameters",
                    "-proc:none",
                    "-nowarn",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    directory.toString());
            assertThat(compiler.getTask(
                                    messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .as(messages::toString)
                    .isTrue();
        }

        List<Path> compiled = classes(directory);
        assertThat(compiled).hasSizeGreaterThan(100).isEqualTo(classes(CLASSES));
        assertThat(compiled)
                .allMatch(file -> Arrays.equals(bytes(directory.resolve(file)), bytes(CLASSES.resolve(file))));
    }

    private static Stream<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList()
                    .stream();
        }
    }

    private static List<Path> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
