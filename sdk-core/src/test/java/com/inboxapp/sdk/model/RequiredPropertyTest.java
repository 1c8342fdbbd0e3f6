package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.squareup.moshi.JsonDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredPropertyTest {
    private static final String PROSPECT = "{\"platformId\":\"555555555\",\"username\":\"jordanellis\"}";

    @Test
    void reportsThePathThroughListsAndObjects() {
        String threads = "[" + thread(PROSPECT) + "," + thread("{\"platformId\":\"555555555\"}") + "]";

        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Adapters.read(ThreadPage.class, "{\"threads\":" + threads + ",\"nextCursor\":null}"))
                .withMessageStartingWith("$.threads[1].prospect.username is required");
    }

    @Test
    void reportsAWrongTypeWithItsPath() {
        String threads = "[" + thread("{\"platformId\":\"1\",\"username\":{}}") + "]";

        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Adapters.read(ThreadPage.class, "{\"threads\":" + threads + ",\"nextCursor\":null}"))
                .withMessageContaining("$.threads[0].prospect.username");
    }

    @Test
    void readsAThreadOfAnOlderResponseWithoutOptionalProperties() {
        InboxThread thread = Adapters.read(InboxThread.class, thread(PROSPECT));

        assertThat(thread.prospect().username()).isEqualTo("jordanellis");
        assertThat(thread.lastMessage()).isNull();
        assertThat(thread.assigneeId()).isNull();
        assertThat(thread.platform()).isNull();
    }

    @Test
    void readsAnOlderConversationId() {
        String json = thread(PROSPECT).replace("\"done\"", "\"platformId\":\"12345-67890\",\"done\"");

        assertThat(Adapters.read(InboxThread.class, json).platformId())
                .isEqualTo(PlatformConversationId.of("12345-67890"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ThreadPage | {'threads':[]} | nextCursor",
                "MessagePage | {'threadId':'t','messages':[]} | nextCursor",
                "EventPage | {'events':[],'hasMore':false} | lastSeq",
            })
    void rejectsAPageWithoutPagingInformation(String type, String json, String missing) throws ClassNotFoundException {
        Class<?> page = Class.forName("com.inboxapp.sdk.model." + type);

        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Adapters.read(page, json.replace('\'', '"')))
                .withMessageStartingWith("$." + missing + " is required");
    }

    private static String thread(String prospect) {
        return "{\"id\":\"thread_1\",\"accountLinkId\":\"acc_abc123\",\"prospect\":" + prospect
                + ",\"done\":false,\"createdAt\":\"2025-11-10T18:03:16.000Z\"}";
    }
}
