package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimeoutOptionsTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void acceptsAnyLongTimeout() {
        server.enqueue(Responses.TEAM);
        InboxClient client = server.client(builder ->
                builder.connectTimeout(ChronoUnit.FOREVER.getDuration()).readTimeout(Duration.ofDays(30)));

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void doesNotTreatLessThanAMillisecondAsInfinite() {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).body(Responses.TEAM));
        InboxClient client = server.client(builder -> builder.readTimeout(Duration.ofNanos(1)));

        assertThatExceptionOfType(InboxTimeoutException.class)
                .isThrownBy(() -> client.team().get().execute());
    }
}
