package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.ratelimit.RateLimiter.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlidingWindowLimiterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final VirtualTime time = new VirtualTime();
    private RateLimiter limiter =
            limiter(RateLimitOptions.builder().perMinute(4).perHour(10).perDay(20));

    @Test
    void countsARequestForOneWindowAfterItsResponse() {
        fill(4);
        time.advance(MINUTE.minusNanos(1));
        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofNanos(1), true));

        time.advance(Duration.ofNanos(1));

        assertThat(tryAcquire(read())).isEqualTo(Decision.now());
    }

    @Test
    void countsFromTheResponseAndNotFromThePermit() {
        respond(granted(read()));
        List<RateLimitedRequest> slow = List.of(granted(read()), granted(read()), granted(read()));
        time.advance(Duration.ofSeconds(30));
        slow.forEach(this::respond);

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(30));
        granted(read());

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void countsAnUnknownOutcomeFromItsEnd() {
        respond(granted(read()));
        RateLimitedRequest lost = granted(read());
        time.advance(Duration.ofSeconds(59));
        limiter.onResponse(lost, 0, null, null);
        time.advance(Duration.ofSeconds(59));

        assertThat(minute().used()).isEqualTo(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(minute().used()).isZero();
    }

    @Test
    void grantsHalfOfTheLimitBeforeTheFirstResponse() {
        RateLimitedRequest first = granted(read());
        granted(read());
        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofSeconds(1), true));

        respond(first);

        granted(read());
        granted(read());
        assertThat(tryAcquire(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void roundsHalfOfAnOddLimitUp() {
        limiter = limiter(RateLimitOptions.builder().perMinute(1));
        granted(read());

        assertThat(tryAcquire(read())).isEqualTo(new Decision(MINUTE, true));
        limiter = limiter(RateLimitOptions.builder().perMinute(3));
        granted(read());
        granted(read());
        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofSeconds(1), true));
    }

    @Test
    void keepsTheLimitsPerHourAndPerDay() {
        fill(4);
        time.advance(MINUTE);
        fill(4);
        time.advance(MINUTE);
        fill(2);

        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofMinutes(58), true));
        time.advance(Duration.ofMinutes(58));
        fill(4);
        time.advance(MINUTE);
        fill(4);
        time.advance(Duration.ofHours(1));
        fill(2);
        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofHours(24).minus(Duration.ofMinutes(121)));
    }

    @Test
    void limitsTheSendsOfEachAccountSeparately() {
        limiter = limiter(RateLimitOptions.builder().sendsPerMinutePerAccount(2));
        respond(granted(send("acc_a")));
        time.advance(Duration.ofSeconds(10));
        respond(granted(send("acc_a")));

        assertThat(tryAcquire(send("acc_a"))).isEqualTo(new Decision(Duration.ofSeconds(50), false));
        granted(send("acc_b"));
        granted(RateLimitedRequest.of("threads.list", false, "acc_a"));
        granted(RateLimitedRequest.of("messages.send", true, null));
        time.advance(Duration.ofSeconds(50));
        granted(send("acc_a"));
    }

    @Test
    void reportsTheTeamsWaitBeforeTheAccounts() {
        limiter = limiter(RateLimitOptions.builder().perMinute(2).sendsPerMinutePerAccount(1));
        respond(granted(send("acc_a")));
        time.advance(Duration.ofSeconds(10));
        respond(granted(read()));

        assertThat(tryAcquire(send("acc_a"))).isEqualTo(new Decision(Duration.ofSeconds(50), true));
    }

    @Test
    void freesRequestsThatWereNotSentOrWereRejected() {
        limiter = limiter(RateLimitOptions.builder().perMinute(4).sendsPerMinutePerAccount(1));
        limiter.release(granted(send("acc_a")));
        limiter.onResponse(granted(send("acc_a")), 429, null, Duration.ZERO);

        assertThat(minute().used()).isZero();
        granted(send("acc_a"));
    }

    @Test
    void countsTheEndOfARequestOnce() {
        RateLimitedRequest request = granted(read());
        respond(request);
        respond(request);
        limiter.release(request);

        assertThat(minute().used()).isEqualTo(1);
    }

    @Test
    void blocksAllRequestsForTheTeamsRetryAfter() {
        limiter = limiter(RateLimitOptions.builder());
        RateLimitedRequest first = granted(read());
        limiter.onResponse(first, 429, null, Duration.ofSeconds(7));

        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofSeconds(7), true));
        assertThat(tryAcquire(send("acc_a"))).isEqualTo(new Decision(Duration.ofSeconds(7), true));
        assertThat(minute().nextFree()).isEqualTo(Duration.ofSeconds(7));
        time.advance(Duration.ofSeconds(7));
        granted(read());
    }

    @Test
    void keepsTheLongestRetryAfter() {
        limiter = limiter(RateLimitOptions.builder());
        RateLimitedRequest first = granted(read());
        RateLimitedRequest second = granted(read());
        limiter.onResponse(first, 429, null, Duration.ofSeconds(7));
        limiter.onResponse(second, 429, null, Duration.ofSeconds(3));

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void blocksTheAccountsSendsForTheRetryAfterOfASend() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(send("acc_a")), 429, null, Duration.ofSeconds(7));

        assertThat(tryAcquire(send("acc_a"))).isEqualTo(new Decision(Duration.ofSeconds(7), false));
        granted(send("acc_b"));
        granted(read());
    }

    @Test
    void attributesARejectedSendToTheTeamOrTheAccountByItsFigures() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(send("acc_a")), 429, figures(10, 0, 60), Duration.ofSeconds(7));
        assertThat(tryAcquire(send("acc_a")).wholeTeam()).isFalse();
        limiter.release(granted(read()));

        limiter.onResponse(granted(send("acc_b")), 429, figures(300, 0, 60), Duration.ofSeconds(7));
        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofSeconds(7), true));
    }

    @Test
    void acceptsRetryAfterFromZeroToADay() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 429, null, Duration.ofSeconds(-5));
        limiter.onResponse(granted(read()), 429, null, Duration.ofDays(1));

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void capsARetryAfterBeyondAllWindowsAtAMinute() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 429, null, Duration.ofSeconds(999_999_999));

        assertThat(tryAcquire(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void ignoresTheRetryAfterOfOtherStatuses() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 503, null, Duration.ofSeconds(7));

        granted(read());
    }

    @Test
    void recoversWithinAMinuteAfterAConcurrentSendOfAnotherClient() {
        limiter = limiter(RateLimitOptions.builder());
        List<RateLimitedRequest> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(granted(send("acc_a")));
        }
        limiter.onResponse(ten.get(9), 429, figures(10, 0, 60), Duration.ofSeconds(60));
        ten.subList(0, 9).forEach(sent -> limiter.onResponse(sent, 200, figures(300, 290, 60), null));
        assertThat(sends().others()).isEqualTo(1);
        assertThat(sends().remaining()).isZero();

        time.advance(MINUTE);

        assertThat(sends().others()).isZero();
        assertThat(sends().remaining()).isEqualTo(10);
        assertThat(limiter.untilFree(send("acc_a"), 9, 9)).isZero();
        time.advance(Duration.ofMinutes(19));
        for (int i = 0; i < 10; i++) {
            granted(send("acc_a"));
        }
    }

    @Test
    void doesNotAttributeItsOwnInFlightSendsToOthers() {
        limiter = limiter(RateLimitOptions.builder());
        List<RateLimitedRequest> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(granted(send("acc_a")));
        }
        limiter.onResponse(ten.get(0), 429, figures(10, 0, 60), Duration.ZERO);

        assertThat(sends().others()).isEqualTo(1);
    }

    @Test
    void probesTheLimitOneSendAtATimeAfterARejection() {
        limiter = limiter(RateLimitOptions.builder());
        List<RateLimitedRequest> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(granted(send("acc_a")));
        }
        ten.subList(3, 10).forEach(sent -> limiter.onResponse(sent, 429, null, Duration.ofSeconds(60)));
        ten.subList(0, 3).forEach(this::respond);
        time.advance(MINUTE.plusSeconds(1));

        List<RateLimitedRequest> three =
                List.of(granted(send("acc_a")), granted(send("acc_a")), granted(send("acc_a")));
        assertThat(tryAcquire(send("acc_a")).granted()).isFalse();
        three.forEach(this::respond);
        RateLimitedRequest fourth = granted(send("acc_a"));
        assertThat(tryAcquire(send("acc_a")).granted()).isFalse();
        respond(fourth);
        granted(send("acc_a"));
        assertThat(tryAcquire(send("acc_a")).granted()).isFalse();
        time.advance(MINUTE);
        granted(send("acc_a"));
        granted(send("acc_a"));
    }

    @Test
    void estimatesWithoutSendsThatExpireMeanwhile() {
        limiter = limiter(RateLimitOptions.builder());
        RateLimitedRequest rejected = granted(send("acc_a"));
        respond(granted(send("acc_a")));
        limiter.onResponse(rejected, 429, figures(10, 0, 20), Duration.ofSeconds(20));

        assertThat(limiter.untilFree(send("acc_a"), 8, 8)).isEqualTo(MINUTE);
    }

    @Test
    void raisesALearnedLimitThatResponsesNoLongerState() {
        limiter = limiter(RateLimitOptions.builder().sendsPerMinutePerAccount(3));
        limiter.onResponse(granted(send("acc_a")), 429, figures(1, 0, 60), Duration.ZERO);
        assertThat(sends().limit()).isEqualTo(1);
        time.advance(MINUTE);
        respond(granted(send("acc_a")));
        respond(granted(send("acc_a")));
        assertThat(sends().limit()).isEqualTo(2);
        respond(granted(send("acc_a")));

        assertThat(sends().limit()).isEqualTo(3);
    }

    @Test
    void forgetsAHigherLimitThatIsNoLongerStated() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(600, 599, 60), null);
        time.advance(MINUTE);
        respond(granted(read()));

        assertThat(minute().limit()).isEqualTo(300);
    }

    @Test
    void ignoresAnOlderStatementThatArrivesLate() {
        limiter = limiter(RateLimitOptions.builder());
        RateLimitedRequest late = granted(read());
        limiter.onResponse(granted(read()), 200, figures(200, 198, 60), null);
        limiter.onResponse(late, 200, figures(100, 99, 60), null);

        assertThat(minute().limit()).isEqualTo(200);
    }

    @Test
    void blocksUntilTheResetWhenNothingRemains() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(300, 0, 9), null);
        assertThat(tryAcquire(read())).isEqualTo(new Decision(Duration.ofSeconds(9), true));
        limiter.onResponse(grantedIn(Duration.ofSeconds(9)), 200, figures(300, 0, 999_999), null);

        assertThat(tryAcquire(read())).isEqualTo(new Decision(MINUTE, true));
    }

    private RateLimitedRequest grantedIn(Duration wait) {
        time.advance(wait);
        return granted(read());
    }

    @Test
    void doesNotBlockLongerWhenItUsedTheLimitItself() {
        limiter = limiter(RateLimitOptions.builder().perMinute(4));
        fill(3);
        time.advance(Duration.ofSeconds(30));
        limiter.onResponse(granted(read()), 200, figures(4, 0, 31), null);

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shortensARetryAfterToTheWindowOfItsFigures() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 429, figures(300, 0, 60), Duration.ofHours(1));

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void acceptsARepeatedLimitDespiteDifferentClocks() {
        limiter = limiter(RateLimitOptions.builder());
        statedThreeTimes(200, 199, 9_999_999);

        assertThat(rateLimits()).containsExactly(200L, 10_000L, 100_000L);
    }

    @Test
    void leaksNoPermitWhenTheClockFails() {
        boolean[] fails = {false};
        limiter = inMemory(RateLimitOptions.builder().perMinute(4).build(), new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                if (fails[0]) {
                    throw new LinkageError("no clock");
                }
                return time;
            }
        });
        time.advance(Duration.ofSeconds(1));
        RateLimitedRequest one = granted(read());
        RateLimitedRequest two = granted(read());
        fails[0] = true;
        limiter.onResponse(one, 200, figures(4, 2, 60), null);
        limiter.release(two);
        limiter.onResponse(granted(read()), 429, figures(4, 0, 60), null);

        assertThat(minute().used()).isEqualTo(1);
        fails[0] = false;
        time.advance(Duration.ofMinutes(2));
        assertThat(minute().remaining()).isEqualTo(4);
    }

    @Test
    void usesTheResetWithoutRetryAfter() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 429, figures(300, 0, 9), null);

        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(9));
        time.advance(Duration.ofSeconds(9));
        limiter.onResponse(granted(read()), 429, null, null);
        granted(read());
    }

    @Test
    void learnsALowerLimitOfTheTeam() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(100, 99, 60), null);

        assertThat(rateLimits()).containsExactly(100L, 10_000L, 100_000L);
        assertThat(minute().others()).isZero();
    }

    @Test
    void identifiesTheWindowByTheResetAndKeepsTheOthersOrdered() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(5_000, 4_999, 3_000), null);
        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L);
        limiter.onResponse(granted(read()), 200, figures(5_000, 4_998, 3_000), null);
        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L);
        limiter.onResponse(granted(read()), 200, figures(5_000, 4_997, 3_000), null);
        assertThat(rateLimits()).containsExactly(300L, 5_000L, 100_000L);
        statedThreeTimes(20_000, 19_996, 10);
        assertThat(rateLimits()).containsExactly(300L, 20_000L, 100_000L);
        statedThreeTimes(200_000, 199_993, 10);
        assertThat(rateLimits()).containsExactly(300L, 20_000L, 200_000L);
        limiter.onResponse(granted(read()), 200, figures(250, 249, 90_000), null);
        assertThat(rateLimits()).containsExactly(300L, 20_000L, 200_000L);
    }

    @Test
    void roundsTheResetUpToASecond() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(310, 309, 61), null);
        assertThat(rateLimits()).containsExactly(310L, 10_000L, 100_000L);
        statedThreeTimes(320, 318, 62);
        assertThat(rateLimits()).containsExactly(310L, 320L, 100_000L);
    }

    @Test
    void picksTheWindowThatImpliesFewerOtherRequests() {
        limiter = limiter(RateLimitOptions.builder());
        fill(100);
        time.advance(Duration.ofMinutes(2));
        statedThreeTimes(5_000, 4_899, 30);

        assertThat(rateLimits()).containsExactly(300L, 5_000L, 100_000L);
        assertThat(limiter.rateLimits().get(1).others()).isZero();
    }

    @Test
    void rejectsAWindowWithACountBelowItsOwnRequests() {
        limiter = limiter(RateLimitOptions.builder());
        fill(100);
        limiter.onResponse(granted(read()), 200, figures(310, 300, 30), null);
        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L);
        limiter.onResponse(granted(read()), 200, figures(310, 209, 30), null);
        assertThat(rateLimits()).containsExactly(310L, 10_000L, 100_000L);
    }

    @Test
    void recognizesTheConfiguredLimitAgain() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(600, 599, 60), null);
        assertThat(rateLimits()).containsExactly(600L, 10_000L, 100_000L);

        limiter.onResponse(granted(read()), 200, figures(300, 298, 3_000), null);

        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L);
    }

    @Test
    void ignoresInvalidFigures() {
        limiter = limiter(RateLimitOptions.builder());
        for (RateLimit invalid : List.of(
                figures(0, 0, 60),
                figures(-1, -2, 60),
                figures(300, 301, 60),
                figures(300, -1, 60),
                new RateLimit(301, 300, Instant.MAX),
                new RateLimit(Long.MAX_VALUE, Long.MIN_VALUE, Instant.MIN))) {
            limiter.onResponse(granted(read()), 200, invalid, null);
        }

        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L);
        assertThat(minute().others()).isZero();
        limiter.onResponse(granted(read()), 429, new RateLimit(301, 300, Instant.MAX), null);
        assertThat(tryAcquire(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void attributesAResetInThePastToTheShortestWindow() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(200, 199, -500), null);

        assertThat(rateLimits()).containsExactly(200L, 10_000L, 100_000L);
    }

    @Test
    void learnsFromASendOnlyFiguresThatMatchTheTeam() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(send("acc_a")), 200, figures(10, 4, 60), null);
        limiter.onResponse(granted(send("acc_a")), 200, figures(200, 4, 60), null);

        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L, 10L);
        assertThat(minute().others()).isZero();
        assertThat(sends().others()).isEqualTo(6);

        limiter.onResponse(granted(send("acc_a")), 200, figures(300, 277, 60), null);
        assertThat(minute().others()).isEqualTo(21);
    }

    @Test
    void learnsALimitOfOne() {
        limiter.onResponse(granted(read()), 200, figures(1, 0, 60), null);

        assertThat(minute().limit()).isEqualTo(1);
    }

    @Test
    void learnsTheLimitFromACountWithoutTheRequestItself() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(200, 200, 60), null);

        assertThat(rateLimits()).containsExactly(200L, 10_000L, 100_000L);
    }

    @Test
    void learnsOnlyALowerLimitOfTheAccountFromARejectedSend() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(send("acc_a")), 429, figures(11, 0, 60), Duration.ZERO);
        assertThat(sends().limit()).isEqualTo(10);
        limiter.onResponse(granted(send("acc_a")), 429, figures(2, 0, 60), Duration.ZERO);
        assertThat(sends().limit()).isEqualTo(2);
        limiter.onResponse(granted(send("acc_a")), 200, figures(10, 9, 60), null);

        assertThat(rateLimits()).containsExactly(300L, 10_000L, 100_000L, 10L);
    }

    @Test
    void learnsNothingFromAFigureOfBothTeamAndAccount() {
        limiter = limiter(RateLimitOptions.builder().perMinute(10));
        limiter.onResponse(granted(send("acc_a")), 200, figures(10, 2, 60), null);

        assertThat(minute().others()).isZero();
        assertThat(sends().others()).isZero();
    }

    @Test
    void reservesCapacityForOtherClients() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(300, 269, 60), null);

        // 31 counted, one of them ours, plus a margin of 1.25 for uneven arrival
        assertThat(minute().others()).isEqualTo(31);
        assertThat(minute().remaining()).isEqualTo(268);
        assertThat(minute().used()).isEqualTo(1);
        fill(268);
        assertThat(tryAcquire(read()).delay()).isPositive();
        assertThat(minute().remaining()).isZero();
    }

    @Test
    void agesTheEstimateOfOthersForAWindowAndForgetsIt() {
        limiter = limiter(RateLimitOptions.builder());
        time.advance(Duration.ofMinutes(10));
        limiter.onResponse(granted(read()), 200, figures(300, 249, 60), null);
        assertThat(minute().others()).isEqualTo(51);
        time.advance(Duration.ofSeconds(15));
        // half a standard deviation of 25: 0.5 * sqrt(2 * 50 / 4)
        assertThat(minute().others()).isEqualTo(54);
        time.advance(Duration.ofSeconds(45).minusNanos(1));
        assertThat(minute().others()).isEqualTo(56);
        time.advance(Duration.ofNanos(1));
        assertThat(minute().others()).isZero();
        assertThat(minute().remaining()).isEqualTo(300);
    }

    @Test
    void replacesTheEstimateOfOthersByANewerOne() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(300, 249, 60), null);
        limiter.onResponse(granted(read()), 200, figures(300, 268, 60), null);
        assertThat(minute().others()).isEqualTo(31);
        limiter.onResponse(granted(read()), 200, figures(300, 217, 60), null);
        assertThat(minute().others()).isEqualTo(81);
        limiter.onResponse(granted(read()), 200, figures(300, 296, 60), null);
        assertThat(minute().others()).isZero();
    }

    @Test
    void infersNoOthersFromACountThatItsOwnRequestsExplain() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(300, 299, 60), null);
        RateLimitedRequest second = granted(read());
        granted(read());
        limiter.onResponse(second, 200, figures(300, 297, 60), null);

        assertThat(minute().others()).isZero();
    }

    @Test
    void neverReservesTheWholeLimitForOthers() {
        limiter = limiter(RateLimitOptions.builder());
        limiter.onResponse(granted(read()), 200, figures(300, 0, 0), null);

        assertThat(minute().others()).isEqualTo(295);
        fill(4);
        assertThat(tryAcquire(read()).delay()).isEqualTo(MINUTE);
        limiter = limiter(RateLimitOptions.builder().perMinute(30));
        limiter.onResponse(granted(read()), 200, figures(30, 0, 60), null);
        assertThat(minute().others()).isEqualTo(29);
    }

    @Test
    void spacesPermitsBesideOthersOnceTheWindowWasFull() {
        fillBesideOthers();
        time.advance(Duration.ofSeconds(30));
        granted(read());

        // the others were seen a minute ago: 1.5 times the even rate
        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofNanos((long) (60e9 / (1.5 * 62))));
        time.advance(tryAcquire(read()).delay());
        granted(read());
    }

    @Test
    void spacesTheSendsOfAnAccountBesideOthers() {
        limiter = limiter(RateLimitOptions.builder().sendsPerMinutePerAccount(62));
        limiter.onResponse(granted(send("acc_a")), 200, figures(62, 51, 60), null);
        fillSends(30);
        time.advance(Duration.ofSeconds(30));
        fillSends(18);
        assertThat(tryAcquire(send("acc_a")).delay()).isEqualTo(Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(30));
        granted(send("acc_a"));

        assertThat(tryAcquire(send("acc_a")))
                .isEqualTo(new Decision(Duration.ofNanos((long) (60e9 / (1.5 * 62))), false));
    }

    @Test
    void stopsSpacingWhenTheWindowIsNearlyEmpty() {
        fillBesideOthers();
        time.advance(Duration.ofSeconds(56));
        assertThat(minute().used()).isEqualTo(4);
        granted(read());
        assertThat(tryAcquire(read()).granted()).isFalse();
        time.advance(Duration.ofSeconds(4));
        assertThat(minute().used()).isEqualTo(1);
        fill(2);
    }

    /** Fills the window by 30 s: 31 requests at the start, 14 at 26 s, and 4 at 30 s. */
    private void fillBesideOthers() {
        limiter = limiter(RateLimitOptions.builder().perMinute(62));
        limiter.onResponse(granted(read()), 200, figures(62, 51, 60), null);
        fill(30);
        time.advance(Duration.ofSeconds(26));
        fill(14);
        time.advance(Duration.ofSeconds(4));
        fill((int) minute().remaining());
        assertThat(tryAcquire(read()).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void doesNotSpacePermitsWithoutOthers() {
        fill(4);
        tryAcquire(read());
        time.advance(MINUTE);
        fill(4);
    }

    @Test
    void estimatesTheWaitBehindManyCalls() {
        respond(granted(read()));
        time.advance(Duration.ofSeconds(10));
        fill(3);

        assertThat(limiter.untilFree(read(), 0, 0)).isEqualTo(Duration.ofSeconds(50));
        assertThat(limiter.untilFree(read(), 1, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(limiter.untilFree(read(), 3, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(limiter.untilFree(read(), 4, 0)).isEqualTo(Duration.ofSeconds(110));
        assertThat(limiter.untilFree(read(), 5, 0)).isEqualTo(Duration.ofMinutes(2));
        // the window of an hour, with ten requests
        assertThat(limiter.untilFree(read(), 6, 0))
                .isEqualTo(Duration.ofHours(1).minusSeconds(10));
    }

    @Test
    void estimatesTheWaitBehindCallsThatUseTheFreeCapacity() {
        limiter = limiter(RateLimitOptions.builder().perMinute(4));
        respond(granted(read()));
        time.advance(Duration.ofSeconds(10));
        fill(2);

        assertThat(limiter.untilFree(read(), 0, 0)).isZero();
        assertThat(limiter.untilFree(read(), 1, 0)).isEqualTo(Duration.ofSeconds(50));
        assertThat(limiter.untilFree(read(), 3, 0)).isEqualTo(MINUTE);
        // the request that is admitted immediately leaves the window before the queued ones
        assertThat(limiter.untilFree(read(), 4, 0)).isEqualTo(MINUTE);
        assertThat(limiter.untilFree(read(), 5, 0)).isEqualTo(Duration.ofSeconds(110));
        assertThat(limiter.untilFree(read(), 7, 0)).isEqualTo(Duration.ofMinutes(2));
        assertThat(limiter.untilFree(read(), 8, 0)).isEqualTo(Duration.ofMinutes(2));
        assertThat(limiter.untilFree(read(), 9, 0)).isEqualTo(Duration.ofSeconds(170));
    }

    @Test
    void estimatesTheWaitAfterARejection() {
        time.advance(Duration.ofSeconds(10));
        limiter.onResponse(granted(read()), 429, null, Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(10));

        assertThat(limiter.untilFree(read(), 0, 0)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void estimatesTheWaitFromAnEmptyWindow() {
        limiter = limiter(RateLimitOptions.builder().perMinute(2).sendsPerMinutePerAccount(1));

        assertThat(limiter.untilFree(read(), 1, 0)).isZero();
        assertThat(limiter.untilFree(read(), 2, 0)).isEqualTo(MINUTE);
        assertThat(limiter.untilFree(read(), 4, 0)).isEqualTo(MINUTE.multipliedBy(2));
        assertThat(limiter.untilFree(send("acc_a"), 1, 0)).isZero();
        assertThat(limiter.untilFree(send("acc_a"), 1, 1)).isEqualTo(MINUTE);
        assertThat(limiter.untilFree(send("acc_a"), 1, 2)).isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void assumesInFlightRequestsEndNowAtTheEarliest() {
        respond(granted(read()));
        granted(read());
        granted(read());
        granted(read());
        time.advance(Duration.ofSeconds(20));

        assertThat(limiter.untilFree(read(), 0, 0)).isEqualTo(Duration.ofSeconds(40));
        assertThat(limiter.untilFree(read(), 1, 0)).isEqualTo(MINUTE);
        assertThat(limiter.untilFree(read(), 4, 0)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void reportsEveryLimit() {
        limiter = limiter(RateLimitOptions.builder().sendsPerMinutePerAccount(1));
        granted(send("acc_b"));
        respond(granted(send("acc_a")));
        time.advance(Duration.ofSeconds(15));

        assertThat(limiter.rateLimits())
                .containsExactly(
                        new RateLimitStatus("requests a minute", null, MINUTE, 300, 2, 0, 298, Duration.ZERO),
                        new RateLimitStatus(
                                "requests an hour", null, Duration.ofHours(1), 10_000, 2, 0, 9_998, Duration.ZERO),
                        new RateLimitStatus(
                                "requests a day", null, Duration.ofDays(1), 100_000, 2, 0, 99_998, Duration.ZERO),
                        new RateLimitStatus("sends a minute", "acc_a", MINUTE, 1, 1, 0, 0, Duration.ofSeconds(45)),
                        new RateLimitStatus("sends a minute", "acc_b", MINUTE, 1, 1, 0, 0, MINUTE));
    }

    @Test
    void neverReportsNegativeCapacityAfterALoweredLimit() {
        limiter = limiter(RateLimitOptions.builder());
        respond(granted(read()));
        List<RateLimitedRequest> requests = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            requests.add(granted(read()));
        }
        time.advance(Duration.ofSeconds(1));
        requests.forEach(this::respond);
        limiter.onResponse(granted(read()), 200, figures(21, 0, 60), null);
        assertThat(minute().limit()).isEqualTo(21);
        RateLimitedRequest last = RateLimitedRequest.of("threads.list", false, null);
        assertThat(tryAcquire(last).granted()).isFalse();
        assertThat(minute().remaining()).isZero();
    }

    @Test
    void grantsEverythingAndReportsNoLimitsWhenUnlimited() {
        limiter = RateLimiter.inMemory(RateLimitOptions.unlimited(), time::now, time::nanoTime);
        for (int i = 0; i < 1_000; i++) {
            granted(send("acc_a"));
        }
        limiter.onResponse(granted(send("acc_a")), 429, figures(1, 0, 60), Duration.ofSeconds(60));

        granted(send("acc_a"));
        assertThat(limiter.rateLimits()).isEmpty();
        assertThat(limiter.untilFree(send("acc_a"), 1_000, 1_000)).isZero();
    }

    @Test
    void isUnaffectedByClockJumps() {
        VirtualTime late = new VirtualTime(Instant.parse("2100-01-01T00:00:00Z"));
        late.advance(Duration.ofDays(300));
        limiter = inMemory(RateLimitOptions.builder().perMinute(1).build(), late);
        respond(granted(read()));
        assertThat(tryAcquire(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void rejectsANegativeDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision(Duration.ofNanos(-1), true))
                .withMessage("delay must not be negative, but was PT-0.000000001S");
        assertThat(new Decision(Duration.ofNanos(1), true).granted()).isFalse();
        assertThat(Decision.now().granted()).isTrue();
    }

    private RateLimiter limiter(RateLimitOptions.Builder options) {
        return inMemory(options.build(), time);
    }

    private static RateLimiter inMemory(RateLimitOptions options, InboxScheduler time) {
        return RateLimiter.inMemory(options, time::now, time::nanoTime);
    }

    /** States a limit three times, since limits per hour or day are only learned when repeated. */
    private void statedThreeTimes(long limit, long remaining, long resetIn) {
        limiter.onResponse(granted(read()), 200, figures(limit, remaining, resetIn), null);
        limiter.onResponse(granted(read()), 200, figures(limit, remaining - 1, resetIn), null);
        limiter.onResponse(granted(read()), 200, figures(limit, remaining - 2, resetIn), null);
    }

    private void fill(int requests) {
        for (int i = 0; i < requests; i++) {
            respond(granted(read()));
        }
    }

    private void fillSends(int sends) {
        for (int i = 0; i < sends; i++) {
            respond(granted(send("acc_a")));
        }
    }

    private RateLimitedRequest granted(RateLimitedRequest request) {
        assertThat(tryAcquire(request)).isEqualTo(Decision.now());
        return request;
    }

    private void respond(RateLimitedRequest request) {
        limiter.onResponse(request, 200, null, null);
    }

    private Decision tryAcquire(RateLimitedRequest request) {
        return limiter.tryAcquire(request).toCompletableFuture().join();
    }

    private RateLimitStatus minute() {
        return limiter.rateLimits().get(0);
    }

    private RateLimitStatus sends() {
        return limiter.rateLimits().get(3);
    }

    private List<Long> rateLimits() {
        return limiter.rateLimits().stream().map(RateLimitStatus::limit).toList();
    }

    private RateLimit figures(long limit, long remaining, long resetIn) {
        return new RateLimit(limit, remaining, time.now().plusSeconds(resetIn));
    }

    private static RateLimitedRequest read() {
        return RateLimitedRequest.of("threads.list", false, null);
    }

    private static RateLimitedRequest send(@Nullable String account) {
        return RateLimitedRequest.of("messages.send", true, account);
    }
}
