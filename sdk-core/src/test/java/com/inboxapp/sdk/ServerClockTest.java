package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ServerClock.Moment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClockTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    private static final Duration WRONG_CLOCKS = Duration.ofMinutes(5);

    private final ServerClock clock = new ServerClock();

    private static Moment at(long origin, int seconds) {
        return new Moment(
                NOW.plusSeconds(seconds), origin + Duration.ofSeconds(seconds).toNanos());
    }

    private boolean isMadeBefore(Instant date, Moment requestedAt) {
        return clock.isMadeBefore(date, requestedAt, TOLERANCE, WRONG_CLOCKS);
    }

    /** The origin of the monotonic clock is irrelevant. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000_000_000_000L, -1_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void usesTheLatestReportedTimeForHalfAnHourAtMost(long origin) {
        clock.told(NOW.plusSeconds(60), at(origin, 0));
        clock.told(NOW, at(origin, 0));

        assertThat(isMadeBefore(NOW.plusSeconds(54), at(origin, 0))).isTrue();
        assertThat(isMadeBefore(NOW.plusSeconds(55), at(origin, 0))).isFalse();
        assertThat(isMadeBefore(NOW.plusSeconds(654), at(origin, 600))).isTrue();
        assertThat(isMadeBefore(NOW.plusSeconds(655), at(origin, 600))).isFalse();

        clock.told(NOW.plusSeconds(601), at(origin, 601));
        assertThat(isMadeBefore(NOW.plusSeconds(654), at(origin, 601))).isTrue();

        assertThat(isMadeBefore(NOW.plusSeconds(1_796), at(origin, 1_801))).isFalse();
        assertThat(isMadeBefore(NOW.plusSeconds(1_795), at(origin, 1_801))).isTrue();
        assertThat(isMadeBefore(NOW.plusSeconds(5_000), at(origin, 5_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1_000_000_000_000_000L})
    void usesTheLocalClockWithoutATimeOfTheServer(long origin) {
        assertThat(isMadeBefore(NOW.minusSeconds(300), at(origin, 0))).isFalse();
        assertThat(isMadeBefore(NOW.minusSeconds(301), at(origin, 0))).isTrue();

        clock.toldForSure(NOW.minusSeconds(3_600), at(origin, 0));
        assertThat(isMadeBefore(NOW.minusSeconds(3_600), at(origin, 0))).isFalse();
        assertThat(isMadeBefore(NOW.minusSeconds(3_606), at(origin, 0))).isTrue();

        assertThat(isMadeBefore(NOW.plusSeconds(10_000 - 3_600), at(origin, 10_000)))
                .isFalse();
        assertThat(isMadeBefore(NOW.plusSeconds(10_000 - 3_901), at(origin, 10_000)))
                .isTrue();
    }
}
