package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EventsTest {

    private final FakeClock clock = new FakeClock("2026-01-01T00:00:00Z");

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(builder -> builder.empty().unlimited().clock(clock));

    @Test
    void listsEventsAfterASequenceNumber() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            sandbox.ok("POST", "/tags", "{\"name\":\"" + name + "\"}");
        }

        JsonNode first = sandbox.ok("/events?limit=2");
        assertThat(tagNames(first)).containsExactly("a", "b");
        assertThat(first.path("hasMore").booleanValue()).isTrue();
        JsonNode second =
                sandbox.ok("/events?limit=3&afterSeq=" + first.path("lastSeq").longValue());
        assertThat(tagNames(second)).containsExactly("c", "d", "e");
        assertThat(second.path("hasMore").booleanValue(true)).isFalse();
        JsonNode third = sandbox.ok("/events?afterSeq=" + second.path("lastSeq").longValue());
        assertThat(third.path("events")).isEmpty();
        assertThat(third.path("lastSeq").isNull()).isTrue();
    }

    @Test
    void eventsAreKeptForSevenDays() {
        sandbox.ok("POST", "/tags", "{\"name\":\"a\"}");
        clock.advance(Duration.ofDays(7));
        sandbox.ok("POST", "/tags", "{\"name\":\"b\"}");

        assertThat(tagNames(sandbox.ok("/events"))).containsExactly("a", "b");
        clock.advance(Duration.ofMillis(1));
        assertThat(tagNames(sandbox.ok("/events"))).containsExactly("b");
        assertThat(sandbox.ok("/events").path("lastSeq").longValue()).isEqualTo(2);
    }

    @Test
    void timesComeFromTheClockInMilliseconds() {
        clock.advance(Duration.ofNanos(1_234_567_890));
        JsonNode status = sandbox.ok("POST", "/statuses", "{\"name\":\"a\"}");

        assertThat(status.path("createdAt").stringValue()).isEqualTo("2026-01-01T00:00:01.234Z");
        assertThat(sandbox.ok("/events")
                        .path("events")
                        .path(0)
                        .path("timestamp")
                        .stringValue())
                .isEqualTo("2026-01-01T00:00:01.234Z");
    }

    @Test
    void messagesOfTheSameMillisecondKeepTheirOrder() {
        String thread = sandbox.threadWith("acc_abc123", "777");
        for (int i = 0; i < 20; i++) {
            sandbox.ok("POST", "/threads/" + thread + "/messages", "{\"text\":\"" + i + "\"}");
        }

        JsonNode messages = sandbox.ok("/threads/" + thread + "/messages").path("messages");
        assertThat(Reply.texts(messages, "createdAt")).containsOnly("2026-01-01T00:00:00.000Z");
        assertThat(Reply.texts(messages, "text")).startsWith("19", "18", "17").endsWith("1", "0", "Hello");
    }

    @Test
    void timeNeverGoesBack() {
        String thread = sandbox.threadWith("acc_abc123", "777");
        clock.advance(Duration.ofHours(-1));
        sandbox.ok("POST", "/threads/" + thread + "/messages", "{\"text\":\"Later\"}");

        JsonNode newest =
                sandbox.ok("/threads/" + thread + "/messages").path("messages").path(0);
        assertThat(newest.path("text").stringValue()).isEqualTo("Later");
        assertThat(newest.path("createdAt").stringValue()).isEqualTo("2026-01-01T00:00:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"afterSeq=-1", "afterSeq=x", "limit=0", "limit=1001"})
    void errorNamesTheInvalidParameter(String query) {
        sandbox.assertError(
                sandbox.get("/events?" + query), 400, "BAD_REQUEST", query.substring(0, query.indexOf('=')));
    }

    private static List<String> tagNames(JsonNode page) {
        return page.path("events")
                .valueStream()
                .map(event -> event.path("data").path("tag").path("name").stringValue())
                .toList();
    }
}
