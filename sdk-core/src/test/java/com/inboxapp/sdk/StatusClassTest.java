package com.inboxapp.sdk;

import static com.inboxapp.sdk.runtime.Safety.SAFE;
import static com.inboxapp.sdk.runtime.Safety.UNSAFE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each status means for an operation, by the table in the README. */
class StatusClassTest {
    private static final int ATTEMPTS = 2;
    private static final Pattern RANGE = Pattern.compile("(below|above)? ?(\\d+)(?: to (\\d+))?");

    /** A line of the README's table. */
    private record Row(List<IntPredicate> ranges, String safe, String unsafe) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(
                    RANGE.matcher(cells[1]).results().map(Row::range).toList(), cells[3].strip(), cells[4].strip());
        }

        private static IntPredicate range(MatchResult range) {
            int first = Integer.parseInt(range.group(2));
            if (range.group(1) != null) {
                return range.group(1).equals("below") ? status -> status < first : status -> status > first;
            }
            int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
            return status -> status >= first && status <= last;
        }

        boolean has(int status) {
            return ranges.stream().anyMatch(range -> range.test(status));
        }
    }

    private static List<Row> table() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return readme.substring(readme.indexOf("## Status codes"))
                .lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(Row::of)
                .toList();
    }

    private static Row row(List<Row> table, int status) {
        List<Row> rows = table.stream().filter(row -> row.has(status)).toList();
        assertThat(rows).as("rows of " + status).hasSize(1);
        return rows.get(0);
    }

    @Test
    void matchesTheTableInTheReadme() throws IOException {
        List<Row> table = table();

        for (int status = -100; status <= 1100; status++) {
            Row row = row(table, status);
            StatusClass meaning = StatusClass.of(status);
            assertThat(row.safe.startsWith("retried")).as("%s", status).isEqualTo(meaning.isWorthRepeating());
            assertThat(row.unsafe.equals("unconfirmed"))
                    .as("%s", status)
                    .isEqualTo(!meaning.isWithoutEffect() && meaning != StatusClass.SUCCESS);
            assertThat(row.safe.equals("a value")).as("%s", status).isEqualTo(meaning == StatusClass.SUCCESS);
        }
    }

    private static Operation operation(Safety safety) {
        return ApiTable.operations().stream()
                .filter(operation -> operation.safety() == safety)
                .findFirst()
                .orElseThrow();
    }

    private static InboxClient client(RawServer server) {
        return InboxClient.builder()
                .apiToken("token")
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(ATTEMPTS, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build())
                .build();
    }

    /** All statuses in the form of a status line, except interim ones other than 101. */
    private static Stream<String> statuses() {
        return IntStream.rangeClosed(0, 999)
                .filter(status -> status < 100 || status > 299 || status == 101)
                .mapToObj(status -> "%03d".formatted(status));
    }

    @ParameterizedTest
    @EnumSource
    void endsCallsAccordingToTheTable(Safety safety) throws IOException {
        List<Row> table = table();
        Operation operation = operation(safety);
        try (RawServer server = RawServer.respondingWith(new byte[0])) {
            for (String status : statuses().toList()) {
                server.respondFromNowOn(response(status, "Retry-After: 0\r\n"));
                int before = server.requests();

                Throwable failure = failure(operation, server);

                Row row = row(table, Integer.parseInt(status));
                String expected = safety == UNSAFE ? row.unsafe : row.safe;
                assertThat(server.requests() - before)
                        .as(status)
                        .isEqualTo(expected.startsWith("retried") ? ATTEMPTS : 1);
                Throwable api = expected.equals("unconfirmed") ? failure.getCause() : failure;
                assertThat(failure instanceof InboxUnconfirmedException)
                        .as(status)
                        .isEqualTo(expected.equals("unconfirmed"));
                assertThat(api)
                        .as(status)
                        .isInstanceOfSatisfying(
                                InboxApiException.class,
                                e -> assertThat(e.status()).isEqualTo(Integer.parseInt(status)));
            }
        }
    }

    /** Uses a new client, since a client with many failures stops retrying. */
    private static Throwable failure(Operation operation, RawServer server) {
        try (InboxClient client = client(server)) {
            return catchThrowable(() -> operation.call().apply(client).execute());
        }
    }

    private static byte[] response(String status, String headers) {
        return ("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: 0\r\n" + headers + "\r\n")
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "102", "103", "199"})
    void treatsAnInterimResponseWithoutAFinalOneAsLost(String status) throws IOException {
        try (RawServer server = RawServer.respondingWith(("HTTP/1.1 " + status + " X\r\n\r\n").getBytes(UTF_8))) {
            Throwable read = failure(operation(SAFE), server);
            assertThat(read).isExactlyInstanceOf(InboxConnectionException.class);
            assertThat(server.requests()).isEqualTo(ATTEMPTS);

            Throwable sent = failure(operation(UNSAFE), server);
            assertThat(sent)
                    .isExactlyInstanceOf(InboxUnconfirmedException.class)
                    .hasCauseExactlyInstanceOf(InboxConnectionException.class);
            assertThat(server.requests()).isEqualTo(ATTEMPTS + 1);
        }
    }
}
