package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    private void add(String... rules) {
        sandbox.sandbox().faults().add("{\"faults\": [" + String.join(",", rules) + "]}");
    }

    private List<Integer> statuses(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> sandbox.get("/team").status())
                .toList();
    }

    @Test
    void sendsTheMessageAndLosesTheResponse() {
        add("""
                {"on": "POST /threads/messages", "nth": 2, "request": "afterEffect"}""");
        assertThat(sandbox.attemptMessage("one")).isPresent();
        assertThat(sandbox.attemptMessage("two")).isEmpty();
        assertThat(sandbox.attemptMessage("three")).isPresent();
        assertThat(sandbox.sentTexts()).containsExactly("one", "two", "three");
    }

    @Test
    void fieldsWorkLikeTheMethodsOfTheSameName() {
        add("""
                {"first": 1, "last": 2, "request": "withoutEffect", "respond": 503, "headers": {"Retry-After": "2"}}""", """
                {"nth": 3, "request": "withoutEffect", "htmlPage": 200}""", """
                {"nth": 4, "request": "afterEffect", "realResponse": true, "halfBody": true}""", """
                {"nth": 5, "request": "withoutEffect", "respond": 200, "type": "text/plain", "body": "hm", "delayed": "PT0.001S"}""", """
                {"nth": 6, "request": "unread"}""", """
                {"nth": 7, "request": "afterEffect", "realResponse": true, "brokenOff": true}""");
        for (int i = 0; i < 2; i++) {
            assertThat(sandbox.get("/team"))
                    .returns(503, Reply::status)
                    .returns("2", reply -> reply.header("Retry-After"));
        }
        assertThat(sandbox.get("/team").text()).contains("<h1>200</h1>");
        assertThat(sandbox.get("/team").text()).startsWith("{").doesNotEndWith("}");
        assertThat(sandbox.get("/team").text()).isEqualTo("hm");
        assertThat(sandbox.attemptMessage("unread")).isEmpty();
        assertThat(sandbox.attemptMessage("broken off")).isEmpty();
        assertThat(sandbox.sentTexts()).containsExactly("broken off");
        assertThat(sandbox.get("/team").status()).isEqualTo(200);
        assertThat(sandbox.sandbox().requests())
                .extracting(request -> String.valueOf(request.fault()))
                .endsWith("afterEffect().realResponse().brokenOff()", "null");
    }

    @Test
    void lateEffectIsNotVisibleAtOnce() {
        add("""
                {"request": "lateEffect", "delay": "PT1H", "respond": 504}""");
        assertThat(sandbox.attemptMessage("late").map(Reply::status)).isEqualTo(Optional.of(504));
        assertThat(sandbox.sentTexts()).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        String script = """
                {"seed": %d, "faults": [{"probability": 0.5, "request": "withoutEffect", "respond": 500}]}""";
        List<List<Integer>> runs = IntStream.of(1, 1, 2)
                .mapToObj(seed -> {
                    sandbox.sandbox().faults().clear();
                    sandbox.sandbox().faults().add(script.formatted(seed));
                    return statuses(40);
                })
                .toList();
        assertThat(runs.get(0)).contains(200, 500).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                          | is not JSON",
                "[]                                                         | the document must be an object",
                "{\"fault\": []}                                            | fault is not a known field; the known fields are [seed, faults]",
                "{\"faults\": {}}                                           | faults must be a list",
                "{\"faults\": [{}]}                                         | faults[0].request is missing",
                "{\"faults\": [{\"request\": \"lost\"}]}                    | faults[0].request must be unread, withoutEffect",
                "{\"faults\": [{\"request\": \"unread\", \"respond\": 500}]} | faults[0]: unread() cannot have a response",
                "{\"faults\": [{\"request\": \"unread\", \"delay\": \"PT1S\"}]} | faults[0].delay is required for lateEffect",
                "{\"faults\": [{\"request\": \"lateEffect\"}]}              | faults[0].delay is required for lateEffect",
                "{\"faults\": [{\"request\": \"lateEffect\", \"delay\": \"1\"}]} | faults[0].delay must be a duration such as PT1.5S",
                "{\"faults\": [{\"request\": \"unread\", \"on\": \"/team\"}]} | faults[0].on must be a method and a path",
                "{\"faults\": [{\"request\": \"unread\", \"on\": \"GET /x\"}]} | faults[0]: the API has no operation GET /x",
                "{\"faults\": [{\"request\": \"unread\", \"nth\": 0}]}      | faults[0]: first must be at least 1",
                "{\"faults\": [{\"request\": \"unread\", \"nth\": \"1\"}]}  | faults[0].nth must be an integer",
                "{\"faults\": [{\"request\": \"unread\", \"first\": 1}]}    | faults[0] must have nth, or first with last",
                "{\"faults\": [{\"request\": \"unread\", \"nth\": 1, \"probability\": 1}]} | faults[0] must have nth, or first",
                "{\"faults\": [{\"request\": \"unread\", \"probability\": 2}]} | faults[0]: sometimes(..) takes a probability between 0 and 1",
                "{\"faults\": [{\"request\": \"afterEffect\", \"respond\": 99}]} | faults[0]: status must be between 400 and 599",
                "{\"faults\": [{\"request\": \"afterEffect\", \"respond\": 500, \"realResponse\": true}]} | must have at most one of respond",
                "{\"faults\": [{\"request\": \"afterEffect\", \"body\": \"x\"}]} | faults[0] must have type and body together",
                "{\"faults\": [{\"request\": \"afterEffect\", \"halfBody\": true}]} | faults[0]: afterEffect() has no response",
                "{\"faults\": [{\"request\": \"afterEffect\", \"respond\": 429, \"headers\": {\"Retry-After\": 2}}]} | faults[0].headers.Retry-After must be a string",
                "{\"faults\": [{\"request\": \"unread\", \"often\": 3}]}    | faults[0].often is not a known field",
            })
    void rejectsAnInvalidScriptAndAddsNoFault(String script, String message) {
        String whole = script.replace("\"faults\": [", "\"faults\": [{\"request\": \"unread\"}, ");
        for (String text : new String[] {script, whole}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.sandbox().faults().add(text))
                    .withMessageStartingWith("faults: ")
                    .withMessageContaining(text.equals(script) ? message : message.replace("[0]", "[1]"));
        }
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void scriptInTheReadmeIsValid() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("{\n  \"seed\": 7");
        sandbox.sandbox().faults().add(readme.substring(start, readme.indexOf("```", start)));
        assertThat(sandbox.attemptMessage("sent, and not answered")).isEmpty();
        assertThat(sandbox.sentTexts()).hasSize(1);
    }

    @Test
    void commandLineReadsAScriptFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("faults.json"), """
                {"faults": [{"request": "withoutEffect", "respond": 503}]}""");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (InboxSandbox started = Main.run(new String[] {"--port", "0", "--faults", file.toString()}, nowhere)) {
            assertThat(sandbox.send(HttpRequest.newBuilder(URI.create(started.baseUrl() + "/team"))
                                    .build())
                            .status())
                    .isEqualTo(503);
        }
        Files.writeString(file, "{}}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.run(new String[] {"--port", "0", "--faults", file.toString()}, nowhere))
                .withMessageStartingWith("faults: is not JSON");
    }
}
