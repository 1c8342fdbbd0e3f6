package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.model.TagId;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that would cost a JSON reader much time or its stack. */
class DecodingCostTest {
    private static final String MILLION_DIGITS = "1".repeat(1_000_000);
    private static final int MAX_TOKEN = 64 * 1024;
    private static final int MAX_DEPTH = 1_000;

    @RegisterExtension
    final TestServer server = new TestServer();

    private static String prospect(String more) {
        return "{\"platformId\":\"1\",\"username\":\"u\"," + more + "}";
    }

    private InboxDecodingException rejectedProspect(String more) {
        server.enqueue(prospect(more));
        InboxDecodingException e = catchThrowableOfType(
                InboxDecodingException.class,
                () -> server.client().prospects().lookup(PlatformUserId.of("1")).execute());
        assertThat(e).as(more.substring(0, Math.min(20, more.length()))).isNotNull();
        assertThat(e.getMessage()).hasSizeLessThan(1_000).contains("$");
        return e;
    }

    private Prospect prospectOf(String more) {
        server.enqueue(prospect(more));
        return server.client()
                .prospects()
                .lookup(PlatformUserId.of("1"))
                .execute()
                .orElseThrow();
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"documentId\":%s",
                "\"documentId\":\"%s\"",
                "\"documentId\":0.%s",
                "\"documentId\":1e%s",
                "\"followersCount\":%s",
                "\"followersCount\":\"%s\"",
                "\"confidence\":%s",
                "\"unknown\":%s",
                "\"unknown\":-0.%se5",
                "\"unknown\":[{\"a\":%s}]",
                "\"unknown\":t%s",
                "\"context\":{\"tags\":[],\"valuation\":%s}",
            })
    void rejectsANumberOfAMillionDigitsAnywhere(String field) {
        rejectedProspect(String.format(field, MILLION_DIGITS));
    }

    @Test
    void limitsUnknownNumbersTo64Kibibytes() {
        assertThat(prospectOf("\"x\":" + "1".repeat(MAX_TOKEN)).username()).isEqualTo("u");
        assertThat(rejectedProspect("\"x\":" + "1".repeat(MAX_TOKEN + 1)))
                .hasMessageContaining("$.")
                .hasMessageContaining("a number or literal of more than 65536 bytes");
    }

    @Test
    void limitsNumbersOfKnownFieldsTo1000Characters() {
        assertThat(prospectOf("\"documentId\":" + "1".repeat(1_000)).documentId())
                .isEqualTo(new BigDecimal("1".repeat(1_000)));
        for (String tooLong : new String[] {"1".repeat(1_001), "1." + "0".repeat(MAX_TOKEN - 2)}) {
            assertThat(rejectedProspect("\"documentId\":" + tooLong))
                    .hasMessageContaining("$.documentId must be a number of at most 1000 characters");
            assertThat(rejectedProspect("\"followersCount\":" + tooLong)).hasMessageContaining("$.followersCount");
        }
        assertThat(prospectOf("\"followersCount\":1." + "0".repeat(998)).followersCount())
                .isOne();
    }

    @Test
    void readsWholeNumbersInAnyNotation() {
        for (String one : new String[] {"1", "\"1\"", "1.0", "1e0", "10E-1", "\"1.0\""}) {
            assertThat(prospectOf("\"followersCount\":" + one).followersCount())
                    .as(one)
                    .isOne();
        }
        assertThat(prospectOf("\"x\":" + "1".repeat(2_000) + ",\"followersCount\":9007199254740993")
                        .followersCount())
                .isEqualTo(9007199254740993L);
        for (String none : new String[] {
            "1e999999999", "1e2147483647", "1e-999999999", "1.5", "9223372036854775808", "true", "{}", "\"\"", "\"x\"",
        }) {
            rejectedProspect("\"followersCount\":" + none);
            rejectedProspect("\"x\":" + "1".repeat(2_000) + ",\"followersCount\":" + none);
        }
    }

    @Test
    void skipsUnknownValuesOfAThousandLevels() {
        for (int levels : new int[] {100, 200, 201, 254, 255, 256, 257, 400, 401, 600, MAX_DEPTH - 1}) {
            assertThat(prospectOf("\"x\":" + nested(levels) + ",\"bio\":\"b\"").bio())
                    .isEqualTo("b");
        }
        String objects = "{\"a\":[1,".repeat(400) + "\"]\"" + "]}".repeat(400);
        assertThat(prospectOf("\"x\":" + objects + ",\"bio\":\"b\"").bio()).isEqualTo("b");
        assertThat(rejectedProspect("\"x\":" + nested(MAX_DEPTH)))
                .hasMessageContaining("has more than 1000 levels of nesting");
    }

    @Test
    void rejectsMalformedJsonAtAnyDepth() {
        for (int levels : new int[] {1, 199, 200, 201, 500, 900}) {
            String open = "\"x\":" + "[".repeat(levels);
            String close = "]".repeat(levels);
            for (String broken : new String[] {"1 2", "}", "{]", "x", "1,]", "{\"a\"}", "'a'"}) {
                server.enqueue(prospect(open + broken + close));
                assertThat(catchThrowableOfType(
                                InboxDecodingException.class,
                                () -> server.client()
                                        .prospects()
                                        .lookup(PlatformUserId.of("1"))
                                        .execute()))
                        .as(levels + " " + broken)
                        .isNotNull();
            }
        }
    }

    @Test
    void keepsValuesOfAThousandLevels() {
        server.enqueue("{\"events\":[" + event(nested(MAX_DEPTH - 3)) + "],\"hasMore\":false,\"lastSeq\":1}");
        Event event = server.client()
                .events()
                .list(ListEventsQuery.builder().build())
                .execute()
                .events()
                .get(0);

        assertThat(event.data().json()).isEqualTo(nested(MAX_DEPTH - 3));
        Object inner = event.data().toJava();
        for (int i = 1; i < MAX_DEPTH - 3; i++) {
            inner = ((List<?>) inner).get(0);
        }
        assertThat(inner).isEqualTo(List.of());
    }

    private static String event(String data) {
        return "{\"id\":\"evt_1\",\"seq\":42,\"teamId\":\"team_1\",\"type\":\"message.created\","
                + "\"timestamp\":\"2026-09-21T14:13:20.000Z\",\"version\":\"1.0\",\"data\":" + data + "}";
    }

    @Test
    void acceptsAnyAmountOfWhitespace() {
        String blanks = " \n\t\r".repeat(500_000);
        server.enqueue(blanks + "[" + blanks + "{\"id\":" + blanks + "\"tag_1\",\"name\":\"Support"
                + " ".repeat(blanks.length()) + "\",\"color\":\"blue\",\"x\":[1" + blanks + ",2]}" + blanks + "]"
                + blanks);

        assertThat(server.client().tags().list().execute())
                .singleElement()
                .satisfies(tag -> assertThat(tag.name()).hasSize("Support".length() + blanks.length()));
        server.enqueue("[" + Responses.TAG.replace("}", ",\"x\":1" + blanks + "2}") + "]");
        assertThat(catchThrowableOfType(
                        InboxDecodingException.class,
                        () -> server.client().tags().list().execute()))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"documentId", "unknown"})
    void readsAnErrorBodyWithAHugeNumber(String field) {
        server.enqueue(
                404,
                "{\"error\":{\"x\":" + nested(900) + ",\"code\":\"THREAD_NOT_FOUND\",\"message\":\"gone\",\"" + field
                        + "\":" + MILLION_DIGITS + "}}");

        InboxApiException.NotFound e = catchThrowableOfType(
                InboxApiException.NotFound.class,
                () -> server.client().team().get().execute());

        assertThat(e.code()).isEqualTo("THREAD_NOT_FOUND");
        assertThat(e).hasMessageContaining("gone");
    }

    @Test
    void stopsDecodingWhenTheCallHasEnded() throws Exception {
        int all = 100_000;
        server.enqueue("[" + (Responses.TAG + ",").repeat(all - 1) + Responses.TAG + "]");
        Closing tags = new Closing();
        InboxClient client =
                server.client(builder -> builder.models((type, annotations, moshi) -> type == Tag.class ? tags : null));
        tags.client = client;

        assertThat(catchThrowableOfType(
                        InboxClosedException.class, () -> client.tags().list().execute()))
                .isNotNull();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("inbox-sdk")) {
                thread.join();
            }
        }
        assertThat(tags.read).hasValueBetween(Closing.AFTER, all / 10);
    }

    /** An adapter that closes the client after some tags. */
    private static final class Closing extends JsonAdapter<Tag> {
        static final int AFTER = 10;

        private final AtomicInteger read = new AtomicInteger();
        private volatile @Nullable InboxClient client;

        @Override
        public Tag fromJson(JsonReader reader) throws IOException {
            reader.skipValue();
            if (read.incrementAndGet() == AFTER) {
                Objects.requireNonNull(client).close();
            }
            return Tag.builder()
                    .id(TagId.of("tag_1"))
                    .name("Support")
                    .color("blue")
                    .build();
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable Tag value) {
            throw new UnsupportedOperationException();
        }
    }
}
