package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.ratelimit.RateLimit;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxResponseTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void containsTheMetadataOfTheResponse() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("X-Request-Id", "req_1")
                .addHeader("X-RateLimit-Limit", "300")
                .addHeader("X-RateLimit-Remaining", "299")
                .addHeader("X-RateLimit-Reset", "1762797796")
                .addHeader("X-New", "a")
                .addHeader("x-new", "b")
                .body(Responses.TEAM));

        InboxResponse<Team> response = server.client().team().get().executeForResponse();

        assertThat(response.body().slug()).isEqualTo("acme");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.attempts()).isOne();
        assertThat(response.requestId()).isEqualTo("req_1");
        assertThat(response.rateLimit()).isEqualTo(new RateLimit(300, 299, Instant.parse("2025-11-10T18:03:16Z")));
        assertThat(response.headers()).containsEntry("x-new", List.of("a", "b"));
        assertThat(response).hasToString("InboxResponse[status=200, requestId=req_1, attempts=1]");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> response.headers().clear());
    }

    @Test
    void returnsNullForMissingValues() {
        server.enqueue("");

        InboxResponse<Void> response =
                server.client().threads().delete(ThreadId.of("thread_1")).executeForResponse();

        assertThat(response.body()).isNull();
        assertThat(response.requestId()).isNull();
        assertThat(response.rateLimit()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "300, 299, never",
        "many, 299, 1762797796",
        "300, 2.5, 1762797796",
        "300, '', 1762797796",
        "99999999999999999999, 299, 1762797796",
        "300, 299, 9223372036854775807",
    })
    void ignoresInvalidRateLimitHeaders(String limit, String remaining, String reset) {
        Headers headers =
                Headers.of("X-RateLimit-Limit", limit, "X-RateLimit-Remaining", remaining, "X-RateLimit-Reset", reset);

        assertThat(RateLimitHeaders.parse(headers)).isNull();
    }
}
