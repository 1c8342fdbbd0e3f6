package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.CallScenario.End;
import com.inboxapp.sdk.CallScenario.Mode;
import com.inboxapp.sdk.testing.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminationMatrixTest {
    /**
     * How each cause ends a call: the kind of exception or a value, and the attempts started / the requests received by the server,
     * first with at most one attempt, then with three. "all" stands for calls that block a platform thread or a virtual one, and
     * asynchronous calls.
     */
    private static final String TABLE = """
            cause                                  | calls    | safe and idempotent          | that send                          | says
            ATTEMPT_TIMES_OUT                      | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | 10 s (CallOptions.attemptTimeout)
            ATTEMPT_TIMES_OUT_IN_THE_HEAD          | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | 10 s (CallOptions.attemptTimeout)
            ATTEMPT_TIMES_OUT_IN_THE_BODY          | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | 10 s (CallOptions.attemptTimeout)
            ATTEMPT_TIMES_OUT_IN_AN_ERROR          | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | 10 s (CallOptions.attemptTimeout)
            ATTEMPT_TIMES_OUT_CONNECTING           | all      | Timeout 1/0 3/0              | Timeout 1/0 3/0                    | 10 s (CallOptions.attemptTimeout)
            DEADLINE_PASSES                        | all      | Deadline 1/1 1/1             | Unconfirmed(Deadline) 1/1 1/1      | 45 s (CallOptions.deadline)
            DEADLINE_PASSES_IN_THE_HEAD            | all      | Deadline 1/1 1/1             | Unconfirmed(Deadline) 1/1 1/1      | 45 s (CallOptions.deadline)
            DEADLINE_PASSES_IN_THE_BODY            | all      | Deadline 1/1 1/1             | Unconfirmed(Deadline) 1/1 1/1      | 45 s (CallOptions.deadline)
            DEADLINE_PASSES_QUEUED                 | all      | Deadline 1/0 1/0             | Deadline 1/0 1/0                   | 45 s (CallOptions.deadline)
            DEADLINE_PASSES_CONNECTING             | all      | Deadline 1/0 1/0             | Deadline 1/0 1/0                   | 45 s (CallOptions.deadline)
            CONNECTION_REFUSED                     | all      | Connection 1/0 3/0           | Connection 1/0 3/0                 | Failed to connect to /127.0.0.1
            CONNECT_TIMES_OUT                      | all      | Timeout 1/0 3/0              | Timeout 1/0 3/0                    | no response in time (
            RESET_AT_THE_REQUEST                   | all      | Connection 1/0 3/0           | Unconfirmed(Connection) 1/0 1/0    | Exception
            RESET_IN_THE_REQUEST                   | all      | Connection 1/0 3/0           | Unconfirmed(Connection) 1/0 1/0    | Exception
            RESET_BEFORE_THE_RESPONSE              | all      | Connection 1/1 3/3           | Unconfirmed(Connection) 1/1 1/1    | Exception
            RESET_IN_THE_HEAD                      | all      | Connection 1/1 3/3           | Unconfirmed(Connection) 1/1 1/1    | Exception
            RESET_IN_THE_BODY                      | all      | Connection 1/1 3/3           | Unconfirmed(Connection) 1/1 1/1    | Exception
            CLOSED_IN_THE_BODY                     | all      | Connection 1/1 3/3           | Unconfirmed(Connection) 1/1 1/1    | unexpected end of stream
            CLOSED_AFTER_THE_BODY                  | all      | value 1/1 1/1                | value 1/1 1/1                      |
            READ_TIMES_OUT                         | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | no response in time (
            READ_TIMES_OUT_IN_THE_HEAD             | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | no response in time (
            READ_TIMES_OUT_IN_THE_BODY             | all      | Timeout 1/1 3/3              | Unconfirmed(Timeout) 1/1 1/1       | no response in time (
            READ_TIMES_OUT_IN_AN_ERROR             | all      | NotFound 1/1 1/1             | NotFound 1/1 1/1                   | 404
            CLIENT_CLOSED_BEFORE                   | all      | Closed 0/0 0/0               | Closed 0/0 0/0                     | nothing was sent
            CLIENT_CLOSED_QUEUED                   | all      | Closed 1/0 1/0               | Closed 1/0 1/0                     | was closed while the call ran
            CLIENT_CLOSED_CONNECTING               | all      | Closed 1/0 1/0               | Closed 1/0 1/0                     | was closed while the call ran
            CLIENT_CLOSED                          | all      | Closed 1/1 1/1               | Unconfirmed(Closed) 1/1 1/1        | was closed while the call ran
            CLIENT_CLOSED_IN_THE_BODY              | all      | Closed 1/1 1/1               | Unconfirmed(Closed) 1/1 1/1        | was closed while the call ran
            CLIENT_CLOSED_BEFORE_A_RETRY           | all      | RateLimited 1/1 Closed 1/1   | RateLimited 1/1 Closed 1/1         | 429 / was closed
            CANCELLED_QUEUED                       | async    | CancellationException 1/0 1/0 | CancellationException 1/0 1/0     |
            CANCELLED_CONNECTING                   | async    | CancellationException 1/0 1/0 | CancellationException 1/0 1/0     |
            CANCELLED                              | async    | CancellationException 1/1 1/1 | CancellationException 1/1 1/1     |
            CANCELLED_IN_THE_BODY                  | async    | CancellationException 1/1 1/1 | CancellationException 1/1 1/1     |
            CANCELLED_BEFORE_A_RETRY               | async    | RateLimited 1/1 CancellationException 1/1 | RateLimited 1/1 CancellationException 1/1 |
            FUTURE_TIMES_OUT                       | async    | TimeoutException 1/1 1/1     | TimeoutException 1/1 1/1           |
            FUTURE_COMPLETED                       | async    | value 1/1 1/1                | value 1/1 1/1                      |
            FUTURE_FAILED                          | async    | IllegalStateException 1/1 1/1 | IllegalStateException 1/1 1/1     |
            INTERRUPTED_BEFORE                     | blocking | Interrupted 0/0 0/0          | Interrupted 0/0 0/0                | nothing was sent
            INTERRUPTED_BEFORE                     | async    | value 1/1 1/1                | value 1/1 1/1                      |
            INTERRUPTED_QUEUED                     | blocking | Interrupted 1/0 1/0          | Interrupted 1/0 1/0                | thread was interrupted
            INTERRUPTED_CONNECTING                 | blocking | Interrupted 1/0 1/0          | Interrupted 1/0 1/0                | thread was interrupted
            INTERRUPTED                            | blocking | Interrupted 1/1 1/1          | Unconfirmed(Interrupted) 1/1 1/1   | thread was interrupted
            INTERRUPTED_IN_THE_BODY                | blocking | Interrupted 1/1 1/1          | Unconfirmed(Interrupted) 1/1 1/1   | thread was interrupted
            INTERRUPTED_BEFORE_A_RETRY             | blocking | RateLimited 1/1 Interrupted 1/1 | RateLimited 1/1 Interrupted 1/1 | 429 / was interrupted
            INTERCEPTOR_FAILS                      | all      | Connection 1/0 3/0           | Connection 1/0 3/0                 | IOException: not today
            INTERCEPTOR_THROWS                     | all      | Connection 1/0 1/0           | Connection 1/0 1/0                 | java.lang.IllegalStateException
            INTERCEPTOR_THROWS_AN_ERROR            | all      | Connection 1/0 1/0           | Connection 1/0 1/0                 | java.lang.LinkageError
            INTERCEPTOR_THROWS_AFTERWARDS          | all      | Connection 1/1 1/1           | Unconfirmed(Connection) 1/1 1/1    | java.lang.IllegalStateException
            INTERCEPTOR_THROWS_AN_ERROR_AFTERWARDS | all      | Connection 1/1 1/1           | Unconfirmed(Connection) 1/1 1/1    | java.lang.LinkageError
            NETWORK_INTERCEPTOR_THROWS             | all      | Connection 1/0 1/0           | Connection 1/0 1/0                 | java.lang.IllegalStateException
            NETWORK_INTERCEPTOR_THROWS_AFTERWARDS  | all      | Connection 1/1 1/1           | Unconfirmed(Connection) 1/1 1/1    | java.lang.LinkageError
            LISTENER_THROWS                        | all      | RateLimited 1/1 value 2/2    | RateLimited 1/1 value 2/2          | 429
            LISTENER_THROWS_AN_ERROR               | all      | RateLimited 1/1 value 2/2    | RateLimited 1/1 value 2/2          | 429
            ADAPTER_THROWS                         | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | does not match the API documentation
            ADAPTER_THROWS_AN_ERROR                | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | could not be decoded: java.lang.LinkageError
            EXECUTOR_SHUT_DOWN                     | all      | Connection 1/0 3/0           | Connection 1/0 3/0                 | executor rejected
            EXECUTOR_SHUT_DOWN_NOW                 | all      | Timeout 1/1 Connection 3/1   | Unconfirmed(Timeout) 1/1 1/1       | longer than 10 s / executor rejected
            SCHEDULER_REJECTS_DEADLINE             | all      | Connection 0/0 0/0           | Connection 0/0 0/0                 | RejectedExecutionException
            SCHEDULER_REJECTS_TIMEOUT              | all      | Connection 1/0 1/0           | Connection 1/0 1/0                 | RejectedExecutionException
            SCHEDULER_REJECTS_DELAY                | all      | RateLimited 1/1 1/1          | RateLimited 1/1 1/1                | 429
            BODY_NULL                              | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | status 200
            BODY_EMPTY                             | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | the body is empty (status 200)
            BODY_HTML                              | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | check the base URL
            BODY_TRUNCATED                         | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | does not match the API documentation
            BODY_OF_A_WRONG_TYPE                   | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | does not match the API documentation
            BODY_TOO_LARGE                         | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | more than 65536 bytes, which is more than the client accepts (maxResponseBytes)
            BODY_TOO_LARGE_WHEN_DECOMPRESSED       | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | more than 65536 bytes, which is more than the client accepts (maxResponseBytes)
            BODY_NOT_GZIP                          | all      | Decoding 1/1 1/1             | Unconfirmed(Decoding) 1/1 1/1      | is declared as gzip, but is not gzip
            REDIRECTED                             | all      | Other 1/1 1/1                | Unconfirmed(Other) 1/1 1/1         | check the base URL
            REJECTED                               | all      | Unprocessable 1/1 1/1        | Unprocessable 1/1 1/1              | no such thing
            RATE_LIMITED                           | all      | RateLimited 1/1 3/3          | RateLimited 1/1 3/3                | 429
            REQUEST_TIMED_OUT                      | all      | Other 1/1 3/3                | Unconfirmed(Other) 1/1 1/1         | 408
            UNAVAILABLE                            | all      | ServerError 1/1 3/3          | Unconfirmed(ServerError) 1/1 1/1   | 503
            REJECTED_AND_TRUNCATED                 | all      | Unprocessable 1/1 1/1        | Unprocessable 1/1 1/1              | 422
            SERVER_ERROR_TRUNCATED                 | all      | ServerError 1/1 3/3          | Unconfirmed(ServerError) 1/1 1/1   | 500
            """;

    private static final List<String> SAFE_AND_IDEMPOTENT = List.of("team.get", "threads.updateSettings");
    private static final List<String> SENDS = List.of("messages.quickSend");
    private static final int ATTEMPTS_WITH_RETRIES = 3;

    record Ending(String type, int attempts, int requests, String says) {}

    record Cell(EndCause cause, String operation, Mode mode, int maxAttempts, Ending expected) {
        @Override
        public String toString() {
            return cause + ", " + operation + ", " + mode + (maxAttempts == 1 ? "" : ", retries") + ": " + expected.type
                    + " " + expected.attempts + "/" + expected.requests;
        }
    }

    static Stream<Cell> cells() {
        return rows().flatMap(row -> Stream.concat(cells(row, row[2], SAFE_AND_IDEMPOTENT), cells(row, row[3], SENDS)));
    }

    private static Stream<String[]> rows() {
        return TABLE.lines()
                .skip(1)
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new));
    }

    private static Stream<Cell> cells(String[] row, String endings, List<String> operations) {
        EndCause cause = EndCause.valueOf(row[0]);
        List<Ending> expected = endings(endings, row[4].split(" / ", -1));
        List<Cell> cells = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            if (mode.isPossible() && (row[1].equals("all") || row[1].equals("blocking") == mode.blocks())) {
                for (String operation : operations) {
                    cells.add(new Cell(cause, operation, mode, 1, expected.get(0)));
                    cells.add(new Cell(cause, operation, mode, ATTEMPTS_WITH_RETRIES, expected.get(1)));
                }
            }
        }
        return cells.stream();
    }

    /** "Timeout 1/1 3/3", or "RateLimited 1/1 Closed 1/1". */
    private static List<Ending> endings(String text, String[] says) {
        List<Ending> endings = new ArrayList<>();
        int types = 0;
        String type = "";
        for (String word : text.split(" ", -1)) {
            if (!word.contains("/")) {
                type = word;
                types++;
                continue;
            }
            String[] counts = word.split("/", 2);
            String message = says[Math.min(types, says.length) - 1];
            endings.add(new Ending(type, Integer.parseInt(counts[0]), Integer.parseInt(counts[1]), message));
        }
        return endings;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void endsEachCallExactlyOnce(Cell cell) throws Exception {
        Ending expected = cell.expected;
        RecordingListener recorded;
        End end;
        try (CallScenario scenario = new CallScenario(cell.cause, cell.operation, cell.maxAttempts)) {
            recorded = scenario.recorded;
            end = scenario.run(cell.mode, expected.attempts);

            assertThat(end.failure() == null ? "value" : RecordingListener.name(end.failure()))
                    .as(() -> recorded.events().toString())
                    .isEqualTo(expected.type);
            if (end.failure() instanceof InboxException e) {
                assertThat(e.operation()).isEqualTo(cell.operation);
                assertThat(e.attempts()).isEqualTo(expected.attempts);
                assertThat(e).hasMessageStartingWith(cell.operation + ": ").hasMessageContaining(expected.says);
            }
            if (end.value() instanceof InboxResponse<?> response) {
                assertThat(response.attempts()).isEqualTo(expected.attempts);
            }
            assertThat(end.interrupted())
                    .isEqualTo(cell.cause.name().startsWith("INTERRUPTED") && expected.type.contains("Interrupted"));
            scenario.client().close();
            scenario.awaitNoTimer();
            assertThat(scenario.requests()).isEqualTo(expected.requests);
            assertThat(scenario.ends()).isOne();
        }
        List<String> warnings = Warnings.takenTexts();
        assertThat(warnings).allMatch("a call listener failed"::equals);
        assertThat(!warnings.isEmpty()).isEqualTo(cell.cause.name().startsWith("LISTENER_"));
        assertThat(recorded.attempts()).isEqualTo(expected.attempts);
        assertThat(recorded.ends()).hasSize(1);
        assertThat(recorded.ends().get(0).attempts()).isEqualTo(expected.attempts);
        assertThat(recorded.events().get(0)).endsWith(" started");
        assertThat(recorded.events().get(recorded.events().size() - 1)).contains(" ended: ");
    }

    @Test
    void listsEveryCauseInTheTable() {
        assertThat(rows().map(row -> row[0]))
                .contains(Stream.of(EndCause.values()).map(EndCause::name).toArray(String[]::new));
    }
}
