package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.testing.Warnings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A custom clock that fails once during a call, or from then on. */
class ClockFaultsTest {
    private static final int MAX_READINGS = 100;

    /** Fails at one reading, or at that one and all later ones, and counts its readings. */
    private record Failing(VirtualTime time, int at, boolean forGood, Throwable failure, AtomicInteger readings)
            implements DelegatingScheduler {
        private void read() {
            int reading = readings.incrementAndGet();
            if (reading == at || (forGood && reading > at)) {
                Faults.raise(failure);
            }
        }

        @Override
        public Instant now() {
            read();
            return time.now();
        }

        @Override
        public long nanoTime() {
            read();
            return time.nanoTime();
        }

        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            return time.schedule(task, delay);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("broken"), new NoSuchFieldError("x"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void reportsTheEndOfEachStartedCallOnce(Throwable failure) throws Exception {
        for (String operation : new String[] {"team.get", "messages.quickSend"}) {
            for (boolean forGood : new boolean[] {true, false}) {
                int at = 1;
                while (reportsEnd(operation, at, forGood, failure)) {
                    at++;
                }
                assertThat(at).isBetween(5, MAX_READINGS);
            }
        }
        assertThat(Warnings.takenTexts()).isSubsetOf("cleaning up after a call failed");
    }

    /** Asserts that the end is reported, and returns whether the clock failed. */
    private static boolean reportsEnd(String operation, int at, boolean forGood, Throwable failure) throws Exception {
        AtomicInteger readings = new AtomicInteger();
        RecordingListener recorded = new RecordingListener();
        VirtualTime time = new VirtualTime();
        String body = operation.equals("team.get") ? Responses.TEAM : Responses.SENT_MESSAGE;
        Failing clock = new Failing(time, at, forGood, failure, readings);
        InboxClient[] made = new InboxClient[1];
        try (RawServer server = new RawServer(connection -> connection
                .getOutputStream()
                .write(Faults.response(200, "", body).getBytes(StandardCharsets.UTF_8)))) {
            Throwable atBuild = catchThrowable(() -> made[0] = InboxClient.builder()
                    .apiToken(TestServer.TOKEN)
                    .baseUrl(server.baseUrl())
                    .scheduler(clock)
                    .listener(recorded)
                    .options(CallOptions.builder().retries(RetryPolicy.none()).build())
                    .build());
            if (atBuild != null) {
                return true;
            }
            try (InboxClient client = made[0]) {
                Throwable thrown =
                        catchThrowable(() -> ApiTable.call(operation, client).execute());
                assertThat(thrown == null || thrown instanceof InboxException)
                        .as("%s at %s: %s", operation, at, thrown)
                        .isTrue();
            }
            long started = recorded.events().stream()
                    .filter(event -> event.endsWith(" started"))
                    .count();
            assertThat(recorded.ends()).as("%s at %s", operation, at).hasSize(Math.toIntExact(started));
        }
        return readings.get() >= at;
    }
}
