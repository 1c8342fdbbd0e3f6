package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FromEnvTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void requiresOnlyTheToken() {
        try (InboxClient client = InboxClient.fromEnv(Map.of("INBOX_API_TOKEN", "t"))) {
            assertThat(client.baseUrl()).isEqualTo("https://inboxapp.com/api/v1/");
        }
    }

    @ParameterizedTest
    @CsvSource({"guide, inboxView=no-reply", "reference, inbox=no-reply", "REFERENCE, inbox=no-reply"})
    void readsTheBaseUrlAndTheNameSet(String names, String expected) {
        server.enqueue(Responses.NO_THREADS);

        try (InboxClient client = InboxClient.fromEnv(
                Map.of("INBOX_API_TOKEN", "from-env", "INBOX_BASE_URL", server.baseUrl(), "INBOX_API_NAMES", names))) {
            client.threads()
                    .list(ListThreadsQuery.builder()
                            .inboxView(InboxView.NO_REPLY)
                            .build())
                    .execute();
        }

        RecordedRequest request = server.received();
        assertThat(request.getTarget()).isEqualTo("/api/v1/threads?" + expected);
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer from-env");
    }

    @Test
    void rejectsAMissingTokenByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.fromEnv(Map.of("INBOX_BASE_URL", "https://inboxapp.com")))
                .withMessageContaining("INBOX_API_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "both"})
    void rejectsAnUnknownNameSetByVariable(String names) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.fromEnv(Map.of("INBOX_API_TOKEN", "t", "INBOX_API_NAMES", names)))
                .withMessageContaining("INBOX_API_NAMES");
    }

    @Test
    void readsTheBaseUrlVariableOfTheOfficialSdk() {
        server.enqueue(Responses.NO_THREADS);

        try (InboxClient client =
                InboxClient.fromEnv(Map.of("INBOX_API_TOKEN", "t", "INBOX_API_BASE_URL", server.baseUrl()))) {
            client.threads().list(ListThreadsQuery.builder().build()).execute();
        }

        assertThat(server.received().getTarget()).isEqualTo("/api/v1/threads");
    }

    @ParameterizedTest
    @CsvSource({
        "https://inboxapp.com/api/v1, https://inboxapp.com/api/v1",
        "https://inboxapp.com/api/v1, https://inboxapp.com/api/v1/",
        "https://inboxapp.com/api/v1//, HTTPS://InboxApp.com:443/api/v1",
    })
    void acceptsBothBaseUrlVariablesWithTheSameValue(String url, String other) {
        try (InboxClient client = InboxClient.fromEnv(
                Map.of("INBOX_API_TOKEN", "t", "INBOX_BASE_URL", url, "INBOX_API_BASE_URL", other))) {
            assertThat(client.baseUrl()).isEqualTo("https://inboxapp.com/api/v1/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://test.inboxapp.com/api/v1",
                "https://inboxapp.com:444/api/v1",
                "https://inboxapp.com/api/V1",
                "https://inboxapp.com",
                "http://localhost/api/v1"
            })
    void rejectsBothBaseUrlVariablesWithDifferentValues(String other) {
        for (boolean swapped : new boolean[] {false, true}) {
            String usual = "https://inboxapp.com/api/v1";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> InboxClient.fromEnv(Map.of(
                            "INBOX_API_TOKEN",
                            "secret-t",
                            "INBOX_BASE_URL",
                            swapped ? other : usual,
                            "INBOX_API_BASE_URL",
                            swapped ? usual : other)))
                    .withMessageContainingAll("INBOX_BASE_URL and INBOX_API_BASE_URL", "different")
                    .withMessageNotContainingAny("secret-t", "http");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INBOX_BASE_URL", "INBOX_API_BASE_URL"})
    void rejectsAnInvalidBaseUrlByVariable(String variable) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "INBOX_API_TOKEN",
                "t",
                "INBOX_BASE_URL",
                "https://inboxapp.com/api/v1",
                "INBOX_API_BASE_URL",
                "https://inboxapp.com/api/v1"));
        environment.put(variable, "https://user:password@inboxapp.com/api/v1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.fromEnv(environment))
                .withMessageStartingWith("the environment variable " + variable + " cannot be used: baseUrl must")
                .withMessageNotContaining("password");
    }

    @ParameterizedTest
    @CsvSource({
        "INBOX_API_TOKEN, ''",
        "INBOX_API_TOKEN, ' '",
        "INBOX_BASE_URL, ''",
        "INBOX_BASE_URL, ' '",
        "INBOX_API_BASE_URL, ''",
        "INBOX_API_BASE_URL, ' '"
    })
    void rejectsAnEmptyVariable(String variable, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("INBOX_API_TOKEN", "t"));
        environment.put(variable, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.fromEnv(environment))
                .withMessageContaining(variable);
    }
}
