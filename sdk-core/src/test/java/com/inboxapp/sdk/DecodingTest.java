package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "<html><body>Sign in</body></html>",
                "{\"message\":{\"id\":\"msg_1\"",
                "{}",
                "[]",
                "\"sent\"",
                "true",
                "{\"message\":null,\"thread\":null}",
                "{\"message\":[],\"thread\":{}}",
                Responses.SENT_MESSAGE + Responses.SENT_MESSAGE,
                Responses.SENT_MESSAGE + " x",
                Responses.SENT_MESSAGE + "]",
            })
    void failsWithADecodingExceptionForAnUndocumentedSuccessWithoutRetry(String body) {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("X-Request-Id", "req_1")
                .body(body));

        InboxUnconfirmedException unconfirmed = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> ApiTable.call("messages.quickSend", server.client()).execute());

        assertThat(unconfirmed).hasCauseExactlyInstanceOf(InboxDecodingException.class);
        InboxDecodingException e = (InboxDecodingException) unconfirmed.getCause();
        assertThat(e.status()).isEqualTo(201);
        assertThat(e.requestId()).isEqualTo("req_1");
        assertThat(e.operation()).isEqualTo("messages.quickSend");
        assertThat(e).hasMessageContaining("status 201").hasMessageContaining("req_1");
        assertThat(server.requests()).isOne();
    }

    @Test
    void reportsTheContentTypeOfAResponseThatIsNotJson() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "text/html; charset=utf-8")
                .body("<html><body>Sign in</body></html>"));

        InboxDecodingException e = catchThrowableOfType(
                InboxDecodingException.class, () -> server.client().team().get().execute());

        assertThat(e)
                .hasMessageStartingWith("team.get: ")
                .hasMessageContaining("not JSON")
                .hasMessageContaining("text/html")
                .hasMessageNotContaining("Sign in")
                .hasMessageNotContaining("null");
        assertThat(e.requestId()).isNull();
    }

    @Test
    void rejectsAListThatIsNullOrNotAList() {
        server.enqueue("null");
        server.enqueue("{}");
        server.enqueue("[null]");

        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowableOfType(
                            InboxDecodingException.class,
                            () -> server.client().tags().list().execute()))
                    .isNotNull();
        }
    }

    @Test
    void ignoresWhitespaceAroundAResponse() {
        server.enqueue("\n\t " + Responses.TEAM + " \r\n");

        assertThat(server.client().team().get().execute().name()).isEqualTo("Acme");
    }

    @Test
    void ignoresTheContentTypeAndCharset() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "text/html; charset=utf-16")
                .body(Responses.TAG.replace("Support", "Übersee")));

        assertThat(server.client().tags().get(TagId.of("tag_1")).execute().name())
                .isEqualTo("Übersee");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", " null\n", "\ufeffnull"})
    void returnsEmptyForANullResponse(String body) {
        server.enqueue(body);

        assertThat(server.client().prospects().lookup(PlatformUserId.of("1")).execute())
                .isEmpty();
    }

    @Test
    void returnsANullableResponseAndRejectsGarbage() {
        server.enqueue(Responses.PROSPECT);
        server.enqueue("<html>");
        InboxCall<?> lookup = server.client().prospects().lookup(PlatformUserId.of("555555555"));

        assertThat(lookup.execute().toString()).startsWith("Optional[Prospect[");
        assertThat(catchThrowableOfType(InboxDecodingException.class, lookup::execute))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"success\":true}", "<html>"})
    void returnsNullForOperationsWithoutAResult(String body) {
        server.enqueue(body);

        assertThat(server.client().threads().delete(ThreadId.of("thread_1")).execute())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205})
    void acceptsNoContentOnlyWithoutAResult(int status) {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().code(status));
        }
        InboxClient client = server.client();

        assertThat(client.threads().delete(ThreadId.of("thread_1")).execute()).isNull();
        assertThat(client.prospects().lookup(PlatformUserId.of("1")).execute()).isEmpty();
        assertThat(catchThrowableOfType(
                                InboxDecodingException.class,
                                () -> client.team().get().execute())
                        .status())
                .isEqualTo(status);
    }

    @Test
    void reportsAWrongValueByPathWithoutShowingIt() {
        String secret = "what she wrote";
        for (String broken : new String[] {
            "{\"platformId\":\"1\",\"username\":\"u\",\"followersCount\":\"" + secret + "\"}",
            "{\"platformId\":\"1\",\"username\":\"u\",\"confidence\":\"" + secret + "\"}",
            "{\"platformId\":\"1\",\"username\":\"u\",\"isFresh\":\"" + secret + "\"}",
            "{\"platformId\":\"1\",\"username\":\"u\",\"firstSeenAt\":\"" + secret + "\"}",
            "{\"platformId\":\"1\",\"username\":\"u\",\"context\":{\"tags\":[],\"statusId\":null,\"valuation\":\""
                    + secret + "\"}}",
            "{\"platformId\":\"1\",\"username\":\"u\",\"platformData\":\"" + secret + "\"}",
            secret,
        }) {
            server.enqueue(broken);

            InboxDecodingException e = catchThrowableOfType(
                    InboxDecodingException.class,
                    () -> server.client()
                            .prospects()
                            .lookup(PlatformUserId.of("1"))
                            .execute());

            assertThat(e).hasMessageContaining("$").hasMessageContaining("prospects.lookup");
            assertThat(e).hasStackTraceContaining("InboxCall");
            for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(t.getMessage()).doesNotContain(secret);
            }
        }
    }

    @Test
    void rejectsDeepNestingWithoutAStackOverflow() {
        server.enqueue("{\"x\":" + "[".repeat(100_000));
        server.enqueue("[".repeat(100_000));

        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(
                            InboxDecodingException.class,
                            () -> server.client().team().get().execute()))
                    .isNotNull();
        }
    }

    @Test
    void readsALargeResponse() {
        String many = (Responses.TAG + ",").repeat(50_000);
        server.enqueue("[" + many + Responses.TAG + "]");

        assertThat(server.client().tags().list().execute()).hasSize(50_001);
    }

    @Test
    void readsACompressedResponse() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .headers(Headers.of("Content-Encoding", "gzip"))
                .body(gzipped(Responses.TEAM)));

        assertThat(server.client().team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void rejectsAnUnrequestedContentEncodingByName() {
        server.enqueue(new MockResponse.Builder()
                .headers(Headers.of("Content-Encoding", "br"))
                .body("\u000b\u0002"));

        assertThat(catchThrowableOfType(
                        InboxDecodingException.class,
                        () -> server.client().team().get().execute()))
                .hasMessageContaining("the response is encoded as br, which the client did not ask for");
        assertThat(server.received().getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", " gzip "})
    void acceptsEveryNameOfGzip(String name) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .addHeaderLenient("Content-Encoding", name)
                .body(gzipped(Responses.TEAM)));

        assertThat(server.client().team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void acceptsTheIdentityEncoding() {
        server.enqueue(new MockResponse.Builder()
                .headers(Headers.of("Content-Encoding", "identity"))
                .body(Responses.TEAM));

        assertThat(server.client().team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void doesNotRetryAResponseThatIsNotGzip() {
        server.enqueue(new MockResponse.Builder()
                .headers(Headers.of("Content-Encoding", "gzip"))
                .body(Responses.TEAM));
        server.enqueue(Responses.TEAM);

        assertThat(catchThrowableOfType(
                        InboxDecodingException.class,
                        () -> server.client()
                                .team()
                                .get()
                                .with(CallOptions.builder()
                                        .retries(RetryPolicy.defaults())
                                        .build())
                                .execute()))
                .hasMessageContaining("is declared as gzip, but is not gzip");
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @EnumSource(NameSet.class)
    void acceptsAnEmptySuccessOnlyWithoutAResult(NameSet names) {
        InboxClient client = server.client(builder -> builder.names(names));
        List<String> without = new ArrayList<>();
        for (ApiTable.Operation operation : ApiTable.operations()) {
            for (String nothing : new String[] {"", " ", "\ufeff"}) {
                server.enqueue(nothing);

                Throwable e =
                        catchThrowable(() -> operation.call().apply(client).execute());

                if (e == null) {
                    without.add(operation.id());
                } else {
                    assertThat(e instanceof InboxUnconfirmedException ? e.getCause() : e)
                            .isExactlyInstanceOf(InboxDecodingException.class);
                }
            }
        }
        assertThat(Set.copyOf(without)).containsExactlyInAnyOrderElementsOf(ApiTable.WITHOUT_RESULT);
    }

    @ParameterizedTest
    @EnumSource(NameSet.class)
    void acceptsNullOnlyWhereDocumented(NameSet names) {
        InboxClient client = server.client(builder -> builder.names(names));
        Set<String> accepted = new HashSet<>();
        for (ApiTable.Operation operation : ApiTable.operations()) {
            server.enqueue("null");
            if (catchThrowable(() -> operation.call().apply(client).execute()) == null) {
                accepted.add(operation.id());
            }
        }
        accepted.removeAll(ApiTable.WITHOUT_RESULT);
        assertThat(accepted).containsExactlyInAnyOrder("prospects.lookup", "threads.lookup");
        server.enqueue("{\"thread\":null}");
        assertThat(ApiTable.call("threads.lookup", client).execute()).hasToString("ThreadLookup[thread=null]");
    }

    @Test
    void ignoresTheBodyOfOperationsWithoutAResult() throws IOException {
        MockResponse.Builder garbage =
                new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body("no gzip");
        MockResponse.Builder cut =
                new MockResponse.Builder().body("{\"success\":true}").onResponseBody(new SocketEffect.CloseSocket());
        MockResponse.Builder other =
                new MockResponse.Builder().addHeader("Content-Encoding", "br").body("br");
        Buffer half = new Buffer();
        half.write(gzipped(Responses.TEAM), 60);
        MockResponse.Builder truncated =
                new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(half);
        MockResponse.Builder nothing = new MockResponse.Builder().addHeader("Content-Encoding", "gzip");
        int requests = 0;
        for (String operation : ApiTable.WITHOUT_RESULT) {
            for (MockResponse.Builder response : List.of(nothing, garbage, cut, other, truncated)) {
                server.enqueue(response.clone());
                InboxCall<?> call = ApiTable.call(operation, server.client())
                        .with(CallOptions.builder()
                                .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                                .build());

                assertThat(call.execute()).isNull();
                assertThat(server.requests()).isEqualTo(++requests);
            }
        }
    }

    @Test
    void doesNotRetryAResponseThatIsNotHttp() throws IOException {
        try (RawServer raw =
                RawServer.respondingWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk at all\r\n"
                        .getBytes(StandardCharsets.US_ASCII))) {
            InboxClient client = server.client(builder -> builder.baseUrl(raw.baseUrl())
                    .options(CallOptions.builder()
                            .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                            .build()));

            assertThat(catchThrowableOfType(
                            InboxDecodingException.class,
                            () -> client.team().get().execute()))
                    .hasMessageContaining("the body of the response is not valid HTTP")
                    .hasMessageNotContaining("no chunk at all");
            assertThat(raw.requests()).isOne();
        }
    }

    @Test
    void skipsAByteOrderMarkBeforeAResponse() throws IOException {
        server.enqueue("\ufeff" + Responses.TEAM);
        server.enqueue("\ufeff \n" + Responses.TEAM);
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(gzipped("\ufeff" + Responses.TEAM)));
        for (int i = 0; i < 3; i++) {
            assertThat(server.client().team().get().execute().slug()).isEqualTo("acme");
        }
        for (String broken :
                new String[] {"\ufeff\ufeff" + Responses.TEAM, " \ufeff" + Responses.TEAM, Responses.TEAM + "\ufeff"}) {
            server.enqueue(broken);
            assertThat(catchThrowableOfType(
                            InboxDecodingException.class,
                            () -> server.client().team().get().execute()))
                    .isNotNull();
        }
    }

    @Test
    void skipsAByteOrderMarkBeforeAnError() {
        server.enqueue(404, "\ufeff{\"error\":{\"code\":\"THREAD_NOT_FOUND\",\"message\":\"gone\",\"status\":404}}");
        server.enqueue(404, "\ufeff");

        InboxApiException.NotFound e = catchThrowableOfType(
                InboxApiException.NotFound.class,
                () -> server.client().team().get().execute());
        InboxApiException.NotFound empty = catchThrowableOfType(
                InboxApiException.NotFound.class,
                () -> server.client().team().get().execute());

        assertThat(e.code()).isEqualTo("THREAD_NOT_FOUND");
        assertThat(e).hasMessageContaining("gone");
        assertThat(empty).hasMessageContaining("the response has no body");
    }

    private static Buffer gzipped(String text) throws IOException {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8(text);
        }
        return compressed;
    }
}
