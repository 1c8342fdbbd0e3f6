package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the SDK against Steady, an independent mock server, with both documents. */
class IndependentServerTest {
    private static final Path GUIDE = Path.of("../api-spec/src/main/openapi/inbox.yaml");
    private static final Path REFERENCE = Path.of("../api-spec/target/inbox-reference.yaml");

    private static final OkHttpClient HTTP = new OkHttpClient();
    private static final Map<NameSet, IndependentServer> SERVERS = new EnumMap<>(NameSet.class);

    @BeforeAll
    static void start() {
        SERVERS.put(NameSet.GUIDE, IndependentServer.of(GUIDE.toAbsolutePath().normalize()));
        SERVERS.put(
                NameSet.REFERENCE,
                IndependentServer.of(REFERENCE.toAbsolutePath().normalize()));
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(IndependentServer::close);
        HTTP.dispatcher().executorService().shutdown();
        HTTP.connectionPool().evictAll();
    }

    static Stream<Arguments> calls() {
        return Stream.of(NameSet.values())
                .flatMap(names -> Interactions.in(names).stream()
                        .filter(interaction -> interaction.response.status() == 200)
                        .filter(IndependentServerTest::isSupportedBySteady)
                        .map(interaction -> Arguments.of(names, interaction)));
    }

    /** Excludes queries with booleans in nested brackets. Steady reads those as strings and rejects them, although they are valid. */
    private static boolean isSupportedBySteady(Interaction interaction) {
        return !interaction.request.query().containsKey("filters[tags][noTags]");
    }

    private static List<String> objections(Response response) {
        return response.headers().names().stream()
                .filter(header -> header.matches("(?i)x-steady-error-\\d+-message"))
                .map(header -> response.header(header.replace("message", "path")) + ": " + response.header(header))
                .toList();
    }

    private static List<String> call(NameSet serverNames, NameSet clientNames, Interaction interaction) {
        List<String> objections = new ArrayList<>();
        OkHttpClient http = HTTP.newBuilder()
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    objections.addAll(objections(response));
                    return response;
                })
                .build();
        InboxClient.Builder settings = InboxClient.builder()
                .baseUrl(SERVERS.get(serverNames).baseUrl())
                .apiToken("sandbox-token")
                .names(clientNames)
                .arrayFormat(ArrayFormat.BRACKETS)
                .httpClient(http)
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
        try (InboxClient inbox = interaction.client.apply(settings).build()) {
            var unused = interaction.call.apply(inbox).execute();
        } catch (InboxApiException e) {
            objections.add(String.valueOf(e.getMessage()));
        }
        return objections;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void steadyAcceptsTheRequest(NameSet names, Interaction interaction) {
        assertThat(call(names, names, interaction)).isEmpty();
    }

    /** Proves that Steady validates requests at all. */
    @Test
    void steadyRejectsTheOtherNameSet() {
        Interaction send = Interactions.in(NameSet.GUIDE).stream()
                .filter(interaction -> interaction.operation.equals("messages.quickSend"))
                .findFirst()
                .orElseThrow();
        assertThat(call(NameSet.REFERENCE, NameSet.GUIDE, send)).isNotEmpty();
        assertThat(call(NameSet.GUIDE, NameSet.REFERENCE, send)).isNotEmpty();
    }
}
