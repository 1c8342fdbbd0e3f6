package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PacingOptionsTest {
    @Test
    void defaultsAreWhatTheServiceDocuments() {
        PacingOptions options = PacingOptions.defaults();

        assertThat(options.perMinute()).isEqualTo(300);
        assertThat(options.perHour()).isEqualTo(10_000);
        assertThat(options.perDay()).isEqualTo(100_000);
        assertThat(options.sendsPerMinutePerAccount()).isEqualTo(10);
        assertThat(options.mostWaiting()).isEqualTo(10_000);
        assertThat(options.mostOvertaken()).isEqualTo(1_000);
        assertThat(options.isUnpaced()).isFalse();
    }

    @Test
    void eachIsChangedByItself() {
        PacingOptions options = PacingOptions.builder()
                .perMinute(1)
                .perHour(2)
                .perDay(3)
                .sendsPerMinutePerAccount(4)
                .mostWaiting(0)
                .mostOvertaken(0)
                .build();

        assertThat(options.perMinute()).isEqualTo(1);
        assertThat(options.perHour()).isEqualTo(2);
        assertThat(options.perDay()).isEqualTo(3);
        assertThat(options.sendsPerMinutePerAccount()).isEqualTo(4);
        assertThat(options.mostWaiting()).isZero();
        assertThat(options.mostOvertaken()).isZero();
    }

    @Test
    void unpacedHasNoLimits() {
        PacingOptions options = PacingOptions.unpaced();

        assertThat(options.isUnpaced()).isTrue();
        assertThat(options.perMinute()).isZero();
        assertThat(options.perHour()).isZero();
        assertThat(options.perDay()).isZero();
        assertThat(options.sendsPerMinutePerAccount()).isZero();
    }

    @Test
    void valuesThatMakeNoSenseAreRefusedByName() {
        refused(builder -> builder.perMinute(0), "perMinute must be at least 1, but was 0");
        refused(builder -> builder.perHour(-1), "perHour must be at least 1, but was -1");
        refused(builder -> builder.perDay(0), "perDay must be at least 1, but was 0");
        refused(
                builder -> builder.sendsPerMinutePerAccount(0),
                "sendsPerMinutePerAccount must be at least 1, but was 0");
        refused(builder -> builder.mostWaiting(-1), "mostWaiting must be at least 0, but was -1");
        refused(builder -> builder.mostOvertaken(-1), "mostOvertaken must be at least 0, but was -1");
    }

    private static void refused(Consumer<PacingOptions.Builder> mistake, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mistake.accept(PacingOptions.builder()))
                .withMessage(message);
    }
}
