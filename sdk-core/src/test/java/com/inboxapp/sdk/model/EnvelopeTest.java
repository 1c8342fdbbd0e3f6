package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.query.NameSet;
import com.squareup.moshi.JsonDataException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String ACCOUNT = """
            {"id":"acc_abc123","platformId":"123456789","platform":"x","platformUsername":"acmecorp","name":"Acme Corp",\
            "createdAt":"2024-01-15T10:30:00.000Z"}""";
    private static final String THREAD = """
            {"id":"thread_1","accountLinkId":"acc_abc123","prospect":{"platformId":"555555555","username":"jordanellis"},\
            "done":false,"createdAt":"2025-11-10T18:03:16.000Z"}""";

    @Test
    void readsAccountLinksWithAndWithoutAnEnvelope() {
        AccountLinkList enveloped = Adapters.read(AccountLinkList.class, "{\"accountLinks\":[" + ACCOUNT + "]}");
        AccountLinkList bare = Adapters.read(AccountLinkList.class, "[" + ACCOUNT + "]");

        assertThat(enveloped.accountLinks())
                .extracting(AccountLink::id)
                .containsExactly(AccountLinkId.of("acc_abc123"));
        assertThat(bare).isEqualTo(enveloped);
        assertThat(Adapters.read(AccountLinkList.class, "[]").accountLinks()).isEmpty();
    }

    @Test
    void writesAccountLinksWithAnEnvelopeDependingOnTheNameSet() {
        AccountLinkList none = AccountLinkList.builder().accountLinks(List.of()).build();

        assertThat(Adapters.write(none, NameSet.GUIDE)).isEqualTo("{\"accountLinks\":[]}");
        assertThat(Adapters.write(none, NameSet.REFERENCE)).isEqualTo("[]");
    }

    @Test
    void readsAThreadWithAndWithoutAnEnvelope() {
        InboxThread thread = Adapters.read(InboxThread.class, THREAD);

        assertThat(Adapters.read(ThreadLookup.class, "{\"thread\":" + THREAD + "}")
                        .thread())
                .isEqualTo(thread);
        assertThat(Adapters.read(ThreadLookup.class, "{\"requestId\":\"r\",\"thread\":" + THREAD + ",\"more\":[1]}")
                        .thread())
                .isEqualTo(thread);
        assertThat(Adapters.read(ThreadLookup.class, THREAD).thread()).isEqualTo(thread);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"thread\":null}"})
    void readsNoThreadWithAndWithoutAnEnvelope(String json) {
        assertThat(Adapters.read(ThreadLookup.class, json))
                .isEqualTo(ThreadLookup.builder().build());
    }

    @Test
    void writesNoThreadWithAnEnvelopeDependingOnTheNameSet() {
        assertThat(Adapters.write(ThreadLookup.builder().build(), NameSet.GUIDE))
                .isEqualTo("{\"thread\":null}");
        assertThat(Adapters.write(ThreadLookup.builder().build(), NameSet.REFERENCE))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"error\":\"x\"}", "[]", "\"thread_1\"", "true"})
    void rejectsAnythingButAThreadOrItsEnvelope(String json) {
        assertThatThrownBy(() -> Adapters.read(ThreadLookup.class, json)).isInstanceOf(JsonDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"accountLinks\":null}", "null", "\"acc\"", "{\"accountLinks\":{}}"})
    void rejectsAnythingButAccountLinksOrTheirEnvelope(String json) {
        assertThatThrownBy(() -> Adapters.read(AccountLinkList.class, json)).isInstanceOf(JsonDataException.class);
    }
}
