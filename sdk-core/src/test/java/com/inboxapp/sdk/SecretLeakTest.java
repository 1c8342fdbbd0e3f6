package com.inboxapp.sdk;

import static com.inboxapp.sdk.TestServer.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.webhook.WebhookException;
import com.inboxapp.sdk.webhook.WebhookSigner;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecretLeakTest {
    private static final String HEADER = "value-of-a-header-1";
    private static final String WEBHOOK_SECRET = "ibt_wh_secret-of-an-endpoint-1";
    private static final String NOT_A_TOKEN = "Bearer sandbox-token";

    @RegisterExtension
    final TestServer server = new TestServer();

    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    @RegisterExtension
    final SecretScanner scanner = new SecretScanner(
            TOKEN,
            HEADER,
            WEBHOOK_SECRET,
            "nobody",
            "7,500",
            "Hello",
            "1250.50",
            "jordanellis",
            "555555555",
            "2025-11-10T18:03:16.123456",
            "tag_1");

    private final VirtualTime time = new VirtualTime();

    /** Checks all events of calls and the thread names at the time. */
    private final class LeakCheckingListener implements CallListener {
        @Override
        public void callStarted(CallInfo call) {
            scanner.objects(call);
            scanner.threads();
        }

        @Override
        public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
            scanner.objects(call, wait);
            scanner.failure(failure);
        }

        @Override
        public void callEnded(CallInfo call, CallEnd end) {
            scanner.objects(call, end);
            scanner.threads();
        }
    }

    private InboxClient client(NameSet names, RetryPolicy retries) {
        return client(server.baseUrl(), names, retries);
    }

    private InboxClient client(RawServer raw, NameSet names) {
        return client(raw.baseUrl(), names, RetryPolicy.none());
    }

    private InboxClient client(String baseUrl, NameSet names, RetryPolicy retries) {
        return server.client(builder -> builder.names(names)
                .baseUrl(baseUrl)
                .scheduler(time)
                .listener(new LeakCheckingListener())
                .listener(CallListener.logging())
                .options(CallOptions.builder()
                        .header("X-Trace", HEADER)
                        .retries(retries)
                        .build()));
    }

    private void respondAlways(MockResponse.Builder response) {
        server.mock().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                scanner.threads();
                return response.build();
            }
        });
    }

    /** Executes a call, checks everything that it leaves, and returns whether it failed. */
    private boolean fails(EchoedCall call, InboxClient client) {
        InboxCall<?> made = call.make().apply(client);
        scanner.objects(made, client);
        try {
            scanner.objects(made.executeForResponse());
            return false;
        } catch (InboxException e) {
            scanner.failure(e);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaksNothingOfASuccessfulCall(NameSet names) {
        InboxClient client = client(names, RetryPolicy.defaults());

        for (EchoedCall call : EchoedCall.all()) {
            respondAlways(call.response(200, call.response()));
            assertThat(fails(call, client)).isFalse();
        }

        assertThat(scanner.records()).isGreaterThan(3 * EchoedCall.all().size() - 1);
    }

    @ParameterizedTest
    @EnumSource
    void leaksNothingOfARejectedCall(NameSet names) throws IOException {
        try (RawServer raw = RawServer.respondingWith(new byte[0])) {
            InboxClient client = client(raw, names);
            for (EchoedCall call : EchoedCall.all()) {
                for (String body : call.errors()) {
                    for (int status : new int[] {307, 401, 429, 503}) {
                        raw.respondFromNowOn(call.rawResponse(status, body));
                        assertThat(fails(call, client)).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void reportsTheServersMessageInTheExceptionButNotInLogs() {
        InboxClient client = server.client(builder -> builder.listener(CallListener.logging()));
        server.enqueue(404, "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no jordanellis here\",\"status\":404}}");

        assertThatExceptionOfType(InboxApiException.NotFound.class)
                .isThrownBy(
                        () -> ApiTable.call("threads.lookupByUsername", client).execute())
                .satisfies(e -> assertThat(e.apiMessage()).isEqualTo("no jordanellis here"));
        assertThat(scanner.records()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void leaksNothingOfAnUnreadableResponse(NameSet names) throws IOException {
        try (RawServer raw = RawServer.respondingWith(new byte[0])) {
            InboxClient client = client(raw, names);
            for (EchoedCall call : EchoedCall.all()) {
                for (String body : call.unreadable()) {
                    raw.respondFromNowOn(call.rawResponse(200, body));
                    fails(call, client);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaksNothingOfARetry(NameSet names) throws Exception {
        RetryPolicy withoutDelay = new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (RawServer raw = RawServer.respondingWith(new byte[0])) {
            InboxClient client = client(raw.baseUrl(), names, withoutDelay);
            for (EchoedCall call : EchoedCall.all()) {
                int before = raw.requests();
                raw.respondFromNowOn(call.rawResponse(429, call.errors().get(3)));
                CompletableFuture<?> end = call.make().apply(client).executeAsync();
                failure(end, () -> time.awaitWaiting(2), () -> time.advance(Duration.ZERO));
                assertThat(raw.requests()).isEqualTo(before + 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaksNothingOfALostConnection(NameSet names) {
        InboxClient client = client(names, RetryPolicy.none());

        for (EchoedCall call : EchoedCall.all()) {
            respondAlways(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
            assertThat(fails(call, client)).isTrue();
            respondAlways(call.response(200, EchoedCall.ANYTHING)
                    .setHeader("Content-Length", "100000")
                    .onResponseEnd(new SocketEffect.CloseSocket()));
            boolean needsBody =
                    !ApiTable.WITHOUT_RESULT.contains(call.make().apply(client).operation());
            assertThat(fails(call, client)).isEqualTo(needsBody);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaksNothingOfATimedOutCall(NameSet names) throws Exception {
        InboxClient client = client(names, RetryPolicy.none());

        for (EchoedCall call : EchoedCall.all()) {
            respondAlways(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
            CompletableFuture<?> end = call.make().apply(client).executeAsync();
            assertThat(server.mock().takeRequest(30, TimeUnit.SECONDS)).isNotNull();
            failure(end, () -> time.awaitWaiting(2), () -> time.advance(Duration.ofSeconds(60)));
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private void failure(CompletableFuture<?> call, Step await, Step proceed) throws Exception {
        var unused = call.whenComplete((value, failure) -> {
            for (int i = 0; i < 2; i++) {
                var unusedTimer = time.schedule(() -> {}, Duration.ZERO);
            }
        });
        while (!call.isDone()) {
            await.run();
            proceed.run();
        }
        try {
            throw new AssertionError("ended with " + call.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            scanner.failure(e);
        }
        time.advance(Duration.ZERO);
    }

    @Test
    void leaksNothingOfAResponseThatIsNotHttp() throws IOException {
        try (RawServer raw = RawServer.respondingWith(new byte[0])) {
            InboxClient client = client(raw, NameSet.GUIDE);
            for (EchoedCall call : EchoedCall.all()) {
                for (String response : List.of(
                        EchoedCall.ANYTHING + "\r\n\r\n",
                        "HTTP/1.1 " + EchoedCall.ANYTHING + "\r\n\r\n",
                        "HTTP/1.1 200 " + EchoedCall.IN_HEADER + "\r\nContent-Length: " + TOKEN + "\r\n\r\n"
                                + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\n" + TOKEN + "\r\n: " + TOKEN + "\r\n\r\n" + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + EchoedCall.ANYTHING + "\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5" + EchoedCall.ANYTHING + "\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345" + EchoedCall.ANYTHING
                                + "\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nContent-Encoding: " + TOKEN + "\r\n\r\n" + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nContent-Encoding: jordanellis\r\n\r\n" + EchoedCall.ANYTHING,
                        EchoedCall.ANYTHING,
                        "HTTP/1.1 200 " + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\n" + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nX: " + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + TOKEN + "\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;" + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[" + EchoedCall.ANYTHING,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n0\r\n" + EchoedCall.ANYTHING,
                        "HTTP/1.1 204 " + TOKEN + "\r\nContent-Length: 5\r\n\r\n")) {
                    raw.respondFromNowOn(response.getBytes(UTF_8));
                    fails(call, client);
                }
            }
        }
    }

    @Test
    void leaksNothingOfAResponseThatIsNotHttp2() throws IOException {
        OkHttpClient http = httpClients.add(new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        try (Http2Server h2 = new Http2Server((connection, stream) -> connection.respondMalformed(stream, "Hello"))) {
            InboxClient client = server.client(builder -> builder.baseUrl(h2.baseUrl())
                    .httpClient(http)
                    .listener(new LeakCheckingListener())
                    .listener(CallListener.logging()));
            for (EchoedCall call : EchoedCall.all()) {
                assertThat(fails(call, client)).isTrue();
            }
        }
    }

    @Test
    void leaksNothingOfUnsolicitedData() throws IOException {
        try (KeepAliveServer raw = new KeepAliveServer()) {
            InboxClient client = client("http://" + raw.authority() + "/api/v1", NameSet.GUIDE, RetryPolicy.none());
            for (EchoedCall call : EchoedCall.all()) {
                raw.setResponder((connection, request) -> KeepAliveServer.write(
                        connection,
                        "HTTP/1.1 200 OK\r\nContent-Length: " + Responses.TEAM.length() + "\r\n\r\n" + Responses.TEAM
                                + "?" + EchoedCall.ANYTHING));
                client.team().get().execute();
                raw.setResponder((connection, request) -> connection.close());

                assertThat(fails(call, client)).isTrue();
            }
        }
    }

    @Test
    void leaksNothingOfAnUnconfirmedMessage() {
        InboxClient client = server.client(builder -> builder.settleTime(Duration.ZERO)
                .listener(new LeakCheckingListener())
                .listener(CallListener.logging()));
        EchoedCall call = EchoedCall.all().get(0);
        respondAlways(call.response(503, call.errors().get(3)));
        QuickSendRequest message = QuickSendRequest.builder()
                .accountLinkId(AccountLinkId.of("acc_abc123"))
                .prospectPlatformId(PlatformUserId.of("555555555"))
                .text(EchoedCall.TEXT)
                .build();

        try {
            throw new AssertionError(client.confirmed().quickSend(message).thread());
        } catch (InboxUnconfirmedException e) {
            assertThat(e.getSuppressed()).hasSize(1);
            scanner.failure(e);
            scanner.objects(e.context(), e.call());
        }
    }

    @Test
    void leaksNoSecretInToString() {
        InboxClient.Builder builder = InboxClient.builder().apiToken(TOKEN);
        CallOptions options = CallOptions.builder().header("X-Trace", HEADER).build();
        InboxClient client = client(NameSet.GUIDE, RetryPolicy.none());

        scanner.objects(builder, options, client, client.toBuilder(), client.confirmed(), client.messages());
        for (EchoedCall call : EchoedCall.all()) {
            scanner.objects(call.make().apply(client), call.make().apply(client).with(options));
        }
    }

    @Test
    void leaksNoSecretOrBodyOfWebhooks() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        WebhookSigner signer = WebhookSigner.of(WEBHOOK_SECRET);
        WebhookVerifier verifier = WebhookVerifier.builder()
                .secret(WEBHOOK_SECRET)
                .clock(time.clock())
                .build();
        byte[] body = EchoedCall.TEXT.getBytes(UTF_8);
        String signature = signer.sign(body, now);
        scanner.objects(signer, verifier);

        List<String> headers = List.of(
                signature,
                signature + "0",
                signature.replace("v1=", "v1=" + EchoedCall.TEXT),
                EchoedCall.TEXT,
                "",
                signer.sign(body, now.plusSeconds(900)));
        for (String header : headers) {
            try {
                verifier.verify(body, header);
                throw new AssertionError("a text is no event");
            } catch (WebhookException e) {
                scanner.failure(e);
            }
        }
    }

    @Test
    void keepsTokensOutOfTheContractFiles() throws IOException {
        Pattern authorization = Pattern.compile("Bearer [^\"]*");
        try (Stream<Path> pacts = Files.list(Path.of("../contract-tests/pacts"))) {
            List<Path> files = pacts.toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                assertThat(authorization
                                .matcher(Files.readString(file))
                                .results()
                                .map(found -> found.group()))
                        .isNotEmpty()
                        .allMatch(found -> found.equals(NOT_A_TOKEN) || found.equals("Bearer .+"));
            }
        }
    }

    @Test
    void detectsAPlantedLeak() {
        System.getLogger("com.inboxapp.sdk").log(System.Logger.Level.TRACE, "with {0}", HEADER);
        System.out.println(TOKEN);
        scanner.failure(new IllegalStateException(new IOException("Hello")));
        scanner.objects(List.of(WEBHOOK_SECRET));

        assertThat(scanner.leaks())
                .anyMatch(leak -> leak.startsWith("log "))
                .anyMatch(leak -> leak.startsWith("printed"))
                .anyMatch(leak -> leak.startsWith("java.io.IOException"))
                .anyMatch(leak -> leak.startsWith("serialized java.lang.IllegalStateException"))
                .anyMatch(leak -> leak.contains(WEBHOOK_SECRET));
        scanner.forgetLeaks();
    }
}
