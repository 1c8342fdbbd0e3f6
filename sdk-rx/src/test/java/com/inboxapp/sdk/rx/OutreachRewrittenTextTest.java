package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.StateStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An outreach to a service that rewrites the text of a message, with a lost response. */
@ExtendWith(UndeliverableErrors.class)
class OutreachRewrittenTextTest {
    private static final String TEXT = "Fish & chips?";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final Accounts accounts = team.rx.accounts();
    private final StateStore store = StateStore.inMemory();

    @BeforeEach
    void loseTheFirstResponse() {
        team.faults().on("POST", "/threads/messages").nth(1, Fault.afterEffect());
    }

    private void storeAs(String text) {
        team.faults()
                .on("GET", "/threads/{threadId}/messages")
                .each(Fault.afterEffect().realResponse().body(page -> page.replace(TEXT, text)));
    }

    private Outreach outreach() {
        return accounts.outreach()
                .to(PlatformUserId.of("9001"), TEXT)
                .checkpoint(store, "spring")
                .build();
    }

    private OutreachResult run() throws InterruptedException {
        return team.drive(outreach().run().test()).assertComplete().values().get(0);
    }

    private List<String> texts() {
        return team.sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }

    @Test
    void recognizesAnEscapedText() throws InterruptedException {
        storeAs("Fish &amp; chips?");

        assertThat(run().outcome()).isEqualTo(Outcome.SENT);
        assertThat(run().outcome()).isEqualTo(Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly(TEXT);
    }

    @Test
    void staysUnconfirmedAcrossRunsWhenTheTextIsNotRecognized() throws InterruptedException {
        storeAs("Something else");

        OutreachResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.failure())
                .isInstanceOf(InboxUnconfirmedException.class)
                .hasMessageContaining("another text");
        for (int i = 0; i < 3; i++) {
            team.time.advance(Duration.ofMinutes(10));
            assertThat(outreach().plan().blockingGet().messages().get(0).outcome())
                    .isEqualTo(Outcome.UNCONFIRMED);
            assertThat(run().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        }
        assertThat(texts()).containsExactly(TEXT);
    }

    @Test
    void reportsAlreadySentOnceTheThreadShowsTheOriginalText() throws InterruptedException {
        storeAs("Something else");
        assertThat(run().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        team.faults().clear();

        OutreachResult later = run();

        assertThat(later.outcome()).isEqualTo(Outcome.ALREADY_SENT);
        assertThat(later.account()).isNotNull();
        assertThat(run().outcome()).isEqualTo(Outcome.ALREADY_SENT);
        assertThat(texts()).containsExactly(TEXT);
    }

    @Test
    void staysUnconfirmedWhileTheThreadCannotBeRead() throws InterruptedException {
        storeAs("Something else");
        assertThat(run().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        team.faults().clear();
        team.faults().on("GET", "/prospects/lookup").each(Fault.withoutEffect().respond(403));

        assertThat(run().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(texts()).containsExactly(TEXT);
    }
}
