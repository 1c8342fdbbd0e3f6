package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitSimulationTest {
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration MEASURED = Duration.ofMinutes(20);
    private static final double MIN_THROUGHPUT = 0.98;
    /** Limits of which only the one per minute has an effect. */
    private static final RateLimitOptions MINUTE =
            RateLimitOptions.builder().perHour(1_000_000).perDay(10_000_000).build();

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 20", "3, 400", "4, 400", "5, 1000"})
    void usesTheWholeLimitWithoutARejection(long seed, int callers) {
        RateLimitSimulation alone = new RateLimitSimulation(seed, MINUTE, MINUTE)
                .warmUp(WARM_UP)
                .callers(callers, 10, () -> false)
                .run(WARM_UP.plus(MEASURED));

        assertThat(alone.rejected()).isZero();
        assertThat(alone.throughput(300)).isBetween(MIN_THROUGHPUT, 1.0);
        assertThat(alone.maxWait()).isLessThan(maxWait(callers));
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 20", "3, 20", "4, 20", "5, 20", "6, 400", "7, 400", "8, 400", "9, 400", "10, 1000"})
    void usesTheRestBesideAnotherClientWithoutARejection(long seed, int callers) {
        RateLimitSimulation beside = new RateLimitSimulation(seed, MINUTE, MINUTE)
                .warmUp(WARM_UP)
                .evenOtherClient(Duration.ofSeconds(2), Duration.ofMinutes(2))
                .callers(callers, 10, () -> false)
                .run(WARM_UP.plus(MEASURED));

        assertThat(beside.rejected()).isZero();
        assertThat(beside.throughput(300)).isBetween(MIN_THROUGHPUT, 1.02);
        assertThat(beside.maxWait()).isLessThan(maxWait(callers));
        assertThat(beside.servedByAccount()).hasSize(10);
        assertThat(beside.servedByAccount().values())
                .allMatch(served -> Math.abs(served - beside.served() / 10) <= beside.served() / 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hasFewRejectionsBesideARandomClient(long seed) {
        RateLimitSimulation beside = new RateLimitSimulation(seed, MINUTE, MINUTE)
                .warmUp(WARM_UP)
                .randomOtherClient(Duration.ofSeconds(2), Duration.ofMinutes(2))
                .callers(100, 10, () -> false)
                .run(WARM_UP.plus(MEASURED));

        // one in five hundred, since random requests cannot be predicted
        assertThat(beside.rejected()).isLessThan(beside.served() / 500);
        assertThat(beside.throughput(300)).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void keepsTheLimitPerHour(long seed) {
        RateLimitOptions defaults = RateLimitOptions.defaults();
        RateLimitSimulation beside = new RateLimitSimulation(seed, defaults, defaults)
                .warmUp(Duration.ofHours(1))
                .evenOtherClient(Duration.ofMillis(3_600), Duration.ofMinutes(70))
                .callers(50, 10, () -> false)
                .run(Duration.ofHours(3));

        assertThat(beside.rejectedAfterWarmUp()).isZero();
        assertThat(beside.throughput(10_000 / 60.0)).isGreaterThan(MIN_THROUGHPUT);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 10"})
    void keepsTheSendLimitOfEachAccount(long seed, int accounts) {
        RateLimitSimulation sends = new RateLimitSimulation(seed, MINUTE, MINUTE)
                .warmUp(WARM_UP)
                .callers(100, accounts, () -> true)
                .run(WARM_UP.plus(MEASURED));

        assertThat(sends.rejected()).isZero();
        assertThat(sends.throughput(10 * accounts)).isBetween(MIN_THROUGHPUT, 1.0);
        assertThat(sends.servedByAccount()).hasSize(accounts);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesNotDelayReadsBehindSendsOfTheirAccount(long seed) {
        RateLimitSimulation mixed = new RateLimitSimulation(seed, MINUTE, MINUTE).warmUp(WARM_UP);
        mixed.callers(100, 10, () -> true).callers(100, 10, () -> false).run(WARM_UP.plus(MEASURED));

        assertThat(mixed.rejected()).isZero();
        assertThat(mixed.throughput(300)).isBetween(MIN_THROUGHPUT, 1.0);
    }

    /** With round-robin admission, no call waits longer than the rounds ahead of it plus one window. */
    private static Duration maxWait(int callers) {
        return Duration.ofMinutes(callers / 250 + 2);
    }
}
