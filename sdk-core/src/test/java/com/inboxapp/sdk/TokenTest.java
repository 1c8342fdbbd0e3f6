package com.inboxapp.sdk;

import static com.inboxapp.sdk.TestServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.model.ThreadId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Url;

class TokenTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @RegisterExtension
    final TestServer other = new TestServer();

    interface Anywhere {
        @GET
        InboxCall<Void> get(@Url String url);

        @GET("team")
        InboxCall<Void> getAs(@Header("Authorization") String authorization);
    }

    @Test
    void isNotSentToAnotherPort() {
        other.enqueue("");

        server.client().api(Anywhere.class).get(other.baseUrl()).execute();

        assertThat(other.received().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void isNotSentToAnotherHost() {
        server.enqueue("");
        String sameMachine = server.baseUrl().replace(server.mock().getHostName(), otherHostName(server.mock()));

        server.client().api(Anywhere.class).get(sameMachine).execute();

        assertThat(server.received().getHeaders().get("Authorization")).isNull();
    }

    private static String otherHostName(MockWebServer mock) {
        return mock.getHostName().equals("localhost") ? "127.0.0.1" : "localhost";
    }

    @Test
    void isSentOnlyToTheBaseUrlByTheCallFactory() throws IOException {
        server.enqueue("");
        other.enqueue("");
        Call.Factory calls = server.client().retrofit().callFactory();

        for (String url : new String[] {server.baseUrl(), other.baseUrl()}) {
            try (Response response =
                    calls.newCall(new Request.Builder().url(url).build()).execute()) {
                assertThat(response.code()).isEqualTo(200);
            }
        }

        assertThat(server.received().getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(other.received().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void isNotReplacedByAHeaderOfACall() {
        server.enqueue("");

        server.client().api(Anywhere.class).getAs("Bearer stolen").execute();

        assertThat(server.received().getHeaders().values("Authorization")).containsExactly("Bearer " + TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void doesNotFollowRedirects(int status) {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().code(status).addHeader("Location", other.baseUrl() + "/threads"));
        }
        InboxClient client = server.client();

        assertThatExceptionOfType(InboxApiException.Other.class)
                .isThrownBy(() -> client.threads().list().execute())
                .satisfies(e -> assertThat(e.status()).isEqualTo(status))
                .satisfies(e -> assertThat(e.headers()).containsKey("location"));
        assertThatExceptionOfType(InboxUnconfirmedException.class)
                .isThrownBy(() -> ApiTable.call("messages.quickSend", client).execute())
                .withCauseExactlyInstanceOf(InboxApiException.Other.class);
        assertThatExceptionOfType(InboxApiException.Other.class)
                .isThrownBy(
                        () -> client.threads().delete(ThreadId.of("thread_1")).execute());
        assertThat(server.requests()).isEqualTo(3);
        assertThat(other.requests()).isZero();
    }

    @Test
    void doesNotFollowARedirectToTheSameHost() {
        server.enqueue(new MockResponse.Builder().code(307).addHeader("Location", server.baseUrl() + "/threads"));

        assertThatExceptionOfType(InboxUnconfirmedException.class)
                .isThrownBy(
                        () -> ApiTable.call("messages.send", server.client()).execute())
                .withCauseExactlyInstanceOf(InboxApiException.Other.class)
                .withMessageContaining("base URL");
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {
                " ",
                "secret token",
                "secret\n",
                "\nsecret",
                "secret\r\nX: y",
                "sécret",
                "secret\u0000",
                "secret\u007f"
            })
    void rejectsAnInvalidTokenWithoutShowingIt(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().apiToken(token))
                .withMessageStartingWith("apiToken must ")
                .withMessageNotContaining("cret");
    }

    @Test
    void rejectsAClientWithoutAToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().build())
                .withMessageContaining("apiToken")
                .withMessageContaining("INBOX_API_TOKEN");
    }

    @Test
    void isNotShownByToString() {
        InboxClient client = server.client();
        InboxClient.Builder builder = InboxClient.builder().apiToken(TOKEN).baseUrl(server.baseUrl());

        List<Object> reachable = List.of(
                client,
                builder,
                client.threads(),
                client.threads().list(),
                client.retrofit(),
                client.retrofit().callFactory(),
                client.retrofit().callAdapterFactories(),
                client.retrofit().converterFactories());

        assertThat(client).hasToString("InboxClient[" + client.baseUrl() + "]");
        assertThat(reachable).extracting(String::valueOf).noneMatch(text -> text.contains(TOKEN));
    }

    @Test
    void isNotShownByExceptions() {
        InboxClient client = server.client();
        server.enqueue(401, "{\"error\":{\"code\":\"UNAUTHORIZED\",\"message\":\"no\",\"status\":401}}");
        server.enqueue("<html>");
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(InboxException.class)
                    .isThrownBy(
                            () -> ApiTable.call("messages.quickSend", client).execute())
                    .satisfies(
                            e -> assertThat(stackTrace(e)).contains("InboxCall").doesNotContain(TOKEN));
        }
    }

    private static String stackTrace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
