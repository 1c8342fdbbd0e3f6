package com.inboxapp.sdk.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimestampRingTest {
    private final TimestampRing timestamps = new TimestampRing();

    @Test
    void countsTimestampsUpToATimeInclusively() {
        add(10, 20, 20, 30);

        assertThat(timestamps.upTo(9)).isZero();
        assertThat(timestamps.upTo(10)).isEqualTo(1);
        assertThat(timestamps.upTo(20)).isEqualTo(3);
        assertThat(timestamps.upTo(29)).isEqualTo(3);
        assertThat(timestamps.upTo(30)).isEqualTo(4);
        assertThat(timestamps.size()).isEqualTo(4);
    }

    @Test
    void countsTimestampsBetweenTwoTimes() {
        add(10, 20, 30);

        assertThat(timestamps.between(10, 30)).isEqualTo(2);
        assertThat(timestamps.between(9, 20)).isEqualTo(2);
        assertThat(timestamps.between(30, 10)).isZero();
    }

    @Test
    void removesOnlyTheGivenTimestamp() {
        add(10, 20, 30, 40);

        timestamps.remove(20);
        timestamps.remove(25);
        timestamps.remove(5);

        assertThat(all()).containsExactly(10L, 30L, 40L);
    }

    @Test
    void forgetsTimestampsUpToATimeInclusively() {
        add(10, 20, 30);

        timestamps.forget(20);

        assertThat(all()).containsExactly(30L);
        timestamps.forget(29);
        assertThat(all()).containsExactly(30L);
    }

    @Test
    void behavesLikeAListWhileGrowingAndWrapping() {
        SplittableRandom random = new SplittableRandom(1);
        List<Long> expected = new ArrayList<>();
        for (long now = 0; now < 2_000; now++) {
            timestamps.add(now);
            expected.add(now);
            if (random.nextInt(3) == 0) {
                long removed = random.nextLong(now + 1);
                timestamps.remove(removed);
                expected.remove(removed);
            }
            if (random.nextInt(5) == 0) {
                long until = now - random.nextLong(200);
                timestamps.forget(until);
                expected.removeIf(timestamp -> timestamp <= until);
            }
            assertThat(all()).isEqualTo(expected);
        }
    }

    private void add(long... values) {
        for (long value : values) {
            timestamps.add(value);
        }
    }

    private List<Long> all() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < timestamps.size(); i++) {
            all.add(timestamps.get(i));
        }
        return all;
    }
}
