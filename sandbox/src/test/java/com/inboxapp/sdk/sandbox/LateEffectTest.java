package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class LateEffectTest {

    private final FakeClock clock = new FakeClock("2026-01-01T00:00:00Z");

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(builder -> builder.empty().clock(clock).rateLimits(new RateLimits(100, 100, 100, 2)));

    @Test
    void messageAppearsAfterTheDelay() {
        messages().nth(1, Fault.lateEffect(Duration.ofMinutes(2)).respond(504));

        assertThat(sandbox.attemptMessage("Hi").orElseThrow().status()).isEqualTo(504);
        assertThat(sandbox.sentTexts()).isEmpty();
        clock.advance(Duration.ofMinutes(2).minusMillis(1));
        assertThat(sandbox.sentTexts()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
    }

    @Test
    void messageAppearsLateWhenTheResponseIsLost() {
        messages().nth(1, Fault.lateEffect(Duration.ofMinutes(2)));

        assertThat(sandbox.attemptMessage("Hi")).isEmpty();
        assertThat(lookup().isNull()).isTrue();
        clock.advance(Duration.ofHours(1));

        JsonNode thread = lookup();
        assertThat(thread.path("createdAt").stringValue()).isEqualTo("2026-01-01T00:02:00.000Z");
        assertThat(thread.path("lastMessage").path("createdAt").stringValue()).isEqualTo("2026-01-01T00:02:00.000Z");
        assertThat(sandbox.sandbox().sentMessages())
                .extracting(SandboxMessage::createdAt)
                .containsExactly(Instant.parse("2026-01-01T00:02:00Z"));
        assertThat(Reply.texts(sandbox.ok("/events").path("events"), "timestamp"))
                .hasSize(3)
                .containsOnly("2026-01-01T00:02:00.000Z");
    }

    @Test
    void lateEffectsHappenInDueOrderBeforeTheNextRequest() {
        messages()
                .nth(1, Fault.lateEffect(Duration.ofSeconds(90)))
                .nth(2, Fault.lateEffect(Duration.ofSeconds(20)))
                .nth(3, Fault.lateEffect(Duration.ofSeconds(20)));
        for (String text : List.of("third", "first", "second")) {
            sandbox.attemptMessage(text);
        }
        clock.advance(Duration.ofMinutes(3));
        sandbox.attemptMessage("fourth");

        assertThat(sandbox.sentTexts()).containsExactly("first", "second", "third", "fourth");
        assertThat(sandbox.sandbox().sentMessages())
                .extracting(SandboxMessage::createdAt)
                .isSorted();
    }

    @Test
    void rejectedLateEffectDoesNotHappen() {
        messages().nth(1, Fault.lateEffect(Duration.ofSeconds(30)));

        sandbox.attemptMessage("rejected by the limit of two a minute");
        sandbox.attemptMessage("a");
        sandbox.attemptMessage("b");
        clock.advance(Duration.ofHours(1));

        assertThat(sandbox.sentTexts()).containsExactly("a", "b");
    }

    @Test
    void lateEffectCountsAgainstTheRateLimitsWhenItHappens() {
        messages().nth(1, Fault.lateEffect(Duration.ofSeconds(30)));

        sandbox.attemptMessage("late");
        clock.advance(Duration.ofSeconds(80));
        assertThat(sandbox.attemptMessage("a").orElseThrow().status()).isEqualTo(200);
        Reply rejected = sandbox.attemptMessage("b").orElseThrow();

        assertThat(rejected.status()).isEqualTo(429);
        assertThat(rejected.header("Retry-After")).isEqualTo("10");
        assertThat(sandbox.sentTexts()).containsExactly("late", "a");
    }

    @Test
    void requestIsLoggedOnceOnArrival() {
        messages().nth(1, Fault.lateEffect(Duration.ofSeconds(30)).respond(500));

        sandbox.attemptMessage("Hi");
        assertThat(sandbox.sandbox().requests())
                .extracting(ReceivedRequest::status)
                .containsExactly(500);
        clock.advance(Duration.ofMinutes(1));
        assertThat(sandbox.sentTexts()).hasSize(1);
        assertThat(sandbox.sandbox().requests()).hasSize(1);
    }

    @Test
    void clearingTheFaultsKeepsPendingLateEffects() {
        messages().nth(1, Fault.lateEffect(Duration.ofSeconds(30)));

        sandbox.attemptMessage("Hi");
        sandbox.sandbox().faults().clear();
        clock.advance(Duration.ofMinutes(1));

        assertThat(sandbox.sentTexts()).containsExactly("Hi");
    }

    private Faults.Requests messages() {
        return sandbox.sandbox().faults().on("POST", "/threads/messages");
    }

    private JsonNode lookup() {
        return sandbox.ok("/threads/lookup?accountLinkId=acc_abc123&prospectPlatformId=555555555")
                .path("thread");
    }
}
