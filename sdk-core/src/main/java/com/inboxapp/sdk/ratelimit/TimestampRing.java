package com.inboxapp.sdk.ratelimit;

/** Timestamps in order of arrival, oldest first. A ring buffer, since a one-day window holds a hundred thousand of them. */
final class TimestampRing {
    private long[] ring = new long[16];
    private int first;
    private int size;

    int size() {
        return size;
    }

    /** Returns the timestamp at an index; 0 is the oldest. */
    long get(int index) {
        return ring[(first + index) & (ring.length - 1)];
    }

    /** Adds a timestamp, which must not be older than the latest one. */
    void add(long moment) {
        if (size == ring.length) {
            long[] larger = new long[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = get(i);
            }
            ring = larger;
            first = 0;
        }
        set(size++, moment);
    }

    private void set(int index, long moment) {
        ring[(first + index) & (ring.length - 1)] = moment;
    }

    /** Removes a timestamp, if it is present. */
    void remove(long moment) {
        int index = upTo(moment) - 1;
        if (index < 0 || get(index) != moment) {
            return;
        }
        size--;
        for (int i = index; i < size; i++) {
            set(i, get(i + 1));
        }
    }

    /** Removes all timestamps up to and including the given one. */
    void forget(long until) {
        int removed = upTo(until);
        first = (first + removed) & (ring.length - 1);
        size -= removed;
    }

    /** Returns the number of timestamps up to and including the given one. */
    int upTo(long moment) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) <= moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the number of timestamps after {@code after}, up to and including {@code until}. */
    int between(long after, long until) {
        return Math.max(0, upTo(until) - upTo(after));
    }
}
