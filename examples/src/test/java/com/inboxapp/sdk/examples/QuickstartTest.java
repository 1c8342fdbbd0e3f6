package com.inboxapp.sdk.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartTest {
    /** The number of threads of @acmecorp in the view {@code default} of the demo data. */
    private static final int THREADS = 260;

    private static final Pattern STREAMED =
            Pattern.compile("(\\d+) threads on (\\d+) pages .* would have shown (\\d+)\\)");

    private static String run(Map<String, String> environment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(environment, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guide", "reference"})
    void listsAllThreadsAndSendsAMessageOnTheEmbeddedSandbox(String names) {
        String printed = run(Map.of(InboxClient.NAMES_VARIABLE, names));

        assertThat(printed)
                .contains("2 connected account(s)", "@acmecorp", "acc_abc123", "@acmesupport", "acc_def456")
                .contains("no existing thread", "Sent from @acmecorp", "Hi! Reaching out from our sales team.");
        Matcher streamed = STREAMED.matcher(printed);
        assertThat(streamed.find()).isTrue();
        assertThat(Integer.parseInt(streamed.group(1))).isEqualTo(THREADS);
        assertThat(Integer.parseInt(streamed.group(2))).isGreaterThan(2);
        assertThat(streamed.group(3)).isEqualTo("20");
    }

    @Test
    void ignoresTheBaseUrlWithoutAToken() {
        String otherUrl = "https://inboxapp.example/api/v1";

        assertThat(run(Map.of("INBOX_API_BASE_URL", otherUrl, "INBOX_BASE_URL", otherUrl)))
                .contains("Connected to a sandbox at http://127.0.0.1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INBOX_BASE_URL", "INBOX_API_BASE_URL"})
    void onlyReadsFromTheGivenApiWithAToken(String variable) {
        try (InboxSandbox real = InboxSandbox.builder().token("real-token").start()) {
            String printed = run(Map.of(InboxClient.TOKEN_VARIABLE, "real-token", variable, real.baseUrl()));

            assertThat(printed).contains("Connected to " + real.baseUrl(), THREADS + " threads on");
            assertThat(printed).doesNotContain("real-token", "Sent from");
            assertThat(real.requests())
                    .isNotEmpty()
                    .extracting(ReceivedRequest::method)
                    .containsOnly("GET");
        }
    }

    @Test
    void failsForAnInvalidTokenWithoutPrintingIt() {
        try (InboxSandbox real = InboxSandbox.builder().token("real-token").start()) {
            Map<String, String> environment =
                    Map.of(InboxClient.TOKEN_VARIABLE, "wrong-token", InboxClient.BASE_URL_VARIABLE, real.baseUrl());

            assertThatExceptionOfType(InboxApiException.Unauthorized.class)
                    .isThrownBy(() -> run(environment))
                    .withMessageContaining("accountLinks.list")
                    .withMessageNotContaining("wrong-token");
        }
    }
}
