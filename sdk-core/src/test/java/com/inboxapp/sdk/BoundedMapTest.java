package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {
    private final BoundedMap<String, Integer> map = new BoundedMap<>(3);

    @Test
    void returnsPutValues() {
        map.put("a", 1);

        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("b")).isNull();
    }

    @Test
    void returnsTheLatestValueOfAKey() {
        map.put("a", 1);
        map.put("a", 2);

        assertThat(map.get("a")).isEqualTo(2);
    }

    @Test
    void evictsTheOldestEntryBeyondItsCapacity() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);
        assertThat(map.get("a")).isEqualTo(1);

        map.put("d", 4);

        assertThat(map.get("a")).isNull();
        assertThat(map.get("b")).isEqualTo(2);
        assertThat(map.get("c")).isEqualTo(3);
        assertThat(map.get("d")).isEqualTo(4);
    }

    @Test
    void makesAKeyTheNewestWhenPutAgain() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);
        map.put("a", 1);

        map.put("d", 4);

        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("b")).isNull();
    }

    @Test
    void doesNotRefreshAnEntryOnGet() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);
        map.get("a");

        map.put("d", 4);

        assertThat(map.get("a")).isNull();
    }

    @Test
    void returnsFromAddWhetherTheValueMatches() {
        assertThat(map.add("a", 1)).isTrue();
        assertThat(map.add("a", 1)).isTrue();
        assertThat(map.add("a", 2)).isFalse();
        assertThat(map.get("a")).isEqualTo(1);
    }

    @Test
    void evictsTheOldestEntryOnAdd() {
        map.add("a", 1);
        map.add("b", 2);
        map.add("c", 3);
        map.add("d", 4);

        assertThat(map.get("a")).isNull();
        assertThat(map.add("a", 5)).isTrue();
    }

    @Test
    void letsOnlyOneOfTwoThreadsAddAKey() throws InterruptedException {
        BoundedMap<Integer, String> shared = new BoundedMap<>(2_500);
        for (int i = 0; i < 2_500; i++) {
            int key = i;
            boolean[] first = new boolean[2];

            Race.of(() -> first[0] = shared.add(key, "one"), () -> first[1] = shared.add(key, "other"));

            assertThat(first[0]).isNotEqualTo(first[1]);
        }
    }
}
