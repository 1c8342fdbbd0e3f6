package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEGATIVE = Duration.ofNanos(-1);

    @Test
    void makesFourAttemptsByDefault() {
        assertThat(RetryPolicy.defaults())
                .isEqualTo(new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofHours(1)));
        assertThat(CallOptions.defaults().retries()).isSameAs(RetryPolicy.defaults());
    }

    @Test
    void makesOneAttemptWithNone() {
        assertThat(RetryPolicy.none()).isEqualTo(RetryPolicy.defaults().withMaxAttempts(1));
        assertThat(RetryPolicy.none().maxAttempts()).isOne();
    }

    @Test
    void keepsTheRestWhenMaxAttemptsIsChanged() {
        RetryPolicy policy = new RetryPolicy(2, SECOND, SECOND.plusNanos(1), SECOND.plusNanos(2));

        assertThat(policy.withMaxAttempts(7))
                .isEqualTo(new RetryPolicy(7, SECOND, SECOND.plusNanos(1), SECOND.plusNanos(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 100})
    void accepts1To100Attempts(int attempts) {
        assertThat(RetryPolicy.defaults().withMaxAttempts(attempts).maxAttempts())
                .isEqualTo(attempts);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE})
    void rejectsOtherNumbersOfAttempts(int attempts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.defaults().withMaxAttempts(attempts))
                .withMessage("maxAttempts must be between 1 and 100, but was " + attempts);
    }

    @Test
    void acceptsZeroDurations() {
        assertThat(new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO).baseDelay())
                .isZero();
    }

    @Test
    void rejectsNegativeDurationsByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, NEGATIVE, SECOND, SECOND))
                .withMessage("baseDelay must be zero or longer, but is PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, SECOND, NEGATIVE, SECOND))
                .withMessage("maxDelay must be zero or longer, but is PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, SECOND, SECOND, NEGATIVE))
                .withMessage("maxRetryAfter must be zero or longer, but is PT-0.000000001S");
    }

    @Test
    @SuppressWarnings("NullAway")
    void rejectsNullDurationsByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> new RetryPolicy(1, null, SECOND, SECOND))
                .withMessageContaining("baseDelay");
        assertThatNullPointerException()
                .isThrownBy(() -> new RetryPolicy(1, SECOND, null, SECOND))
                .withMessageContaining("maxDelay");
        assertThatNullPointerException()
                .isThrownBy(() -> new RetryPolicy(1, SECOND, SECOND, null))
                .withMessageContaining("maxRetryAfter");
    }
}
