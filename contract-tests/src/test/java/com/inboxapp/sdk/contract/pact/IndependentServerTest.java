package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.PacingOptions;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.runtime.ArrayForm;
import com.inboxapp.sdk.runtime.NameSet;
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

/** An independent judge: what the SDK sends, and what it reads, against a server that others made from the document. */
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
                        .filter(interaction -> interaction.answer.status() == 200)
                        .filter(IndependentServerTest::isReadByType)
                        .map(interaction -> Arguments.of(names, interaction)));
    }

    /** It takes the booleans of a query for text when they are in brackets of brackets, and for them alone refuses what is right. */
    private static boolean isReadByType(Interaction interaction) {
        return !interaction.request.query().containsKey("filters[tags][noTags]");
    }

    private static List<String> objections(Response response) {
        return response.headers().names().stream()
                .filter(header -> header.matches("(?i)x-steady-error-\\d+-message"))
                .map(header -> response.header(header.replace("message", "path")) + ": " + response.header(header))
                .toList();
    }

    private static List<String> call(NameSet names, NameSet spoken, Interaction interaction) {
        List<String> objections = new ArrayList<>();
        OkHttpClient http = HTTP.newBuilder()
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    objections.addAll(objections(response));
                    return response;
                })
                .build();
        InboxClient.Builder settings = InboxClient.builder()
                .baseUrl(SERVERS.get(names).baseUrl())
                .apiToken("sandbox-token")
                .names(spoken)
                .arrays(ArrayForm.BRACKETS)
                .httpClient(http)
                .pacing(PacingOptions.unpaced())
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
        try (InboxClient inbox = interaction.client.apply(settings).build()) {
            var unused = interaction.call.apply(inbox).execute();
        } catch (InboxApiException refused) {
            objections.add(String.valueOf(refused.getMessage()));
        }
        return objections;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anotherServerOfTheDocumentHasNothingToObject(NameSet names, Interaction interaction) {
        assertThat(call(names, names, interaction)).isEmpty();
    }

    /** The judge is no judge if it lets everything pass. */
    @Test
    void anotherServerOfTheDocumentObjectsToTheOtherNames() {
        Interaction send = Interactions.in(NameSet.GUIDE).stream()
                .filter(interaction -> interaction.operation.equals("messages.quickSend"))
                .findFirst()
                .orElseThrow();
        assertThat(call(NameSet.REFERENCE, NameSet.GUIDE, send)).isNotEmpty();
        assertThat(call(NameSet.GUIDE, NameSet.REFERENCE, send)).isNotEmpty();
    }
}
