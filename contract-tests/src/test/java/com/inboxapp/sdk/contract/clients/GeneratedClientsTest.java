package com.inboxapp.sdk.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.openapi.NodeTools;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.NameSet;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the TypeScript clients that openapi-typescript and hey-api generate from both documents compile strictly and work with the
 * sandbox.
 */
class GeneratedClientsTest {
    private static final Path PROGRAMS = Path.of("src", "test", "clients");
    private static final Path WORK = Path.of("target", "clients").toAbsolutePath();

    private static final String RESULT = """
            {"accounts":2,"pages":[2,2],"bracketed":true,"byUsername":["acc_abc123"],"text":"Hi & welcome",\
            "error":"THREAD_NOT_FOUND"}
            """;

    private static NodeTools tools;

    static Stream<Arguments> clients() {
        return Stream.of("openapi-fetch", "hey-api")
                .flatMap(client -> Stream.of(NameSet.values()).map(names -> Arguments.of(client, names)));
    }

    @BeforeAll
    static void compile() throws IOException {
        tools = NodeTools.installed();
        Files.createDirectories(WORK);
        Path libraries = WORK.resolve("node_modules");
        Files.deleteIfExists(libraries);
        Files.createSymbolicLink(libraries, tools.root().resolve(".ci/npm/node_modules"));
        generate("guide", Path.of("../api-spec/src/main/openapi/inbox.yaml"));
        generate("reference", Path.of("../api-spec/target/inbox-reference.yaml"));
        List<Object> arguments = new ArrayList<>(List.of("--strict", "--noUncheckedIndexedAccess", "--skipLibCheck"));
        arguments.addAll(List.of("--target", "es2022", "--module", "node16", "--lib", "es2023,dom,dom.iterable"));
        arguments.addAll(List.of("--outDir", WORK.resolve("out")));
        try (Stream<Path> programs = Files.list(PROGRAMS)) {
            for (Path program : programs.toList()) {
                Path copy = WORK.resolve(program.getFileName());
                Files.write(copy, Files.readAllBytes(program));
                arguments.add(copy);
            }
        }
        run(tools.run("tsc", arguments.toArray()));
    }

    private static void generate(String names, Path document) {
        Path input = document.toAbsolutePath().normalize();
        run(tools.run("openapi-typescript", input, "--output", WORK.resolve(names + ".ts")));
        run(tools.run("openapi-ts", "--silent", "-i", input, "-o", WORK.resolve("hey-api-" + names + "-client")));
    }

    private static String run(NodeTools.Result result) {
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void generatedClientWorksWithTheSandbox(String client, NameSet names) {
        try (InboxSandbox sandbox =
                InboxSandbox.builder().demoData().names(names).start()) {
            Path program = WORK.resolve("out").resolve(client + "-" + text(names) + ".js");

            assertThat(run(tools.node(program, sandbox.baseUrl()))).isEqualTo(RESULT);

            assertThat(sandbox.requests())
                    .extracting(ReceivedRequest::status)
                    .containsOnlyOnce(404)
                    .containsOnly(200, 404);
            assertThat(sandbox.sentMessages()).hasSize(1);
            // without brackets, the service reads a list of one value as a scalar
            assertThat(sandbox.requests())
                    .filteredOn(request -> request.path().endsWith("/lookup-by-username"))
                    .extracting(request -> request.query().get("accountLinkIds"))
                    .containsExactly(List.of("acc_abc123"));
        }
    }

    private static String text(NameSet names) {
        return names.name().toLowerCase(Locale.ROOT);
    }
}
