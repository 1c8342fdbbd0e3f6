package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallOrderTest {
    private static final Path SOURCES = Path.of("src/main/java/com/inboxapp/sdk");

    @Test
    void listsTheStepsOfACallInTheReadmeInTheirOrder() throws IOException {
        String engine = Files.readString(SOURCES.resolve("CallEngine.java"));
        String run = engine.substring(engine.indexOf("CompletableFuture<InboxResponse<T>> run("));
        run = run.substring(0, run.indexOf("\n    }\n"));
        List<String> steps = column(2);

        assertThat(steps).hasSize(9);
        int from = 0;
        for (String step : steps) {
            int at = run.indexOf(step + "(", from);
            assertThat(at).as("%s in run, after the step before it", step).isNotNegative();
            from = at + step.length();
        }
    }

    @Test
    void namesOnlyExistingClassesInTheReadme() throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            List<String> files =
                    sources.map(path -> path.getFileName().toString()).toList();

            assertThat(column(4))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(files).contains(name + ".java"));
        }
    }

    @Test
    void keepsMechanismsIndependentOfEachOther() throws IOException {
        List<String> mechanisms = List.of(
                "InFlightCalls", "Retries", "RetryBudget", "CallScheduler", "Transport", "OutcomeMapper", "CallEngine");
        for (String mechanism :
                List.of("InFlightCalls", "RetryBudget", "CallScheduler", "Transport", "Attempt", "OutcomeMapper")) {
            String source = Files.readString(SOURCES.resolve(mechanism + ".java"));
            assertThat(mechanisms)
                    .filteredOn(other -> !other.equals(mechanism))
                    .noneMatch(other -> Pattern.compile("\\b" + other + "\\b(?!\\.java)")
                            .matcher(source)
                            .find());
        }
    }

    /** Returns the code spans in a column of the table. */
    private static List<String> column(int number) throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.split("\\|", -1)[number])
                .flatMap(cell -> Pattern.compile("`([^`]+)`")
                        .matcher(cell)
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.replace("`", "")))
                .toList();
    }
}
