package com.inboxapp.sdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeSampleTest {
    @Test
    void theReadmeShowsTheSampleThatIsCompiledHere() throws IOException {
        String source = Files.readString(Path.of("src/main/java/com/inboxapp/sdk/examples/ReadmeSample.java"));
        String sample = source.substring(
                        source.indexOf("// sample") + "// sample".length(), source.indexOf("// end of sample"))
                .stripIndent()
                .strip();

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + sample + "\n```");
    }
}
