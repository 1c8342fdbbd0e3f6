package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private final Moments moments = new Moments();

    @Test
    void countsUpToAMomentThatOneIncluded() {
        add(10, 20, 20, 30);

        assertThat(moments.upTo(9)).isZero();
        assertThat(moments.upTo(10)).isEqualTo(1);
        assertThat(moments.upTo(20)).isEqualTo(3);
        assertThat(moments.upTo(29)).isEqualTo(3);
        assertThat(moments.upTo(30)).isEqualTo(4);
        assertThat(moments.size()).isEqualTo(4);
    }

    @Test
    void countsBetweenTwoMoments() {
        add(10, 20, 30);

        assertThat(moments.between(10, 30)).isEqualTo(2);
        assertThat(moments.between(9, 20)).isEqualTo(2);
        assertThat(moments.between(30, 10)).isZero();
    }

    @Test
    void removesOneMomentAndOnlyThat() {
        add(10, 20, 30, 40);

        moments.remove(20);
        moments.remove(25);
        moments.remove(5);

        assertThat(all()).containsExactly(10L, 30L, 40L);
    }

    @Test
    void forgetsWhatIsAsOldOrOlder() {
        add(10, 20, 30);

        moments.forget(20);

        assertThat(all()).containsExactly(30L);
        moments.forget(29);
        assertThat(all()).containsExactly(30L);
    }

    @Test
    void behavesLikeAListWhileItGrowsAndGoesRound() {
        SplittableRandom random = new SplittableRandom(1);
        List<Long> expected = new ArrayList<>();
        for (long now = 0; now < 2_000; now++) {
            moments.add(now);
            expected.add(now);
            if (random.nextInt(3) == 0) {
                long removed = random.nextLong(now + 1);
                moments.remove(removed);
                expected.remove(removed);
            }
            if (random.nextInt(5) == 0) {
                long until = now - random.nextLong(200);
                moments.forget(until);
                expected.removeIf(moment -> moment <= until);
            }
            assertThat(all()).isEqualTo(expected);
        }
    }

    private void add(long... values) {
        for (long value : values) {
            moments.add(value);
        }
    }

    private List<Long> all() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            all.add(moments.get(i));
        }
        return all;
    }
}
