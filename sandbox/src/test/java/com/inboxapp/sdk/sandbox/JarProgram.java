package com.inboxapp.sdk.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs after packaging. Checks that the program's jar is self-contained, and that the library's jar does not conflict with other libraries.
 */
class JarProgram {
    /** Matches a Jackson name outside the sandbox's bundled copy. */
    private static final Pattern FOREIGN =
            Pattern.compile("tools/jackson/|com/fasterxml/jackson/|^(tools|com.fasterxml)[.]jackson");

    @Test
    void jarStartsAndServesTheGuidesSamples() throws Exception {
        Process process = start("--port", "0", "--token", "my-token");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String firstLine = out.readLine();
            assertThat(firstLine).startsWith("Inbox sandbox: http://127.0.0.1:");
            String baseUrl = firstLine.substring("Inbox sandbox: ".length());

            assertThat(get(baseUrl + "/account-links")).contains("acc_abc123", "acc_def456");
            assertThat(get(baseUrl + "/threads?accountLinkId=acc_abc123")).contains("nextCursor");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void invalidArgumentPrintsTheUsageAndExitsWithCodeTwo() throws Exception {
        Process process = start("--prot", "1");
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(err.lines().toList())
                    .contains("unknown argument: --prot")
                    .anyMatch(line -> line.contains("--port N"));
        }
        assertThat(process.waitFor()).isEqualTo(2);
    }

    /** Puts an unusable Jackson on the class path, like the incompatible version of another project. */
    @Test
    void libraryUsesOnlyItsBundledJackson(@TempDir Path others) throws Exception {
        for (String name : List.of(
                "tools/jackson/databind/JsonNode",
                "tools/jackson/databind/json/JsonMapper",
                "tools/jackson/core/JacksonException",
                "tools/jackson/core/StreamReadFeature",
                "com/fasterxml/jackson/annotation/JsonFormat",
                "com/fasterxml/jackson/annotation/JsonInclude")) {
            Files.createDirectories(others.resolve(name).getParent());
            Files.writeString(others.resolve(name + ".class"), "of another version");
        }
        String classPath = others + File.pathSeparator + library();
        Process process = startProgram("-cp", classPath, Main.class.getName(), "--port", "0", "--token", "my-token");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String baseUrl = String.valueOf(out.readLine()).replace("Inbox sandbox: ", "");

            assertThat(get(baseUrl + "/threads?accountLinkId=acc_abc123")).contains("nextCursor");
            assertThat(get(baseUrl.replace("/api/v1", "/docs/swagger-ui-bundle.js")))
                    .contains("SwaggerUIBundle");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void libraryContainsOnlyItsPackagesAndReferencesNoOtherJackson() throws IOException {
        try (JarFile jar = new JarFile(library().toFile())) {
            List<String> names = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".class") || name.contains("services"))
                    .allMatch(name -> name.matches("(META-INF/services/)?com[/.]inboxapp[/.]sdk[/.]sandbox[/.].*"));
            for (String name : names) {
                String content =
                        new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), ISO_8859_1);
                if (name.endsWith(".class") || name.contains("services")) {
                    assertThat(FOREIGN.matcher(content).find()).as(name).isFalse();
                }
            }
        }
    }

    /** Checks the reduced POM, which is the one that is installed and deployed. */
    @Test
    void pomOfTheLibraryHasNoJacksonDependency() throws IOException {
        String pom = Files.readString(Path.of("dependency-reduced-pom.xml"));

        assertThat(pom.substring(pom.indexOf("</build>")))
                .contains("<artifactId>jspecify</artifactId>")
                .doesNotContain("jackson", "webjars");
    }

    private static Path library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches("inbox-sandbox-[0-9.]+(-SNAPSHOT)?[.]jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("-jar", Path.of("target", "inbox-sandbox.jar").toString()));
        command.addAll(List.of(arguments));
        return startProgram(command.toArray(String[]::new));
    }

    private static Process startProgram(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer my-token")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
