package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Team;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ParallelCallsTest {
    private static final int CALLS = 64;

    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void runsSixtyFourCallsConcurrently() {
        CountDownLatch allReceived = new CountDownLatch(CALLS);
        server.mock().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                allReceived.countDown();
                boolean together = allReceived.await(60, TimeUnit.SECONDS);
                return new MockResponse.Builder()
                        .code(together ? 200 : 500)
                        .body(Responses.TEAM)
                        .build();
            }
        });
        InboxClient client = server.client();

        List<CompletableFuture<Team>> calls = Stream.generate(
                        () -> client.team().get().executeAsync())
                .limit(CALLS)
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.join().slug()).isEqualTo("acme"));
        assertThat(server.requests()).isEqualTo(CALLS);
    }
}
