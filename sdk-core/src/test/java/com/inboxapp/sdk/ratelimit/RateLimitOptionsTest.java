package com.inboxapp.sdk.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RateLimitOptionsTest {
    @Test
    void usesTheDocumentedLimitsByDefault() {
        RateLimitOptions options = RateLimitOptions.defaults();

        assertThat(options.perMinute()).isEqualTo(300);
        assertThat(options.perHour()).isEqualTo(10_000);
        assertThat(options.perDay()).isEqualTo(100_000);
        assertThat(options.sendsPerMinutePerAccount()).isEqualTo(10);
        assertThat(options.maxQueuedCalls()).isEqualTo(10_000);
        assertThat(options.maxOvertakes()).isEqualTo(1_000);
        assertThat(options.isUnlimited()).isFalse();
    }

    @Test
    void setsEachOption() {
        RateLimitOptions options = RateLimitOptions.builder()
                .perMinute(1)
                .perHour(2)
                .perDay(3)
                .sendsPerMinutePerAccount(4)
                .maxQueuedCalls(0)
                .maxOvertakes(0)
                .build();

        assertThat(options.perMinute()).isEqualTo(1);
        assertThat(options.perHour()).isEqualTo(2);
        assertThat(options.perDay()).isEqualTo(3);
        assertThat(options.sendsPerMinutePerAccount()).isEqualTo(4);
        assertThat(options.maxQueuedCalls()).isZero();
        assertThat(options.maxOvertakes()).isZero();
    }

    @Test
    void unlimitedOptionsHaveNoLimits() {
        RateLimitOptions options = RateLimitOptions.unlimited();

        assertThat(options.isUnlimited()).isTrue();
        assertThat(options.perMinute()).isZero();
        assertThat(options.perHour()).isZero();
        assertThat(options.perDay()).isZero();
        assertThat(options.sendsPerMinutePerAccount()).isZero();
    }

    @Test
    void rejectsInvalidValuesByName() {
        assertRejected(builder -> builder.perMinute(0), "perMinute must be at least 1, but was 0");
        assertRejected(builder -> builder.perHour(-1), "perHour must be at least 1, but was -1");
        assertRejected(builder -> builder.perDay(0), "perDay must be at least 1, but was 0");
        assertRejected(
                builder -> builder.sendsPerMinutePerAccount(0),
                "sendsPerMinutePerAccount must be at least 1, but was 0");
        assertRejected(builder -> builder.maxQueuedCalls(-1), "maxQueuedCalls must be at least 0, but was -1");
        assertRejected(builder -> builder.maxOvertakes(-1), "maxOvertakes must be at least 0, but was -1");
    }

    private static void assertRejected(Consumer<RateLimitOptions.Builder> mistake, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mistake.accept(RateLimitOptions.builder()))
                .withMessage(message);
    }
}
