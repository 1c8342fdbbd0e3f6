package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that does not rule out that the message was processed is no reason to send it again. */
@ExtendWith(UndeliverableErrors.class)
class OutreachAmbiguousStatusTest {
    private static final String SEND = "POST /threads/messages";
    private static final String STATUS = "X-Status";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final StateStore store = StateStore.inMemory();
    private final Accounts accounts = RxInboxClient.create(
                    team.client(builder -> builder.httpClient(statusRewritingClient())
                            .options(com.inboxapp.sdk.CallOptions.builder()
                                    .noDeadline()
                                    .attemptTimeout(Duration.ofDays(1))
                                    .retries(RetryPolicy.none())
                                    .build())))
            .accounts();

    /** Returns a client that replaces the status, as faults of the sandbox do not support every status. */
    private OkHttpClient statusRewritingClient() {
        return team.http()
                .newBuilder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    String status = response.header(STATUS);
                    return status == null
                            ? response
                            : response.newBuilder()
                                    .code(Integer.parseInt(status))
                                    .build();
                })
                .build();
    }

    private static Fault withStatus(Fault fault, int status) {
        return fault.respond(500).header(STATUS, String.valueOf(status));
    }

    private OutreachResult run() throws InterruptedException {
        return team.drive(accounts.outreach()
                        .to(PlatformUserId.of("9001"), "Hi!")
                        .checkpoint(store, "spring")
                        .build()
                        .run()
                        .test())
                .assertComplete()
                .values()
                .get(0);
    }

    private List<String> texts() {
        return team.sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 101, 300, 302, 303, 307, 408, 432, 444, 450, 499, 501, 505, 507, 511, 600, 999})
    void checksForTheMessageInTheSameRun(int status) throws InterruptedException {
        team.faults()
                .on("POST", "/threads/messages")
                .nth(1, withStatus(Fault.lateEffect(Duration.ofSeconds(30)), status));

        assertThat(run().outcome()).isEqualTo(Outcome.SENT);
        assertThat(run().outcome()).isEqualTo(Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly("Hi!");
        assertThat(team.received(SEND)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {303, 432, 600})
    void staysUnconfirmedUntilALaterRunFindsTheMessage(int status) throws InterruptedException {
        team.faults()
                .on("POST", "/threads/messages")
                .nth(1, withStatus(Fault.lateEffect(Duration.ofSeconds(30)), status));
        team.faults()
                .on("GET", "/threads/lookup")
                .decide(request -> team.received(SEND) > 0
                        ? Optional.of(Fault.withoutEffect().respond(503))
                        : Optional.empty());

        OutreachResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.failure())
                .isInstanceOf(InboxUnconfirmedException.class)
                .cause()
                .isInstanceOfSatisfying(
                        InboxApiException.class, e -> assertThat(e.status()).isEqualTo(status));
        assertThat(run().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        team.faults().clear();
        team.time.advance(Duration.ofMinutes(4));
        assertThat(run().outcome()).isEqualTo(Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly("Hi!");
        assertThat(team.received(SEND)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422, 451})
    void retriesADefiniteRejectionInTheNextRun(int status) throws InterruptedException {
        team.faults().on("POST", "/threads/messages").nth(1, withStatus(Fault.withoutEffect(), status));

        assertThat(run().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run().outcome()).isEqualTo(Outcome.SENT);
        assertThat(texts()).containsExactly("Hi!");
        assertThat(team.received(SEND)).isEqualTo(2);
    }
}
