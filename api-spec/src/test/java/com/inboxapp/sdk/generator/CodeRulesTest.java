package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeRulesTest {
    private static final Path DOCUMENT = Path.of("src/main/openapi/inbox.yaml");

    private static Generation inbox(Path folder) throws IOException {
        return Generation.withRx(Files.readString(DOCUMENT), folder);
    }

    @Test
    void generatesCodeAsIfWrittenByHand(@TempDir Path folder) throws IOException {
        List<String> violations = inbox(folder).files().entrySet().stream()
                .flatMap(file -> CodeRules.violations(file.getKey(), file.getValue()).stream())
                .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void printsAPrintedFileUnchanged(@TempDir Path folder) throws IOException {
        assertThat(inbox(folder).files())
                .allSatisfy((file, text) -> assertThat(new SourceFile(text, Set.of()).print())
                        .as(file)
                        .isEqualTo(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "import java.util.List;                        | does not use the import java.util.List",
                "class A { }@import java.util.Set; // Set       | does not use the import java.util.Set",
                "class A {@    java.util.List<String> list;@}   | does not import java.util.List",
                "class A {@    private int count;@}             | does not use the field count",
                "class A {@    private final int names;@@    A(int names) {@        this.names = names;@    }@}"
                        + " | does not use the field names",
                "class A {@    int a; int b;@}                  | :4 has several statements",
                "class A {@    { a(); }@}                       | :4 has several statements",
                "class A {@\t@}                                 | :4 has a tab or trailing space",
                "class A { @}                                   | :3 has a tab or trailing space",
                "class A {@@@}                                  | :5 is a second blank line",
            })
    void findsAViolation(String code, String finding) {
        String text = "package a;\n\n" + code.replace('@', '\n').replaceFirst("(.*)\n(import .*)", "$2\n\n$1");

        assertThat(CodeRules.violations("A.java", text))
                .anySatisfy(found -> assertThat(found).endsWith(finding));
    }

    @Test
    void findsALongLine() {
        assertThat(CodeRules.violations("A.java", "package a;\n\n// " + "x".repeat(138)))
                .containsExactly("A.java:3 has 141 characters");
    }
}
