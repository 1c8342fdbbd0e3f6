package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final InboxClient client =
            InboxClient.builder().apiToken("t").scheduler(time).build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void itEndsWhenTheTimeIsOver() {
        CompletableFuture<Void> pause = client.pause("events.follow", MINUTE);

        time.advance(MINUTE.minusNanos(1));
        assertThat(pause).isNotDone();
        time.advance(Duration.ofNanos(1));

        assertThat(pause).isCompletedWithValue(null);
    }

    @Test
    void closingTheClientEndsIt() {
        CompletableFuture<Void> pause = client.pause("events.follow", MINUTE);

        client.close();

        assertThatThrownBy(pause::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InboxClosedException.class)
                .hasMessageContaining("events.follow");
        assertThat(time.waiting()).isZero();
        assertThat(client.pause("events.follow", MINUTE)).isCompletedExceptionally();
    }

    @Test
    void cancellingItLeavesNoTimer() {
        client.pause("events.follow", MINUTE).cancel(false);

        assertThat(time.waiting()).isZero();
    }

    @Test
    void itEndsWithTheParentOfADerivedClientToo() {
        try (InboxClient derived = client.newBuilder().build()) {
            CompletableFuture<Void> pause = derived.pause("events.follow", MINUTE);

            client.close();

            assertThat(pause).isCompletedExceptionally();
        }
    }

    @Test
    void aNegativeWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.pause("events.follow", Duration.ofNanos(-1)))
                .withMessageContaining("wait");
    }
}
