package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadId;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NullParameterTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private record Mistake(String named, Function<InboxClient, InboxCall<?>> call) {
        @Override
        public String toString() {
            return named;
        }
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake("\"threadId\"", client -> client.threads().get(null)),
                new Mistake("\"messageId\"", client -> client.messages().history(ThreadId.of("thread_1"), null)),
                new Mistake("Body", client -> client.messages().send(ThreadId.of("thread_1"), null)),
                new Mistake("Body", client -> client.messages().quickSend(null)),
                new Mistake("ListThreadsQuery", client -> client.threads().list((ListThreadsQuery) null)),
                new Mistake("LookupThreadQuery", client -> client.threads().lookup(null)),
                new Mistake("ListMessagesQuery", client -> client.messages().list(ThreadId.of("thread_1"), null)),
                new Mistake("platformId", client -> client.prospects().lookup(null)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void rejectsNullByNameWithoutARequest(Mistake mistake) {
        InboxCall<?> call = mistake.call().apply(server.client());

        assertThatIllegalArgumentException().isThrownBy(call::execute).withMessageContaining(mistake.named());
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> call.executeAsync().join())
                .withCauseInstanceOf(IllegalArgumentException.class)
                .withMessageContaining(mistake.named());
        assertThat(server.requests()).isZero();
    }
}
