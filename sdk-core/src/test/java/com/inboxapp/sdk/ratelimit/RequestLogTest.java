package com.inboxapp.sdk.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLogTest {
    private static final long SLACK = 60_000_000_000L;
    private final RequestLog log = new RequestLog(100);

    @Test
    void holdsARequestFromItsGrantUntilAWindowAfterItsEnd() {
        log.grant(10);
        assertThat(log.held(1_000, 100)).isEqualTo(1);

        log.end(10, 1_000);

        assertThat(log.underWay()).isZero();
        assertThat(log.held(1_099, 100)).isEqualTo(1);
        assertThat(log.held(1_100, 100)).isZero();
    }

    @Test
    void distinguishesGrantsOfTheSameTime() {
        assertThat(log.grant(10)).isEqualTo(10);
        assertThat(log.grant(10)).isEqualTo(11);
        assertThat(log.grant(10)).isEqualTo(12);
        assertThat(log.grant(20)).isEqualTo(20);
    }

    @Test
    void doesNotHoldUncountedRequests() {
        long grant = log.grant(10);

        log.undo(grant);

        assertThat(log.underWay()).isZero();
        assertThat(log.held(11, 100)).isZero();
        assertThat(log.surelyCounted(grant, 0, 20, 100)).isZero();
    }

    @Test
    void freesInTheOrderOfEndsAndInFlightRequestsAWindowFromNow() {
        log.grant(1);
        log.grant(2);
        log.grant(3);
        log.end(1, 10);
        log.end(2, 30);

        assertThat(log.freed(1, 50, 100)).isEqualTo(110);
        assertThat(log.freed(2, 50, 100)).isEqualTo(130);
        assertThat(log.freed(3, 50, 100)).isEqualTo(150);
        assertThat(log.freed(1, 110, 100)).isEqualTo(130);
    }

    @Test
    void countsEarlierEndedRequestsInTheWindowAsSurelyCounted() {
        log.grant(10);
        log.end(10, 15);
        log.grant(20);
        long third = log.grant(30);
        log.end(30, 40);

        // the second is in flight when the third is granted
        assertThat(log.surelyCounted(third, 1, 50, 100)).isEqualTo(2);
        assertThat(log.surelyCounted(third, 1, 110, 100)).isEqualTo(1);
        assertThat(log.surelyCounted(third, 1, 109, 100)).isEqualTo(2);
        assertThat(log.surelyCounted(third, 5, 50, 100)).isZero();
    }

    @Test
    void countsInFlightAndRecentlyEndedRequestsAsPossiblyCounted() {
        log.grant(10);
        log.end(10, 15);
        log.grant(20);
        long third = log.grant(115);
        log.end(third, 116);

        assertThat(log.possiblyCounted(third, 100)).isEqualTo(2);
        assertThat(log.possiblyCounted(114, 100)).isEqualTo(3);
    }

    @Test
    void acceptsRequestsGrantedBeforeAnyInFlight() {
        log.grant(10);
        log.grant(20);
        log.grant(30);
        log.end(10, 40);
        log.end(30, 50);
        assertThat(log.accepted(60, 100)).isEqualTo(1);

        log.end(20, 60);

        assertThat(log.accepted(60, 100)).isEqualTo(3);
        assertThat(log.accepted(109, 100)).isEqualTo(3);
        assertThat(log.accepted(110, 100)).isEqualTo(2);
    }

    @Test
    void forgetsRequestsOlderThanTheLongestWindowAndAMinute() {
        long first = log.grant(10);
        log.end(first, 20);

        log.grant(10 + 100 + SLACK - 1);
        assertThat(log.surelyCounted(first, 0, 50, 100)).isEqualTo(1);
        log.grant(20 + 100 + SLACK);

        assertThat(log.surelyCounted(first, 0, 50, 100)).isZero();
        assertThat(log.possiblyCounted(30, 100)).isEqualTo(2);
    }
}
