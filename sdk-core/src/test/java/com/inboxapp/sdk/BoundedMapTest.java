package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {
    private final BoundedMap<String, Integer> recent = new BoundedMap<>(3);

    @Test
    void whatWasPutIsFound() {
        recent.put("a", 1);

        assertThat(recent.get("a")).isEqualTo(1);
        assertThat(recent.get("b")).isNull();
    }

    @Test
    void theNewestValueOfAKeyCounts() {
        recent.put("a", 1);
        recent.put("a", 2);

        assertThat(recent.get("a")).isEqualTo(2);
    }

    @Test
    void oneMoreThanItHoldsDropsTheOldest() {
        recent.put("a", 1);
        recent.put("b", 2);
        recent.put("c", 3);
        assertThat(recent.get("a")).isEqualTo(1);

        recent.put("d", 4);

        assertThat(recent.get("a")).isNull();
        assertThat(recent.get("b")).isEqualTo(2);
        assertThat(recent.get("c")).isEqualTo(3);
        assertThat(recent.get("d")).isEqualTo(4);
    }

    @Test
    void aKeyThatIsPutAgainIsTheNewest() {
        recent.put("a", 1);
        recent.put("b", 2);
        recent.put("c", 3);
        recent.put("a", 1);

        recent.put("d", 4);

        assertThat(recent.get("a")).isEqualTo(1);
        assertThat(recent.get("b")).isNull();
    }

    @Test
    void readingMakesNothingNewer() {
        recent.put("a", 1);
        recent.put("b", 2);
        recent.put("c", 3);
        recent.get("a");

        recent.put("d", 4);

        assertThat(recent.get("a")).isNull();
    }

    @Test
    void addingTellsWhetherItIsThereWithThisValue() {
        assertThat(recent.add("a", 1)).isTrue();
        assertThat(recent.add("a", 1)).isTrue();
        assertThat(recent.add("a", 2)).isFalse();
        assertThat(recent.get("a")).isEqualTo(1);
    }

    @Test
    void addingDropsTheOldestToo() {
        recent.add("a", 1);
        recent.add("b", 2);
        recent.add("c", 3);
        recent.add("d", 4);

        assertThat(recent.get("a")).isNull();
        assertThat(recent.add("a", 5)).isTrue();
    }

    @Test
    void ofTwoThreadsThatAddOneIsTheFirst() throws InterruptedException {
        BoundedMap<Integer, String> shared = new BoundedMap<>(2_500);
        for (int i = 0; i < 2_500; i++) {
            int key = i;
            boolean[] first = new boolean[2];

            Race.of(() -> first[0] = shared.add(key, "one"), () -> first[1] = shared.add(key, "other"));

            assertThat(first[0]).isNotEqualTo(first[1]);
        }
    }
}
