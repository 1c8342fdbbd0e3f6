package com.inboxapp.sdk;

import static com.inboxapp.sdk.TestServer.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import com.inboxapp.sdk.webhook.WebhookException;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SerializationTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final String TEXT = "Lunch on Tuesday \ud83c\udf7d, at Ren\u00e9's?";
    private static final String BODY = "body-of-a-response-1";
    private static final ThreadId THREAD = ThreadId.of("thread_abc");
    private static final Headers HEADERS = Headers.of(
            "X-Request-Id", "req_1",
            "X-RateLimit-Limit", "60",
            "X-RateLimit-Remaining", "3",
            "X-RateLimit-Reset", "1767225600",
            "Server", "one",
            "Server", "two");

    @RegisterExtension
    final TestServer server = new TestServer();

    @RegisterExtension
    final SecretScanner scanner = new SecretScanner(TOKEN, TEXT, BODY);

    private static InboxApiException api(int status) {
        return InboxApiException.of(
                "threads.list", 3, new ErrorBody(status, "CODE", "what happened", "req_1"), HEADERS);
    }

    private InboxClient refusingClient() {
        server.enqueue(
                503,
                "{\"error\":{\"code\":\"BROKEN\",\"message\":\"no " + TOKEN + " " + TEXT + "\"},\"more\":\"" + BODY
                        + "\"}");
        server.enqueue(503, "{\"more\":\"" + BODY + "\"}");
        return server.client(builder -> builder.settleTime(Duration.ZERO)
                .options(CallOptions.builder().retries(RetryPolicy.none()).build()));
    }

    private static InboxUnconfirmedException unconfirmed(Runnable send) {
        return catchThrowableOfType(InboxUnconfirmedException.class, send::run);
    }

    private InboxUnconfirmedException unconfirmedQuickSend() {
        InboxClient client = refusingClient();
        return unconfirmed(() -> client.confirmed().quickSend(VirtualSandbox.message("555555555", TEXT)));
    }

    private InboxUnconfirmedException unconfirmedSend(InboxClient client) {
        return unconfirmed(() -> client.messages()
                .send(THREAD, SendMessageRequest.builder().text(TEXT).build())
                .execute());
    }

    private static WebhookException webhook() {
        WebhookVerifier verifier =
                WebhookVerifier.builder().secret("ibt_wh_secret-1").build();
        return catchThrowableOfType(
                WebhookException.class, () -> verifier.verify(BODY.getBytes(UTF_8), "t=1,v1=" + TOKEN));
    }

    private List<RuntimeException> samples() {
        Map<AccountLinkId, Throwable> failures = new LinkedHashMap<>();
        failures.put(AccountLinkId.of("acc_2"), api(404));
        failures.put(AccountLinkId.fromServer("123 4"), new InboxClosedException("threads.list", 1, "closed"));
        List<RuntimeException> samples = new ArrayList<>(List.of(
                new InboxAccountException(
                        "messages.quickSend", InboxAccountException.Reason.UNKNOWN, "no such account"),
                new InboxAccountsException("threads.list", failures),
                new InboxClosedException("threads.list", 1, "closed"),
                new InboxConnectionException("threads.list", 2, "lost", new IOException("reset")),
                new InboxDeadlineException("threads.list", 2, "too late"),
                new InboxDecodingException("threads.list", 1, "not JSON", 200, "req_1", new IOException("no JSON")),
                new InboxInterruptedException("threads.list", 1, "interrupted"),
                new InboxPaginationException("threads.list", "the cursor was used before"),
                new InboxRateLimitException("threads.list", 1, "too long", Duration.ofSeconds(7)),
                new InboxTimeoutException("threads.list", 1, "no response", new Outcome.AttemptTimeout("60 s")),
                unconfirmedQuickSend(),
                webhook()));
        IntStream.of(400, 401, 403, 404, 409, 422, 429, 503, 418).forEach(status -> samples.add(api(status)));
        samples.get(0).addSuppressed(api(404));
        return samples;
    }

    private static Map<String, String> getters(Throwable exception) throws ReflectiveOperationException {
        Map<String, String> values = new TreeMap<>();
        for (Method method : exception.getClass().getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && (method.getDeclaringClass().getName().startsWith("com.inboxapp.sdk.")
                            || method.getName().matches("getMessage|getLocalizedMessage|getCause|toString"))) {
                values.put(method.getName(), String.valueOf(method.invoke(exception)));
            }
        }
        return values;
    }

    private static boolean isPublicException(Class<?> type) {
        return Throwable.class.isAssignableFrom(type)
                && Modifier.isPublic(type.getModifiers())
                && !Modifier.isAbstract(type.getModifiers());
    }

    private static List<Class<?>> classes() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                    .<Class<?>>map(file -> load(file.replace(".class", "").replace('/', '.')))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, SerializationTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    @Test
    void keepsWhatEachExceptionReturnsAndNoSecret() throws Exception {
        List<RuntimeException> samples = samples();

        assertThat(samples.stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(classes().stream()
                        .filter(SerializationTest::isPublicException)
                        .toList());
        for (RuntimeException sample : samples) {
            RuntimeException copy = Serialized.copy(sample);
            assertThat(getters(copy)).isEqualTo(getters(sample)).hasSizeGreaterThan(4);
            assertThat(copy.getStackTrace()).isEqualTo(sample.getStackTrace());
            assertThat(copy.getSuppressed()).hasSameSizeAs(sample.getSuppressed());
            scanner.failure(sample);
            scanner.failure(copy);
        }
    }

    @Test
    void setsTheVersionOfEachException() throws IOException {
        List<Class<?>> exceptions =
                classes().stream().filter(Throwable.class::isAssignableFrom).toList();

        assertThat(exceptions).hasSizeGreaterThan(20).allSatisfy(type -> {
            assertThat(type).hasDeclaredFields("serialVersionUID");
            assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID()).isOne();
        });
    }

    @Test
    void keepsTheRateLimitAndTheHeaders() {
        InboxApiException copy = Serialized.copy(api(429));

        assertThat(copy.rateLimit()).isEqualTo(RateLimitHeaders.parse(HEADERS));
        assertThat(copy.headers())
                .containsEntry("server", List.of("one", "two"))
                .containsKey("X-Request-Id");
    }

    @Test
    void refusesToConfirmADeserializedSend() {
        InboxClient client = refusingClient();
        InboxUnconfirmedException copy = Serialized.copy(unconfirmedSend(client));
        int requests = server.requests();

        assertThat(copy.isSend()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.confirmed().confirm(copy))
                .withMessage("a deserialized exception has no text to search for, so look into the thread thread_abc"
                        + " before you send the message again");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> client.confirmed().confirmAsync(copy).join())
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isEqualTo(requests);
    }

    @Test
    void refusesToConfirmADeserializedQuickSend() {
        InboxUnconfirmedException copy = Serialized.copy(unconfirmedQuickSend());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.client().confirmed().confirm(copy))
                .withMessageContaining("look into the thread with the prospect");
    }

    @Test
    void leavesOutHeadersThatRepeatTheNoteOfARequest() {
        server.enqueue(new MockResponse.Builder()
                .code(422)
                .addHeader("X-Echo", "it was: a private note")
                .addHeader("X-Other", "kept"));

        InboxApiException failure = catchThrowableOfType(
                InboxApiException.class,
                () -> server.client()
                        .prospects()
                        .updateContext(
                                ProspectId.of("prospect_1"),
                                UpdateProspectContextRequest.builder()
                                        .notes("a private note")
                                        .build())
                        .execute());

        assertThat(failure.headers()).containsKey("x-other").doesNotContainKey("x-echo");
    }
}
