package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.RateBudget.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlidingWindowBudgetTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final VirtualTime time = new VirtualTime();
    private RateBudget budget =
            budget(PacingOptions.builder().perMinute(4).perHour(10).perDay(20));

    @Test
    void aRequestHoldsItsPlaceUntilAWindowAfterItsAnswer() {
        fill(4);
        time.advance(MINUTE.minusNanos(1));
        assertThat(take(read())).isEqualTo(new Admission(Duration.ofNanos(1), true));

        time.advance(Duration.ofNanos(1));

        assertThat(take(read())).isEqualTo(Admission.now());
    }

    @Test
    void theAnswerCountsAndNotTheTurn() {
        answer(granted(read()));
        List<PacedRequest> slow = List.of(granted(read()), granted(read()), granted(read()));
        time.advance(Duration.ofSeconds(30));
        slow.forEach(this::answer);

        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(30));
        granted(read());

        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anUnknownOutcomeCountsFromItsEnd() {
        answer(granted(read()));
        PacedRequest lost = granted(read());
        time.advance(Duration.ofSeconds(59));
        budget.answered(lost, 0, null, null);
        time.advance(Duration.ofSeconds(59));

        assertThat(minute().used()).isEqualTo(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(minute().used()).isZero();
    }

    @Test
    void beforeTheFirstAnswerHalfIsEnough() {
        PacedRequest first = granted(read());
        granted(read());
        assertThat(take(read())).isEqualTo(new Admission(Duration.ofSeconds(1), true));

        answer(first);

        granted(read());
        granted(read());
        assertThat(take(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void anOddLimitIsHalvedUpwards() {
        budget = budget(PacingOptions.builder().perMinute(1));
        granted(read());

        assertThat(take(read())).isEqualTo(new Admission(MINUTE, true));
        budget = budget(PacingOptions.builder().perMinute(3));
        granted(read());
        granted(read());
        assertThat(take(read())).isEqualTo(new Admission(Duration.ofSeconds(1), true));
    }

    @Test
    void hourAndDayAreKeptToo() {
        fill(4);
        time.advance(MINUTE);
        fill(4);
        time.advance(MINUTE);
        fill(2);

        assertThat(take(read())).isEqualTo(new Admission(Duration.ofMinutes(58), true));
        time.advance(Duration.ofMinutes(58));
        fill(4);
        time.advance(MINUTE);
        fill(4);
        time.advance(Duration.ofHours(1));
        fill(2);
        assertThat(take(read()).delay()).isEqualTo(Duration.ofHours(24).minus(Duration.ofMinutes(121)));
    }

    @Test
    void sendsOfAnAccountHaveAWindowOfTheirOwn() {
        budget = budget(PacingOptions.builder().sendsPerMinutePerAccount(2));
        answer(granted(send("acc_a")));
        time.advance(Duration.ofSeconds(10));
        answer(granted(send("acc_a")));

        assertThat(take(send("acc_a"))).isEqualTo(new Admission(Duration.ofSeconds(50), false));
        granted(send("acc_b"));
        granted(PacedRequest.of("threads.list", false, "acc_a"));
        granted(PacedRequest.of("messages.send", true, null));
        time.advance(Duration.ofSeconds(50));
        granted(send("acc_a"));
    }

    @Test
    void theTeamsWaitIsToldBeforeTheAccounts() {
        budget = budget(PacingOptions.builder().perMinute(2).sendsPerMinutePerAccount(1));
        answer(granted(send("acc_a")));
        time.advance(Duration.ofSeconds(10));
        answer(granted(read()));

        assertThat(take(send("acc_a"))).isEqualTo(new Admission(Duration.ofSeconds(50), true));
    }

    @Test
    void whatWasNotSentOrNotProcessedIsFreeAgain() {
        budget = budget(PacingOptions.builder().perMinute(4).sendsPerMinutePerAccount(1));
        budget.unused(granted(send("acc_a")));
        budget.answered(granted(send("acc_a")), 429, null, Duration.ZERO);

        assertThat(minute().used()).isZero();
        granted(send("acc_a"));
    }

    @Test
    void anEndIsHeardOnce() {
        PacedRequest request = granted(read());
        answer(request);
        answer(request);
        budget.unused(request);

        assertThat(minute().used()).isEqualTo(1);
    }

    @Test
    void retryAfterOfTheTeamHoldsAll() {
        budget = budget(PacingOptions.builder());
        PacedRequest first = granted(read());
        budget.answered(first, 429, null, Duration.ofSeconds(7));

        assertThat(take(read())).isEqualTo(new Admission(Duration.ofSeconds(7), true));
        assertThat(take(send("acc_a"))).isEqualTo(new Admission(Duration.ofSeconds(7), true));
        assertThat(minute().nextFree()).isEqualTo(Duration.ofSeconds(7));
        time.advance(Duration.ofSeconds(7));
        granted(read());
    }

    @Test
    void theLongestRetryAfterCounts() {
        budget = budget(PacingOptions.builder());
        PacedRequest first = granted(read());
        PacedRequest second = granted(read());
        budget.answered(first, 429, null, Duration.ofSeconds(7));
        budget.answered(second, 429, null, Duration.ofSeconds(3));

        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void retryAfterOfASendHoldsTheAccountsSends() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(send("acc_a")), 429, null, Duration.ofSeconds(7));

        assertThat(take(send("acc_a"))).isEqualTo(new Admission(Duration.ofSeconds(7), false));
        granted(send("acc_b"));
        granted(read());
    }

    @Test
    void theFiguresTellWhomARefusedSendConcerns() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(send("acc_a")), 429, figures(10, 0, 60), Duration.ofSeconds(7));
        assertThat(take(send("acc_a")).wholeTeam()).isFalse();
        budget.unused(granted(read()));

        budget.answered(granted(send("acc_b")), 429, figures(300, 0, 60), Duration.ofSeconds(7));
        assertThat(take(read())).isEqualTo(new Admission(Duration.ofSeconds(7), true));
    }

    @Test
    void retryAfterIsKeptBetweenZeroAndADay() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 429, null, Duration.ofSeconds(-5));
        budget.answered(granted(read()), 429, null, Duration.ofDays(1));

        assertThat(take(read()).delay()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void retryAfterOfMoreThanAnyWindowStopsNobodyForLong() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 429, null, Duration.ofSeconds(999_999_999));

        assertThat(take(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void retryAfterOfAnythingButARefusalIsNotOurs() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 503, null, Duration.ofSeconds(7));

        granted(read());
    }

    @Test
    void tenSendsAtOnceBesideOneOfAnotherProgramThrottleTheAccountForNoLongerThanAMinute() {
        budget = budget(PacingOptions.builder());
        List<PacedRequest> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(granted(send("acc_a")));
        }
        budget.answered(ten.get(9), 429, figures(10, 0, 60), Duration.ofSeconds(60));
        ten.subList(0, 9).forEach(sent -> budget.answered(sent, 200, figures(300, 290, 60), null));
        assertThat(sends().others()).isEqualTo(1);
        assertThat(sends().remaining()).isZero();

        time.advance(MINUTE);

        assertThat(sends().others()).isZero();
        assertThat(sends().remaining()).isEqualTo(10);
        assertThat(budget.untilFree(send("acc_a"), 9, 9)).isZero();
        time.advance(Duration.ofMinutes(19));
        for (int i = 0; i < 10; i++) {
            granted(send("acc_a"));
        }
    }

    @Test
    void ourOwnSendsUnderWayAreNotThoseOfOthers() {
        budget = budget(PacingOptions.builder());
        List<PacedRequest> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(granted(send("acc_a")));
        }
        budget.answered(ten.get(0), 429, figures(10, 0, 60), Duration.ZERO);

        assertThat(sends().others()).isEqualTo(1);
    }

    @Test
    void afterARefusalTheRoomIsTriedOutOneSendAtATime() {
        budget = budget(PacingOptions.builder());
        List<PacedRequest> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(granted(send("acc_a")));
        }
        ten.subList(3, 10).forEach(sent -> budget.answered(sent, 429, null, Duration.ofSeconds(60)));
        ten.subList(0, 3).forEach(this::answer);
        time.advance(MINUTE.plusSeconds(1));

        List<PacedRequest> three = List.of(granted(send("acc_a")), granted(send("acc_a")), granted(send("acc_a")));
        assertThat(take(send("acc_a")).granted()).isFalse();
        three.forEach(this::answer);
        PacedRequest fourth = granted(send("acc_a"));
        assertThat(take(send("acc_a")).granted()).isFalse();
        answer(fourth);
        granted(send("acc_a"));
        assertThat(take(send("acc_a")).granted()).isFalse();
        time.advance(MINUTE);
        granted(send("acc_a"));
        granted(send("acc_a"));
    }

    @Test
    void aSendWithADeadlineIsNotRefusedForWhatIsForgottenByThen() {
        budget = budget(PacingOptions.builder());
        PacedRequest refused = granted(send("acc_a"));
        answer(granted(send("acc_a")));
        budget.answered(refused, 429, figures(10, 0, 20), Duration.ofSeconds(20));

        assertThat(budget.untilFree(send("acc_a"), 8, 8)).isEqualTo(MINUTE);
    }

    @Test
    void aStatedLimitIsDoubtedWhenAnswersNoLongerStateIt() {
        budget = budget(PacingOptions.builder().sendsPerMinutePerAccount(3));
        budget.answered(granted(send("acc_a")), 429, figures(1, 0, 60), Duration.ZERO);
        assertThat(sends().limit()).isEqualTo(1);
        time.advance(MINUTE);
        answer(granted(send("acc_a")));
        answer(granted(send("acc_a")));
        assertThat(sends().limit()).isEqualTo(2);
        answer(granted(send("acc_a")));

        assertThat(sends().limit()).isEqualTo(3);
    }

    @Test
    void aHigherLimitThatIsNoLongerStatedIsForgotten() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(600, 599, 60), null);
        time.advance(MINUTE);
        answer(granted(read()));

        assertThat(minute().limit()).isEqualTo(300);
    }

    @Test
    void anOlderStatementThatComesLateChangesNothing() {
        budget = budget(PacingOptions.builder());
        PacedRequest late = granted(read());
        budget.answered(granted(read()), 200, figures(200, 198, 60), null);
        budget.answered(late, 200, figures(100, 99, 60), null);

        assertThat(minute().limit()).isEqualTo(200);
    }

    @Test
    void nothingRemainingOnASuccessHoldsAllUntilTheReset() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(300, 0, 9), null);
        assertThat(take(read())).isEqualTo(new Admission(Duration.ofSeconds(9), true));
        budget.answered(grantedIn(Duration.ofSeconds(9)), 200, figures(300, 0, 999_999), null);

        assertThat(take(read())).isEqualTo(new Admission(MINUTE, true));
    }

    private PacedRequest grantedIn(Duration wait) {
        time.advance(wait);
        return granted(read());
    }

    @Test
    void nothingRemainingThatWeTookOurselvesHoldsNobodyLonger() {
        budget = budget(PacingOptions.builder().perMinute(4));
        fill(3);
        time.advance(Duration.ofSeconds(30));
        budget.answered(granted(read()), 200, figures(4, 0, 31), null);

        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRetryAfterThatIsLongerThanTheWindowItNamesIsShortened() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 429, figures(300, 0, 60), Duration.ofHours(1));

        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void aLimitStatedAgainIsBelievedThoughTheClocksDiffer() {
        budget = budget(PacingOptions.builder());
        statedThreeTimes(200, 199, 9_999_999);

        assertThat(limits()).containsExactly(200L, 10_000L, 100_000L);
    }

    @Test
    void aClockThatFailsCostsNoPlace() {
        boolean[] fails = {false};
        budget = RateBudget.inMemory(PacingOptions.builder().perMinute(4).build(), new SchedulerOver() {
            @Override
            public InboxScheduler time() {
                if (fails[0]) {
                    throw new LinkageError("no clock");
                }
                return time;
            }
        });
        time.advance(Duration.ofSeconds(1));
        PacedRequest one = granted(read());
        PacedRequest two = granted(read());
        fails[0] = true;
        budget.answered(one, 200, figures(4, 2, 60), null);
        budget.unused(two);
        budget.answered(granted(read()), 429, figures(4, 0, 60), null);

        assertThat(minute().used()).isEqualTo(1);
        fails[0] = false;
        time.advance(Duration.ofMinutes(2));
        assertThat(minute().remaining()).isEqualTo(4);
    }

    @Test
    void withoutRetryAfterTheResetTells() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 429, figures(300, 0, 9), null);

        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(9));
        time.advance(Duration.ofSeconds(9));
        budget.answered(granted(read()), 429, null, null);
        granted(read());
    }

    @Test
    void aLowerLimitOfTheTeamIsLearned() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(100, 99, 60), null);

        assertThat(limits()).containsExactly(100L, 10_000L, 100_000L);
        assertThat(minute().others()).isZero();
    }

    @Test
    void theResetTellsTheWindowAndTheOthersKeepTheirOrder() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(5_000, 4_999, 3_000), null);
        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L);
        budget.answered(granted(read()), 200, figures(5_000, 4_998, 3_000), null);
        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L);
        budget.answered(granted(read()), 200, figures(5_000, 4_997, 3_000), null);
        assertThat(limits()).containsExactly(300L, 5_000L, 100_000L);
        statedThreeTimes(20_000, 19_996, 10);
        assertThat(limits()).containsExactly(300L, 20_000L, 100_000L);
        statedThreeTimes(200_000, 199_993, 10);
        assertThat(limits()).containsExactly(300L, 20_000L, 200_000L);
        budget.answered(granted(read()), 200, figures(250, 249, 90_000), null);
        assertThat(limits()).containsExactly(300L, 20_000L, 200_000L);
    }

    @Test
    void theResetIsRoundedUpToASecond() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(310, 309, 61), null);
        assertThat(limits()).containsExactly(310L, 10_000L, 100_000L);
        statedThreeTimes(320, 318, 62);
        assertThat(limits()).containsExactly(310L, 320L, 100_000L);
    }

    @Test
    void ofTwoPossibleWindowsItIsTheOneThatNeedsFewerOthers() {
        budget = budget(PacingOptions.builder());
        fill(100);
        time.advance(Duration.ofMinutes(2));
        statedThreeTimes(5_000, 4_899, 30);

        assertThat(limits()).containsExactly(300L, 5_000L, 100_000L);
        assertThat(budget.limits().get(1).others()).isZero();
    }

    @Test
    void aCountThatIsTooLowForOurOwnIsNotOfThatWindow() {
        budget = budget(PacingOptions.builder());
        fill(100);
        budget.answered(granted(read()), 200, figures(310, 300, 30), null);
        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L);
        budget.answered(granted(read()), 200, figures(310, 209, 30), null);
        assertThat(limits()).containsExactly(310L, 10_000L, 100_000L);
    }

    @Test
    void aLimitIsKnownByItsConfiguredFigureAgain() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(600, 599, 60), null);
        assertThat(limits()).containsExactly(600L, 10_000L, 100_000L);

        budget.answered(granted(read()), 200, figures(300, 298, 3_000), null);

        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L);
    }

    @Test
    void nonsenseIsIgnored() {
        budget = budget(PacingOptions.builder());
        for (RateLimit nonsense : List.of(
                figures(0, 0, 60),
                figures(-1, -2, 60),
                figures(300, 301, 60),
                figures(300, -1, 60),
                new RateLimit(301, 300, Instant.MAX),
                new RateLimit(Long.MAX_VALUE, Long.MIN_VALUE, Instant.MIN))) {
            budget.answered(granted(read()), 200, nonsense, null);
        }

        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L);
        assertThat(minute().others()).isZero();
        budget.answered(granted(read()), 429, new RateLimit(301, 300, Instant.MAX), null);
        assertThat(take(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void aResetInThePastIsOfTheShortestWindow() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(200, 199, -500), null);

        assertThat(limits()).containsExactly(200L, 10_000L, 100_000L);
    }

    @Test
    void aSendTeachesNothingOfTheTeamThatTheTeamIsNotKnownBy() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(send("acc_a")), 200, figures(10, 4, 60), null);
        budget.answered(granted(send("acc_a")), 200, figures(200, 4, 60), null);

        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L, 10L);
        assertThat(minute().others()).isZero();
        assertThat(sends().others()).isEqualTo(6);

        budget.answered(granted(send("acc_a")), 200, figures(300, 277, 60), null);
        assertThat(minute().others()).isEqualTo(21);
    }

    @Test
    void aLimitOfOneIsLearned() {
        budget.answered(granted(read()), 200, figures(1, 0, 60), null);

        assertThat(minute().limit()).isEqualTo(1);
    }

    @Test
    void aCountWithoutTheRequestItselfTeachesTheLimitToo() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(200, 200, 60), null);

        assertThat(limits()).containsExactly(200L, 10_000L, 100_000L);
    }

    @Test
    void aRefusedSendTeachesALowerLimitOfTheAccountAndNoHigherOne() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(send("acc_a")), 429, figures(11, 0, 60), Duration.ZERO);
        assertThat(sends().limit()).isEqualTo(10);
        budget.answered(granted(send("acc_a")), 429, figures(2, 0, 60), Duration.ZERO);
        assertThat(sends().limit()).isEqualTo(2);
        budget.answered(granted(send("acc_a")), 200, figures(10, 9, 60), null);

        assertThat(limits()).containsExactly(300L, 10_000L, 100_000L, 10L);
    }

    @Test
    void aFigureOfBothTheTeamAndTheAccountTeachesNothing() {
        budget = budget(PacingOptions.builder().perMinute(10));
        budget.answered(granted(send("acc_a")), 200, figures(10, 2, 60), null);

        assertThat(minute().others()).isZero();
        assertThat(sends().others()).isZero();
    }

    @Test
    void whatOthersUseIsKeptFree() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(300, 269, 60), null);

        // 31 counted, one of them ours; and 1.25 for those that come unevenly
        assertThat(minute().others()).isEqualTo(31);
        assertThat(minute().remaining()).isEqualTo(268);
        assertThat(minute().used()).isEqualTo(1);
        fill(268);
        assertThat(take(read()).delay()).isPositive();
        assertThat(minute().remaining()).isZero();
    }

    @Test
    void whatIsKnownOfOthersGrowsOldForAWindowAndIsThenForgotten() {
        budget = budget(PacingOptions.builder());
        time.advance(Duration.ofMinutes(10));
        budget.answered(granted(read()), 200, figures(300, 249, 60), null);
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
    void whatIsNewerAndSaysMoreReplacesWhatWasKnown() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(300, 249, 60), null);
        budget.answered(granted(read()), 200, figures(300, 268, 60), null);
        assertThat(minute().others()).isEqualTo(31);
        budget.answered(granted(read()), 200, figures(300, 217, 60), null);
        assertThat(minute().others()).isEqualTo(81);
        budget.answered(granted(read()), 200, figures(300, 296, 60), null);
        assertThat(minute().others()).isZero();
    }

    @Test
    void aCountThatOurOwnRequestsMayExplainSaysNothingOfOthers() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(300, 299, 60), null);
        PacedRequest second = granted(read());
        granted(read());
        budget.answered(second, 200, figures(300, 297, 60), null);

        assertThat(minute().others()).isZero();
    }

    @Test
    void othersNeverHaveAll() {
        budget = budget(PacingOptions.builder());
        budget.answered(granted(read()), 200, figures(300, 0, 0), null);

        assertThat(minute().others()).isEqualTo(295);
        fill(4);
        assertThat(take(read()).delay()).isEqualTo(MINUTE);
        budget = budget(PacingOptions.builder().perMinute(30));
        budget.answered(granted(read()), 200, figures(30, 0, 60), null);
        assertThat(minute().others()).isEqualTo(29);
    }

    @Test
    void withOthersTurnsAreSpacedOnceTheWindowWasFull() {
        fillBesideOthers();
        time.advance(Duration.ofSeconds(30));
        granted(read());

        // the others were seen a minute ago: one and a half times as fast as evenly
        assertThat(take(read()).delay()).isEqualTo(Duration.ofNanos((long) (60e9 / (1.5 * 62))));
        time.advance(take(read()).delay());
        granted(read());
    }

    @Test
    void withOthersTheSendsOfAnAccountAreSpacedToo() {
        budget = budget(PacingOptions.builder().sendsPerMinutePerAccount(62));
        budget.answered(granted(send("acc_a")), 200, figures(62, 51, 60), null);
        fillSends(30);
        time.advance(Duration.ofSeconds(30));
        fillSends(18);
        assertThat(take(send("acc_a")).delay()).isEqualTo(Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(30));
        granted(send("acc_a"));

        assertThat(take(send("acc_a"))).isEqualTo(new Admission(Duration.ofNanos((long) (60e9 / (1.5 * 62))), false));
    }

    @Test
    void spacingEndsWhenTheWindowIsNearlyEmpty() {
        fillBesideOthers();
        time.advance(Duration.ofSeconds(56));
        assertThat(minute().used()).isEqualTo(4);
        granted(read());
        assertThat(take(read()).granted()).isFalse();
        time.advance(Duration.ofSeconds(4));
        assertThat(minute().used()).isEqualTo(1);
        fill(2);
    }

    /** Full at 30 s: 31 of our requests are from the start, 14 from 26 s, and 4 from 30 s. */
    private void fillBesideOthers() {
        budget = budget(PacingOptions.builder().perMinute(62));
        budget.answered(granted(read()), 200, figures(62, 51, 60), null);
        fill(30);
        time.advance(Duration.ofSeconds(26));
        fill(14);
        time.advance(Duration.ofSeconds(4));
        fill((int) minute().remaining());
        assertThat(take(read()).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutOthersNothingIsSpaced() {
        fill(4);
        take(read());
        time.advance(MINUTE);
        fill(4);
    }

    @Test
    void tellsHowLongManyWouldTake() {
        answer(granted(read()));
        time.advance(Duration.ofSeconds(10));
        fill(3);

        assertThat(budget.untilFree(read(), 0, 0)).isEqualTo(Duration.ofSeconds(50));
        assertThat(budget.untilFree(read(), 1, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(budget.untilFree(read(), 3, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(budget.untilFree(read(), 4, 0)).isEqualTo(Duration.ofSeconds(110));
        assertThat(budget.untilFree(read(), 5, 0)).isEqualTo(Duration.ofMinutes(2));
        // the hour's window of ten
        assertThat(budget.untilFree(read(), 6, 0)).isEqualTo(Duration.ofHours(1).minusSeconds(10));
    }

    @Test
    void tellsHowLongBehindThoseThatTakeWhatIsFree() {
        budget = budget(PacingOptions.builder().perMinute(4));
        answer(granted(read()));
        time.advance(Duration.ofSeconds(10));
        fill(2);

        assertThat(budget.untilFree(read(), 0, 0)).isZero();
        assertThat(budget.untilFree(read(), 1, 0)).isEqualTo(Duration.ofSeconds(50));
        assertThat(budget.untilFree(read(), 3, 0)).isEqualTo(MINUTE);
        // the one that goes at once leaves the window before those that wait for a place
        assertThat(budget.untilFree(read(), 4, 0)).isEqualTo(MINUTE);
        assertThat(budget.untilFree(read(), 5, 0)).isEqualTo(Duration.ofSeconds(110));
        assertThat(budget.untilFree(read(), 7, 0)).isEqualTo(Duration.ofMinutes(2));
        assertThat(budget.untilFree(read(), 8, 0)).isEqualTo(Duration.ofMinutes(2));
        assertThat(budget.untilFree(read(), 9, 0)).isEqualTo(Duration.ofSeconds(170));
    }

    @Test
    void tellsHowLongARefusalHolds() {
        time.advance(Duration.ofSeconds(10));
        budget.answered(granted(read()), 429, null, Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(10));

        assertThat(budget.untilFree(read(), 0, 0)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void tellsHowLongFromNothing() {
        budget = budget(PacingOptions.builder().perMinute(2).sendsPerMinutePerAccount(1));

        assertThat(budget.untilFree(read(), 1, 0)).isZero();
        assertThat(budget.untilFree(read(), 2, 0)).isEqualTo(MINUTE);
        assertThat(budget.untilFree(read(), 4, 0)).isEqualTo(MINUTE.multipliedBy(2));
        assertThat(budget.untilFree(send("acc_a"), 1, 0)).isZero();
        assertThat(budget.untilFree(send("acc_a"), 1, 1)).isEqualTo(MINUTE);
        assertThat(budget.untilFree(send("acc_a"), 1, 2)).isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void whatIsUnderWayIsFreeAWindowFromNowAtBest() {
        answer(granted(read()));
        granted(read());
        granted(read());
        granted(read());
        time.advance(Duration.ofSeconds(20));

        assertThat(budget.untilFree(read(), 0, 0)).isEqualTo(Duration.ofSeconds(40));
        assertThat(budget.untilFree(read(), 1, 0)).isEqualTo(MINUTE);
        assertThat(budget.untilFree(read(), 4, 0)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void showsEveryLimit() {
        budget = budget(PacingOptions.builder().sendsPerMinutePerAccount(1));
        granted(send("acc_b"));
        answer(granted(send("acc_a")));
        time.advance(Duration.ofSeconds(15));

        assertThat(budget.limits())
                .containsExactly(
                        new LimitState("requests a minute", null, MINUTE, 300, 2, 0, 298, Duration.ZERO),
                        new LimitState(
                                "requests an hour", null, Duration.ofHours(1), 10_000, 2, 0, 9_998, Duration.ZERO),
                        new LimitState(
                                "requests a day", null, Duration.ofDays(1), 100_000, 2, 0, 99_998, Duration.ZERO),
                        new LimitState("sends a minute", "acc_a", MINUTE, 1, 1, 0, 0, Duration.ofSeconds(45)),
                        new LimitState("sends a minute", "acc_b", MINUTE, 1, 1, 0, 0, MINUTE));
    }

    @Test
    void aLoweredLimitLeavesNothingNegative() {
        budget = budget(PacingOptions.builder());
        answer(granted(read()));
        List<PacedRequest> requests = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            requests.add(granted(read()));
        }
        time.advance(Duration.ofSeconds(1));
        requests.forEach(this::answer);
        budget.answered(granted(read()), 200, figures(21, 0, 60), null);
        assertThat(minute().limit()).isEqualTo(21);
        PacedRequest last = PacedRequest.of("threads.list", false, null);
        assertThat(take(last).granted()).isFalse();
        assertThat(minute().remaining()).isZero();
    }

    @Test
    void unpacedGrantsAllAndKnowsNothing() {
        budget = RateBudget.inMemory(PacingOptions.unpaced(), time);
        for (int i = 0; i < 1_000; i++) {
            granted(send("acc_a"));
        }
        budget.answered(granted(send("acc_a")), 429, figures(1, 0, 60), Duration.ofSeconds(60));

        granted(send("acc_a"));
        assertThat(budget.limits()).isEmpty();
        assertThat(budget.untilFree(send("acc_a"), 1_000, 1_000)).isZero();
    }

    @Test
    void clockJumpsDoNotMatter() {
        VirtualTime late = new VirtualTime(Instant.parse("2100-01-01T00:00:00Z"));
        late.advance(Duration.ofDays(300));
        budget = RateBudget.inMemory(PacingOptions.builder().perMinute(1).build(), late);
        answer(granted(read()));
        assertThat(take(read()).delay()).isEqualTo(MINUTE);
    }

    @Test
    void anAdmissionIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Admission(Duration.ofNanos(-1), true))
                .withMessage("delay must not be negative, but was PT-0.000000001S");
        assertThat(new Admission(Duration.ofNanos(1), true).granted()).isFalse();
        assertThat(Admission.now().granted()).isTrue();
    }

    private RateBudget budget(PacingOptions.Builder options) {
        return RateBudget.inMemory(options.build(), time);
    }

    /** What holds for an hour or a day is believed when it is said again. */
    private void statedThreeTimes(long limit, long remaining, long resetIn) {
        budget.answered(granted(read()), 200, figures(limit, remaining, resetIn), null);
        budget.answered(granted(read()), 200, figures(limit, remaining - 1, resetIn), null);
        budget.answered(granted(read()), 200, figures(limit, remaining - 2, resetIn), null);
    }

    private void fill(int requests) {
        for (int i = 0; i < requests; i++) {
            answer(granted(read()));
        }
    }

    private void fillSends(int sends) {
        for (int i = 0; i < sends; i++) {
            answer(granted(send("acc_a")));
        }
    }

    private PacedRequest granted(PacedRequest request) {
        assertThat(take(request)).isEqualTo(Admission.now());
        return request;
    }

    private void answer(PacedRequest request) {
        budget.answered(request, 200, null, null);
    }

    private Admission take(PacedRequest request) {
        return budget.take(request).toCompletableFuture().join();
    }

    private LimitState minute() {
        return budget.limits().get(0);
    }

    private LimitState sends() {
        return budget.limits().get(3);
    }

    private List<Long> limits() {
        return budget.limits().stream().map(LimitState::limit).toList();
    }

    private RateLimit figures(long limit, long remaining, long resetIn) {
        return new RateLimit(limit, remaining, time.now().plusSeconds(resetIn));
    }

    private static PacedRequest read() {
        return PacedRequest.of("threads.list", false, null);
    }

    private static PacedRequest send(@Nullable String account) {
        return PacedRequest.of("messages.send", true, account);
    }
}
