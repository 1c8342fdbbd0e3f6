package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitTest {

    private final FakeClock clock = new FakeClock("2026-01-01T00:00:00Z");

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(builder -> builder.clock(clock).rateLimits(new RateLimits(5, 12, 20, 2)));

    @Test
    void eachResponseHasTheRemainingRequests() {
        for (String path : new String[] {"/account-links", "/nothing", "/threads?limit=0"}) {
            sandbox.get(path);
        }
        Reply reply = sandbox.get("/team");

        assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("5");
        assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("1");
        assertThat(reply.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(clock.instant().getEpochSecond() + 60));
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void rejectsRequestsUntilTheOldestLeavesTheWindow() {
        sandbox.get("/team");
        clock.advance(Duration.ofMillis(20_500));
        sendRequests(4);

        Reply rejected = sandbox.get("/team");
        sandbox.assertError(rejected, 429, "RATE_LIMITED", "5", "40 s");
        assertThat(rejected.header("Retry-After")).isEqualTo("40");
        assertThat(rejected.header("X-RateLimit-Remaining")).isEqualTo("0");
        clock.advance(Duration.ofMillis(39_499));
        assertThat(sandbox.get("/team").header("Retry-After")).isEqualTo("1");
        clock.advance(Duration.ofMillis(1));
        assertThat(sandbox.get("/team").status()).isEqualTo(200);
        assertThat(sandbox.get("/team").header("Retry-After")).isEqualTo("21");
    }

    @Test
    void hourAndDayAreLimitedToo() {
        sendRequests(5);
        clock.advance(Duration.ofMinutes(1));
        sendRequests(5);
        clock.advance(Duration.ofMinutes(1));
        sendRequests(2);
        Reply hour = sandbox.get("/team");
        sandbox.assertError(hour, 429, "RATE_LIMITED", "12");
        assertThat(hour.header("Retry-After")).isEqualTo(Long.toString(58 * 60));

        clock.advance(Duration.ofMinutes(59));
        sendRequests(5);
        clock.advance(Duration.ofMinutes(1));
        sendRequests(3);
        Reply day = sandbox.get("/team");
        sandbox.assertError(day, 429, "RATE_LIMITED", "20");
        assertThat(day.header("X-RateLimit-Limit")).isEqualTo("20");
    }

    @Test
    void sendingIsLimitedPerAccountLink() {
        assertThat(quickSend("acc_abc123").status()).isEqualTo(200);
        assertThat(quickSend("acc_abc123").status()).isEqualTo(200);
        Reply rejected = quickSend("acc_abc123");
        sandbox.assertError(rejected, 429, "RATE_LIMITED", "acc_abc123");
        assertThat(rejected.header("Retry-After")).isEqualTo("60");
        assertThat(rejected.header("X-RateLimit-Limit")).isEqualTo("2");
        assertThat(quickSend("acc_def456").status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(60));
        assertThat(sandbox.ok("/events")
                        .path("events")
                        .valueStream()
                        .filter(event -> event.path("type").stringValue().equals("message.created")))
                .hasSize(3);
        assertThat(quickSend("acc_abc123").status()).isEqualTo(200);
    }

    @Test
    void rejectedMessageDoesNotCount() {
        sandbox.send("POST", "/threads/messages", "{\"accountLinkId\":\"acc_abc123\",\"text\":\"Hi\"}");
        sandbox.send("POST", "/threads/messages", "{\"accountLinkId\":\"acc_abc123\",\"text\":\"Hi\"}");

        assertThat(quickSend("acc_abc123").status()).isEqualTo(200);
        assertThat(quickSend("acc_abc123").status()).isEqualTo(200);
    }

    @Test
    void rejectedRequestsDoNotCount() {
        sendRequests(5);
        sandbox.get("/team");
        sandbox.get("/team");
        clock.advance(Duration.ofMinutes(1));

        sendRequests(5);
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(0, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(1, 1, 1, -1));
    }

    @Test
    void defaultsMatchTheService() {
        assertThat(RateLimits.DEFAULT).isEqualTo(new RateLimits(300, 10_000, 100_000, 10));
    }

    private void sendRequests(int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(sandbox.get("/team").status()).isEqualTo(200);
        }
    }

    private Reply quickSend(String accountLinkId) {
        return sandbox.send(
                "POST",
                "/threads/messages",
                "{\"prospectPlatformId\":\"555555555\",\"accountLinkId\":\"" + accountLinkId + "\",\"text\":\"Hi!\"}");
    }
}
