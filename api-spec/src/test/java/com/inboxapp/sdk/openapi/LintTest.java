package com.inboxapp.sdk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

    private NodeTools tools;

    @BeforeEach
    void install() {
        tools = NodeTools.installed();
    }

    @Test
    void findsNothingInEitherNameSet() {
        assertThat(lint(DocumentTest.GUIDES, DocumentTest.REFERENCE)).isEqualTo(new NodeTools.Result(0, ""));
    }

    @Test
    void findsAPlantedMistake(@TempDir Path directory) throws IOException {
        Path planted = directory.resolve("inbox.yaml");
        Files.writeString(planted, Files.readString(DocumentTest.GUIDES).replace("tags: [colors]", "tags: [colours]"));

        NodeTools.Result result = lint(planted);

        assertThat(result.exit()).isNotZero();
        assertThat(result.output()).contains("operation-tag-defined");
    }

    private NodeTools.Result lint(Path... documents) {
        List<Object> arguments = new ArrayList<>(List.of("lint", "--quiet", "--format=text", "--fail-severity=hint"));
        arguments.addAll(List.of("--ruleset", tools.root().resolve(".spectral.yaml")));
        for (Path document : documents) {
            arguments.add(document.toAbsolutePath());
        }
        return tools.run("spectral", arguments.toArray());
    }
}
