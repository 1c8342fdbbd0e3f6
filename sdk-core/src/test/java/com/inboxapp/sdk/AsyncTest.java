package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.model.Team;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.http.GET;

class AsyncTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void completesTheFutureWithTheResponse() {
        server.enqueue(Responses.TEAM);
        server.enqueue(Responses.TEAM);
        InboxCall<Team> call = server.client().team().get();

        assertThat(call.executeAsync().join().slug()).isEqualTo("acme");
        assertThat(call.executeForResponseAsync().join().status()).isEqualTo(200);
    }

    @Test
    void failsTheFutureWithTheExceptionsOfTheBlockingCall() {
        server.enqueue(404, "");
        server.enqueue("<html>");
        InboxCall<Team> call = server.client().team().get();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> call.executeAsync().join())
                .withCauseExactlyInstanceOf(InboxApiException.NotFound.class);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> call.executeAsync().join())
                .withCauseExactlyInstanceOf(InboxDecodingException.class);
    }

    @Test
    void cancelsTheRequestWhenTheFutureIsCancelled() throws Exception {
        assertCancelledBy(future -> {
            assertThat(future.cancel(true)).isTrue();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(future::join);
        });
    }

    @Test
    void cancelsTheRequestWhenTheFutureIsCompletedExternally() throws Exception {
        assertCancelledBy(future -> future.completeExceptionally(new IllegalStateException("given up")));
    }

    private static void assertCancelledBy(Consumer<CompletableFuture<Team>> end) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CompletableFuture<Integer> seenByServer = new CompletableFuture<>();
        try (RawServer hanging = new RawServer(connection -> {
                    received.countDown();
                    try {
                        seenByServer.complete(connection.getInputStream().read());
                    } catch (IOException e) {
                        seenByServer.complete(-1);
                    }
                });
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(hanging.baseUrl())
                        .build()) {
            CompletableFuture<Team> future = client.team().get().executeAsync();
            assertThat(received.await(60, TimeUnit.SECONDS)).isTrue();

            end.accept(future);

            assertThat(seenByServer.get(60, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(hanging.requests()).isOne();
        }
    }

    interface Custom {
        @GET("team")
        InboxCall<Broken> get();
    }

    static final class Broken {}

    @Test
    void failsTheFutureWhenACustomAdapterThrowsAnError() {
        server.enqueue("{}");
        InboxClient client = server.client(builder ->
                builder.models((type, annotations, moshi) -> type == Broken.class ? new BrokenAdapter() : null));

        CompletableFuture<Broken> future = client.api(Custom.class).get().executeAsync();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> future.orTimeout(60, TimeUnit.SECONDS).join())
                .withCauseExactlyInstanceOf(InboxUnconfirmedException.class)
                .havingCause()
                .withCauseExactlyInstanceOf(InboxDecodingException.class)
                .havingCause()
                .withCauseExactlyInstanceOf(NoClassDefFoundError.class);
    }

    private static final class BrokenAdapter extends JsonAdapter<Broken> {
        @Override
        public Broken fromJson(JsonReader reader) {
            throw new NoClassDefFoundError("left out of the jar");
        }

        @Override
        public void toJson(JsonWriter writer, Broken value) {
            throw new NoClassDefFoundError("left out of the jar");
        }
    }
}
