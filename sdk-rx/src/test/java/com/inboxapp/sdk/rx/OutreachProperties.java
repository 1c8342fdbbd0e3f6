package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Faults;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Each prospect receives exactly one message in the end, and never more than one, despite failed sends and interrupted runs. */
class OutreachProperties {
    private static final Duration SETTLE_TIME = Duration.ofSeconds(4);

    /** The fault of a send; most sends have none. */
    enum SendFault {
        NONE,
        REJECTED,
        RATE_LIMITED,
        FAILED_WITHOUT_EFFECT,
        FAILED_AFTER_EFFECT,
        LOST_WITHOUT_EFFECT,
        LOST_AFTER_EFFECT,
        LATE_EFFECT;

        Optional<Fault> fault() {
            return Optional.ofNullable(
                    switch (this) {
                        case NONE -> null;
                        case REJECTED -> Fault.withoutEffect().respond(403);
                        case RATE_LIMITED -> Fault.withoutEffect().respond(429).header("Retry-After", "1");
                        case FAILED_WITHOUT_EFFECT -> Fault.withoutEffect().respond(500);
                        case FAILED_AFTER_EFFECT -> Fault.afterEffect().respond(502);
                        case LOST_WITHOUT_EFFECT -> Fault.withoutEffect();
                        case LOST_AFTER_EFFECT -> Fault.afterEffect();
                        case LATE_EFFECT ->
                            Fault.lateEffect(SETTLE_TIME.minusSeconds(1)).respond(504);
                    });
        }
    }

    /** How a run is cut short, and the pause before the next one. */
    record Cut(boolean byStore, boolean stored, int after, Duration pause) {}

    @Provide
    Arbitrary<SendFault> sendFaults() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(SendFault.NONE)), Tuple.of(3, Arbitraries.of(SendFault.class)));
    }

    @Provide
    Arbitrary<Cut> cuts() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ofMinutes(3)))
                .as(Cut::new);
    }

    @Property(tries = 300)
    void messagesEveryProspectExactlyOnce(
            @ForAll @IntRange(min = 1, max = 8) int prospects,
            @ForAll @Size(max = 20) List<@From("sendFaults") SendFault> sendFaults,
            @ForAll @Size(max = 3) List<@From("cuts") Cut> cuts)
            throws InterruptedException {
        try (TeamSandbox team = TeamSandbox.drained(3)) {
            Faults.Requests sends = team.faults().on("POST", "/threads/messages");
            for (int i = 0; i < sendFaults.size(); i++) {
                int number = i + 1;
                sendFaults.get(i).fault().ifPresent(fault -> sends.nth(number, fault));
            }
            Accounts accounts = RxInboxClient.create(team.client(builder -> builder.settleTime(SETTLE_TIME)))
                    .accounts();
            StateStore store = StateStore.inMemory();
            for (Cut cut : cuts) {
                runUntil(cut, team, accounts, store, prospects);
                assertThat(texts(team)).doesNotHaveDuplicates();
                team.time.advance(cut.pause);
            }

            team.faults().clear();
            team.time.advance(Duration.ofMinutes(3));
            List<OutreachResult> results = team.drive(
                            outreach(accounts, store, prospects).run().test())
                    .assertComplete()
                    .values();
            assertThat(results)
                    .hasSize(prospects)
                    .allSatisfy(result -> assertThat(result.outcome()).isIn(Outcome.SENT, Outcome.ALREADY_SENT));
            assertThat(texts(team))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, prospects)
                            .mapToObj(OutreachProperties::text)
                            .toList());
        }
    }

    private static void runUntil(Cut cut, TeamSandbox team, Accounts accounts, StateStore store, int prospects)
            throws InterruptedException {
        if (cut.byStore) {
            team.drive(outreach(accounts, new FailingStateStore(store, cut.after, cut.stored), prospects)
                    .run()
                    .test());
            return;
        }
        TestSubscriber<OutreachResult> run = new TestSubscriber<>() {
            @Override
            public void onNext(OutreachResult result) {
                super.onNext(result);
                if (values().size() == cut.after) {
                    // while the other accounts are still sending
                    cancel();
                    onComplete();
                }
            }
        };
        outreach(accounts, store, prospects).run().subscribe(run);
        if (cut.after == 0) {
            run.cancel();
            return;
        }
        team.drive(run);
    }

    private static Outreach outreach(Accounts accounts, StateStore store, int prospects) {
        Outreach.Builder builder = accounts.outreach();
        for (int i = 0; i < prospects; i++) {
            builder.to(PlatformUserId.of(String.valueOf(9_000 + i)), text(i));
        }
        return builder.checkpoint(store, "spring").build();
    }

    /** Returns a text that identifies its recipient. */
    private static String text(int number) {
        return "Hi " + number + "!";
    }

    private static List<String> texts(TeamSandbox team) {
        return team.sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }
}
