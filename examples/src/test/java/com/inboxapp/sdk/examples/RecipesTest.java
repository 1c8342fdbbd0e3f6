package com.inboxapp.sdk.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.IncomingMessage;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the recipes of the account-links guide on a sandbox with demo data. */
class RecipesTest {
    private static final String TEXT = "It is not working!";

    private final InboxSandbox sandbox = InboxSandbox.builder().start();
    private final InboxClient inbox = InboxClient.builder()
            .apiToken("sandbox-token")
            .baseUrl(sandbox.baseUrl())
            .build();
    private final RxInboxClient rx = RxInboxClient.create(inbox);
    private final Accounts accounts = rx.accounts();
    private final StateStore store = StateStore.inMemory();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    @AfterEach
    void stop() {
        inbox.close();
        sandbox.close();
    }

    private String printed() {
        return printed.toString(UTF_8);
    }

    @Test
    void sendFromAccount() {
        SendFromAccount.run(accounts, out);
        assertThat(printed()).contains("@acmecorp (acc_abc123)", "@acmesupport (acc_def456)", "Sent in ");
        assertThat(sandbox.sentMessages())
                .extracting(SandboxMessage::accountLinkId)
                .containsExactly("acc_abc123");
    }

    @Test
    void chooseAccount() {
        ChooseAccount.run(rx, accounts, out);
        assertThat(printed()).contains("@acmecorp by the rule high value");
    }

    @Test
    void countThreads() {
        CountThreads.run(accounts, out);
        assertThat(printed()).contains("{acmecorp=260, acmesupport=260}").contains("Total threads: ");
    }

    @Test
    void findAnyThread() {
        FindAnyThread.run(accounts, out);
        assertThat(printed()).contains("Found thread via @acmecorp");
        assertThat(sandbox.requests()).hasSize(2);
    }

    @Test
    void mergeInboxes() {
        sandbox.receive("acc_def456", "777", "Hello");
        MergeInboxes.run(accounts, out);
        assertThat(printed().lines()).hasSize(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void watchAccountsAndRouteMessages() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        // the watch starts at the current position and writes it to the state store
        TestSubscriber<IncomingMessage> watch = WatchAccounts.run(accounts, countingDown(store, started))
                .take(1)
                .test();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        sandbox.receive("acc_abc123", "777", TEXT);
        watch.awaitDone(60, TimeUnit.SECONDS).assertComplete();
        RouteMessages.run(accounts, store, Flowable.fromIterable(watch.values()), out)
                .blockingSubscribe();
        assertThat(printed()).contains("HANDLED support issue at sales");
        assertThat(sandbox.sentMessages())
                .extracting(SandboxMessage::accountLinkId)
                .containsExactly("acc_def456");
    }

    /** Returns the state store wrapped so that each write counts down the latch. */
    private static StateStore countingDown(StateStore store, CountDownLatch written) {
        return new StateStore() {
            @Override
            public Optional<String> read(String key) {
                return store.read(key);
            }

            @Override
            public void write(String key, String value) {
                store.write(key, value);
                written.countDown();
            }
        };
    }

    @Test
    void speakInBrandVoice() {
        SpeakInBrandVoice.run(accounts, out);
        assertThat(printed())
                .contains(
                        "Maintain a empathetic, patient, technical when needed tone.",
                        "Maintain a professional and helpful tone.");
    }

    @Test
    void spreadOutreach() {
        var prospects = Stream.of("555555555", "9001", "9002", "9003", "9004")
                .map(PlatformUserId::of)
                .toList();
        assertThat(SpreadOutreach.run(accounts, store, prospects, out).outcomes())
                .containsEntry(Outcome.SENT, 4L)
                .containsEntry(Outcome.THREAD_EXISTS, 1L);
        assertThat(printed()).contains("Would send 4 messages", "555555555 THREAD_EXISTS");
        assertThat(sandbox.sentMessages()).hasSize(4);
    }

    @Test
    void streamEvents() {
        sandbox.receive("acc_abc123", "777", "Hello");
        StreamEvents.run(rx, store, out).take(3).blockingSubscribe();
        assertThat(printed()).contains("message.created");
    }

    @Test
    void readmeSample() {
        PrintStream console = System.out;
        System.setOut(out);
        try {
            AccountsSample.run(rx);
        } finally {
            System.setOut(console);
        }
        assertThat(printed()).contains("{acmecorp=260, acmesupport=260}", "@acmecorp knows them");
        assertThat(sandbox.sentMessages())
                .extracting(SandboxMessage::accountLinkId)
                .containsExactly("acc_def456");
    }
}
