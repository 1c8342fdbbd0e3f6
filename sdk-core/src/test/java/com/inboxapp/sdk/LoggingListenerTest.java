package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.CallListener.CallEnd;
import com.inboxapp.sdk.CallListener.CallInfo;
import com.inboxapp.sdk.CallListener.WaitReason;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import java.time.Duration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoggingListenerTest {
    private static final String TEXT = "what-she-wrote";
    private static final String HANDLE = "jordan_the_handle";
    private static final String PLATFORM_ID = "987654321987";

    @RegisterExtension
    final TestServer server = new TestServer();

    private final Lines log = new Lines();
    private final CallListener logging = new LoggingListener(log);

    /** A logger that records its lines. */
    private static final class Lines implements System.Logger {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(level + " " + message + (thrown == null ? "" : " " + thrown));
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... values) {
            lines.add(level + " " + format + (values == null ? "" : List.of(values)));
        }
    }

    @Test
    void logsACallAtDebug() {
        VirtualTime time = new VirtualTime();
        server.mock().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                time.advance(Duration.ofMillis(250));
                return new MockResponse.Builder().body(Responses.TEAM).build();
            }
        });

        server.client(builder -> builder.listener(logging).scheduler(time))
                .team()
                .get()
                .execute();

        assertThat(log.lines)
                .extracting(line -> line.replaceFirst("#[0-9]+", "#n"))
                .containsExactly(
                        "DEBUG #n team.get started",
                        "DEBUG #n team.get attempt 1",
                        "DEBUG #n team.get ended with 200 after 1 attempt and 250 ms");
    }

    @Test
    void logsWaitsAndRetriesAtInfoAndFailuresAtWarning() {
        CallInfo call = new CallInfo(7, "messages.quickSend");
        InboxException rejected = InboxApiException.of(
                "messages.quickSend", 1, ErrorBody.read(503, "req_1", "{}", "token", ""), Headers.of());

        logging.waiting(call, WaitReason.RATE_LIMIT, Duration.ofSeconds(3));
        logging.waiting(call, WaitReason.CONFIRMATION, Duration.ofMillis(20));
        logging.retrying(call, 2, Duration.ofMillis(1500), rejected);
        logging.callEnded(call, new CallEnd(3, Duration.ofSeconds(4), 503, rejected));
        logging.callEnded(call, new CallEnd(0, Duration.ZERO, null, new InboxClosedException("x", 0, TEXT)));
        logging.callEnded(call, new CallEnd(1, Duration.ZERO, null, new IllegalStateException(TEXT)));

        assertThat(log.lines)
                .containsExactly(
                        "INFO #7 messages.quickSend waits 3 s for RATE_LIMIT",
                        "INFO #7 messages.quickSend waits 20 ms for CONFIRMATION",
                        "INFO #7 messages.quickSend attempt 2 failed with status 503, retrying in 1.5 s",
                        "WARNING #7 messages.quickSend failed with status 503 after 3 attempts and 4 s",
                        "WARNING #7 messages.quickSend failed with InboxClosedException after 0 attempts and 0 ms",
                        "WARNING #7 messages.quickSend failed with IllegalStateException after 1 attempt and 0 ms");
    }

    static List<Named<MockResponse.Builder>> responses() {
        String secret = "\"" + TEXT + " " + HANDLE + " " + TestServer.TOKEN + "\"";
        return List.of(
                Named.of("a value", new MockResponse.Builder().body(Responses.SENT_MESSAGE.replace("Hello", TEXT))),
                Named.of(
                        "an error",
                        new MockResponse.Builder()
                                .code(422)
                                .body("{\"error\":{\"code\":" + secret + ",\"message\":" + secret
                                        + ",\"status\":422}}")),
                Named.of(
                        "429",
                        new MockResponse.Builder()
                                .code(429)
                                .addHeader("X-Secret", TEXT)
                                .body(secret)),
                Named.of(
                        "503",
                        new MockResponse.Builder()
                                .code(503)
                                .addHeader("X-Request-Id", TEXT)
                                .body(secret)),
                Named.of(
                        "a wrong value",
                        new MockResponse.Builder().body("{\"message\":{\"createdAt\":" + secret + "}}")),
                Named.of(
                        "HTML",
                        new MockResponse.Builder()
                                .addHeader("Content-Type", TEXT)
                                .body("<html>" + TEXT)),
                Named.of(
                        "an odd status line",
                        new MockResponse.Builder()
                                .status("HTTP/1.1 299 " + TEXT)
                                .body(secret)),
                Named.of("nothing", new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket())));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void logsNoTextHandleQueryValueOrToken(MockResponse.Builder response) {
        server.enqueue(response);
        server.enqueue(response);
        InboxClient client = server.client(builder -> builder.listener(logging)
                .scheduler(new VirtualTime())
                .options(CallOptions.builder().header("X-Trace", TEXT).build()));
        InboxCall<?> send = client.messages()
                .quickSend(QuickSendRequest.builder()
                        .accountLinkId(AccountLinkId.of("acc_1"))
                        .prospectPlatformId(PlatformUserId.of(PLATFORM_ID))
                        .text(TEXT)
                        .build());
        InboxCall<?> lookup = client.threads()
                .lookupByUsername(
                        LookupThreadsByUsernameQuery.builder().username(HANDLE).build());

        for (InboxCall<?> call : List.of(send, lookup)) {
            Throwable failure = catchThrowable(call::execute);
            assertThat(failure == null || failure instanceof InboxException).isTrue();
        }

        assertThat(log.lines)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .containsPattern("#[0-9]+ (messages.quickSend|threads.lookupByUsername) ")
                        .doesNotContain(TEXT, HANDLE, TestServer.TOKEN, PLATFORM_ID, "acc_1"));
    }

    @Test
    void usesTheLoggerOfTheSdk() {
        assertThat(CallListener.logging()).isEqualTo(new LoggingListener(System.getLogger("com.inboxapp.sdk")));
    }
}
