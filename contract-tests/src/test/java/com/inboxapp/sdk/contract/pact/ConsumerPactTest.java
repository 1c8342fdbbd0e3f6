package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.support.Result;
import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.model.InboxModels;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs each interaction with the SDK against the mock server of Pact, and records it if the SDK sends the request and reads the response.
 */
class ConsumerPactTest {
    private static final String RECORDED = "target/pacts";
    private static final OkHttpClient HTTP = new OkHttpClient();
    private static final Map<NameSet, List<V4Interaction>> PASSED =
            Map.of(NameSet.GUIDE, new ArrayList<>(), NameSet.REFERENCE, new ArrayList<>());

    static Stream<Arguments> interactions() {
        return Arrays.stream(NameSet.values())
                .flatMap(names -> Interactions.in(names).stream().map(interaction -> Arguments.of(names, interaction)));
    }

    @AfterAll
    static void record() {
        PASSED.forEach((names, interactions) -> assertThat(
                        Pacts.pact(names, interactions).write(RECORDED, PactSpecVersion.V4))
                .isInstanceOf(Result.Ok.class));
    }

    @AfterAll
    static void close() {
        HTTP.dispatcher().executorService().shutdown();
        HTTP.connectionPool().evictAll();
    }

    @ParameterizedTest
    @MethodSource("interactions")
    void sdkSendsTheRequestAndReadsTheResponse(NameSet names, Interaction interaction) throws Exception {
        V4Interaction recorded = Pacts.interaction(interaction);
        // the runner of Pact would wait 100 ms for each interaction
        BaseMockServer server = MockHttpServerKt.mockServer(
                Pacts.pact(names, List.of(recorded)),
                MockProviderConfig.createDefault("127.0.0.1", PactSpecVersion.V4));
        server.start();
        try {
            server.waitForServer();
            Throwable failure = catchThrowable(() -> run(names, interaction, server.getUrl()));
            PactVerificationResult result = server.validateMockServerState(null);
            assertThat(result).as(result.getDescription()).isInstanceOf(PactVerificationResult.Ok.class);
            if (failure != null) {
                throw new AssertionError(interaction.toString(), failure);
            }
        } finally {
            server.stop();
        }
        PASSED.get(names).add(recorded);
    }

    private static void run(NameSet names, Interaction interaction, String server) throws Exception {
        AtomicReference<Request> sent = new AtomicReference<>();
        OkHttpClient http = HTTP.newBuilder()
                .addNetworkInterceptor(chain -> {
                    sent.set(chain.request());
                    return chain.proceed(chain.request());
                })
                .build();
        InboxClient.Builder settings = InboxClient.builder()
                .baseUrl(server + Pacts.BASE_PATH)
                .apiToken(Pacts.TOKEN)
                .names(names)
                .httpClient(http)
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
        try (InboxClient inbox = interaction.client.apply(settings).build()) {
            if (interaction.response.status() == 200) {
                Object read = interaction.call.apply(inbox).execute();
                assertThat(withoutNulls(json(names, read)))
                        .isEqualTo(withoutNulls(Shape.example(interaction.response.body())));
            } else {
                assertRefusal(
                        interaction,
                        catchThrowable(() -> interaction.call.apply(inbox).execute()));
            }
        }
        assertSentExactly(interaction, sent.get());
    }

    /** Checks path and body exactly. The mock server accepts any value where a provider state can supply one. */
    private static void assertSentExactly(Interaction interaction, Request sent) throws Exception {
        assertThat(sent.url().encodedPath()).isEqualTo(Pacts.BASE_PATH + Pacts.path(interaction));
        Buffer body = new Buffer();
        if (sent.body() != null) {
            sent.body().writeTo(body);
        }
        JsonNode expected = interaction.request.body() == null
                ? JsonNodeFactory.instance.missingNode()
                : Shape.example(interaction.request.body());
        assertThat(JsonMapper.shared().readTree(body.readByteArray())).isEqualTo(expected);
    }

    private static void assertRefusal(Interaction interaction, @Nullable Throwable thrown) {
        Throwable failure = thrown;
        while (failure != null && !(failure instanceof InboxApiException)) {
            failure = failure.getCause(); // the exception of an unconfirmed send has it as its cause
        }
        assertThat(failure).isInstanceOfSatisfying(InboxApiException.class, refusal -> {
            JsonNode error = Shape.example(interaction.response.body()).path("error");
            assertThat(refusal.status()).isEqualTo(interaction.response.status());
            assertThat(refusal.code()).isEqualTo(error.path("code").asString());
            assertThat(refusal).hasMessageContaining(error.path("message").asString());
            assertThat(refusal.rateLimit()).isEqualTo(new RateLimit(300, 297, Instant.ofEpochSecond(1_762_797_840)));
            interaction
                    .response
                    .headers()
                    .forEach((name, value) ->
                            assertThat(refusal.headers()).containsEntry(name.toLowerCase(Locale.ROOT), List.of(value)));
        });
    }

    /** Encodes what the SDK has read, in the name set of the response. */
    private static JsonNode json(NameSet names, @Nullable Object read) {
        Moshi moshi = new Moshi.Builder().add(new InboxModels(names)).build();
        Object value = read instanceof Optional<?> optional ? optional.orElse(null) : read;
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        JsonAdapter<Object> adapter = value instanceof List<?> items
                ? moshi.adapter(
                        Types.newParameterizedType(List.class, items.get(0).getClass()))
                : moshi.<Object>adapter((java.lang.reflect.Type) value.getClass());
        return JsonMapper.shared().readTree(adapter.serializeNulls().toJson(value));
    }

    /** Removes null fields: null and absent mean the same in a response. */
    private static JsonNode withoutNulls(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        removeNulls(copy);
        return copy;
    }

    private static void removeNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(name -> object.path(name).isNull())
                    .toList()
                    .forEach(object::remove);
        }
        node.forEach(ConsumerPactTest::removeNulls);
    }
}
