package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void neverMovesBackWhenATaskAdvancesItFurther() {
        var unused = time.schedule(() -> time.advance(Duration.ofSeconds(10)), Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(time.nanoTime())).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void runsEachTaskAtItsOwnTimeWhenATaskAdvancesTheTime() {
        List<Long> ranAt = new ArrayList<>();
        var unusedLater = time.schedule(() -> ranAt.add(time.nanoTime()), Duration.ofSeconds(2));
        var unusedFirst = time.schedule(() -> time.advance(Duration.ofSeconds(10)), Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(3));
        assertThat(ranAt).containsExactly(Duration.ofSeconds(2).toNanos());
        assertThat(Duration.ofNanos(time.nanoTime())).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void runsTasksWithTheSameDueTimeInSubmissionOrder() {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            var unused = time.schedule(() -> ran.add(number), Duration.ofSeconds(1));
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly(0, 1, 2, 3, 4);
    }
}
