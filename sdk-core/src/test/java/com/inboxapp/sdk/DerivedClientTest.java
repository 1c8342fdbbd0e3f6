package com.inboxapp.sdk;

import static com.inboxapp.sdk.TestServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Call;
import retrofit2.http.GET;

class DerivedClientTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @RegisterExtension
    final TestServer other = new TestServer();

    private void respondAlways() {
        server.mock().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body(Responses.TEAM).build();
            }
        });
    }

    @Test
    void sharesConnectionsWithItsParent() {
        respondAlways();
        InboxClient client = server.client();
        InboxClient derived = client.toBuilder().build();
        InboxClient twice = derived.toBuilder().apiToken("another").build();

        for (InboxClient each : List.of(client, derived, twice, client)) {
            each.team().get().execute();
        }

        for (int i = 0; i < 4; i++) {
            RecordedRequest request = server.received();
            assertThat(request.getConnectionIndex()).isZero();
            assertThat(request.getExchangeIndex()).isEqualTo(i);
        }
    }

    @Test
    void sendsTheSameRequestsWhenUnchanged() {
        respondAlways();
        InboxClient client = server.client(builder ->
                builder.options(CallOptions.builder().header("X-App", "shop").build()));

        client.team().get().execute();
        client.toBuilder().build().team().get().execute();

        RecordedRequest first = server.received();
        RecordedRequest second = server.received();
        assertThat(second.getTarget()).isEqualTo(first.getTarget());
        assertThat(second.getHeaders()).isEqualTo(first.getHeaders());
    }

    @Test
    void usesItsOwnTokenWithoutChangingItsParent() {
        respondAlways();
        InboxClient client = server.client();
        InboxClient derived = client.toBuilder().apiToken("another-token").build();

        derived.team().get().execute();
        client.team().get().execute();

        assertThat(server.received().getHeaders().values("Authorization")).containsExactly("Bearer another-token");
        assertThat(server.received().getHeaders().values("Authorization")).containsExactly("Bearer " + TOKEN);
    }

    @Test
    void sendsTheTokenOnlyToItsOwnBaseUrl() {
        other.enqueue(Responses.TEAM);

        InboxClient derived =
                server.client().toBuilder().baseUrl(other.baseUrl()).build();
        derived.team().get().execute();

        assertThat(derived.baseUrl()).isEqualTo(other.baseUrl() + "/");
        assertThat(other.received().getHeaders().values("Authorization")).containsExactly("Bearer " + TOKEN);
        assertThat(server.requests()).isZero();
    }

    @Test
    void usesItsOwnNameSet() {
        ApiTable.Operation operation = ApiTable.operations().stream()
                .filter(row -> !row.guide().target().equals(row.reference().target()))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 2; i++) {
            server.enqueue(operation.response());
        }
        InboxClient client = server.client();

        operation
                .call()
                .apply(client.toBuilder().names(NameSet.REFERENCE).build())
                .execute();
        operation.call().apply(client).execute();

        assertThat(server.received().getTarget())
                .isEqualTo("/api/v1" + operation.reference().target());
        assertThat(server.received().getTarget())
                .isEqualTo("/api/v1" + operation.guide().target());
    }

    @Test
    void overridesOptionsWithoutChangingItsParent() {
        respondAlways();
        InboxClient client = server.client(builder -> builder.options(CallOptions.builder()
                .header("X-App", "shop")
                .header("X-Part", "all")
                .build()));

        client.toBuilder()
                .options(CallOptions.builder().header("X-Part", "one").build())
                .build()
                .team()
                .get()
                .execute();
        client.team().get().execute();

        Headers derived = server.received().getHeaders();
        assertThat(derived.values("X-App")).containsExactly("shop");
        assertThat(derived.values("X-Part")).containsExactly("one");
        assertThat(server.received().getHeaders().values("X-Part")).containsExactly("all");
    }

    @Test
    void reportsItsCallsToItsOwnListenersAndThoseOfItsParent() {
        respondAlways();
        RecordingListener all = new RecordingListener();
        RecordingListener own = new RecordingListener();
        InboxClient client = server.client(builder -> builder.listener(all));
        InboxClient derived = client.toBuilder().listener(own).build();

        client.team().get().execute();
        derived.team().get().execute();

        assertThat(all.events())
                .filteredOn(event -> event.endsWith("started"))
                .containsExactly("#1 team.get started", "#2 team.get started");
        assertThat(own.events()).filteredOn(event -> event.endsWith("started")).containsExactly("#1 team.get started");
    }

    @Test
    void usesItsOwnMaxResponseBytes() {
        respondAlways();
        InboxClient client = server.client();

        assertThatExceptionOfType(InboxDecodingException.class)
                .isThrownBy(() -> client.toBuilder()
                        .maxResponseBytes(10)
                        .build()
                        .team()
                        .get()
                        .execute());
        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
    }

    static List<Consumer<InboxClient.Builder>> shared() {
        return List.of(
                builder -> builder.connectTimeout(Duration.ofSeconds(1)),
                builder -> builder.readTimeout(Duration.ofSeconds(1)),
                builder -> builder.httpClient(new OkHttpClient()),
                builder -> builder.scheduler(new VirtualTime()));
    }

    @ParameterizedTest
    @MethodSource("shared")
    void rejectsSharedSettings(Consumer<InboxClient.Builder> setter) {
        assertThatIllegalStateException()
                .isThrownBy(() -> setter.accept(server.client().toBuilder()))
                .withMessageMatching("(connectTimeout|readTimeout|httpClient|scheduler) is shared with the client that"
                        + " this one is derived from: set it on that client");
    }

    @Test
    void remainsUsableAfterARejectedSetting() {
        respondAlways();
        InboxClient.Builder builder = server.client().toBuilder();

        assertThatIllegalStateException().isThrownBy(() -> builder.scheduler(new VirtualTime()));

        assertThat(builder.build().team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void closeLeavesItsParentAndSiblingsUsable() {
        respondAlways();
        InboxClient client = server.client();
        InboxClient derived = client.toBuilder().build();
        InboxClient sibling = client.toBuilder().build();
        derived.team().get().execute();

        derived.close();

        assertThatExceptionOfType(InboxClosedException.class)
                .isThrownBy(() -> derived.team().get().execute())
                .withMessage("team.get: the client is closed; nothing was sent");
        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        assertThat(sibling.team().get().executeAsync().join().slug()).isEqualTo("acme");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void isClosedWithItsParent() {
        InboxClient client = server.client();
        InboxClient derived = client.toBuilder().build();
        InboxClient twice = derived.toBuilder().apiToken("another").build();

        client.close();

        for (InboxClient each : List.of(derived, twice, client.toBuilder().build())) {
            assertThatExceptionOfType(InboxClosedException.class)
                    .isThrownBy(() -> each.team().get().execute())
                    .satisfies(e -> assertThat(e.attempts()).isZero());
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void closeEndsItsOwnCallsButNotThoseOfItsParent() throws Exception {
        Held held = new Held(2);
        InboxClient client = server.client();
        InboxClient derived = client.toBuilder().build();
        CompletableFuture<Team> derivedCall = derived.team().get().executeAsync();
        CompletableFuture<Team> parentCall = client.team().get().executeAsync();
        held.awaitAll();

        derived.close();

        assertThat(derivedCall.handle((team, failure) -> failure).get(60, TimeUnit.SECONDS))
                .isInstanceOf(InboxClosedException.class);
        assertThat(parentCall).isNotDone();
        held.end.countDown();
        assertThat(parentCall.get(60, TimeUnit.SECONDS).slug()).isEqualTo("acme");
    }

    @Test
    void closingTheParentEndsTheCallsOfBoth() throws Exception {
        Held held = new Held(2);
        InboxClient client = server.client();
        InboxClient twice = client.toBuilder().build().toBuilder().build();
        CompletableFuture<Team> derivedCall = twice.team().get().executeAsync();
        CompletableFuture<Team> parentCall = client.team().get().executeAsync();
        held.awaitAll();

        client.close();

        for (CompletableFuture<Team> call : List.of(derivedCall, parentCall)) {
            assertThat(call.handle((team, failure) -> failure).get(60, TimeUnit.SECONDS))
                    .isInstanceOf(InboxClosedException.class);
        }
        held.end.countDown();
    }

    /** Holds all responses until the end is counted down. */
    private final class Held extends Dispatcher {
        private final CountDownLatch received;
        private final CountDownLatch end = new CountDownLatch(1);

        Held(int requests) {
            received = new CountDownLatch(requests);
            server.mock().setDispatcher(this);
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            received.countDown();
            end.await();
            return new MockResponse.Builder().body(Responses.TEAM).build();
        }

        void awaitAll() throws InterruptedException {
            assertThat(received.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void usesANewRateLimiterForTheTokenOfAnotherTeam() {
        respondAlways();
        RateLimiter limiter = RateLimiter.inMemory(RateLimitOptions.defaults());
        InboxClient client = server.client(
                builder -> builder.rateLimits(RateLimitOptions.defaults()).rateLimiter(limiter));
        client.team().get().execute();

        InboxClient other = client.toBuilder().apiToken("another-team").build();

        assertThat(other.rateLimits().get(0).used()).isZero();
        assertThat(client.toBuilder().build().rateLimits().get(0).used()).isOne();
    }

    @Test
    void sharesTheRateLimiterForEqualOptions() {
        respondAlways();
        InboxClient client = server.client(builder ->
                builder.rateLimits(RateLimitOptions.builder().perMinute(7).build()));
        client.team().get().execute();

        InboxClient same = client.toBuilder()
                .rateLimits(RateLimitOptions.builder().perMinute(7).build())
                .build();
        InboxClient other = client.toBuilder()
                .rateLimits(RateLimitOptions.builder().perMinute(8).build())
                .build();

        assertThat(same.rateLimits().get(0).used()).isOne();
        assertThat(other.rateLimits().get(0).used()).isZero();
    }

    @Test
    void rejectsRawCallsAfterItsParentWasClosed() {
        respondAlways();
        InboxClient client = server.client();
        InboxClient derived = client.toBuilder().build();

        client.close();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> derived.retrofit().create(Raw.class).team().execute())
                .withMessage("the client is closed");
        assertThat(server.requests()).isZero();
    }

    private interface Raw {
        @GET("team")
        Call<Team> team();
    }
}
