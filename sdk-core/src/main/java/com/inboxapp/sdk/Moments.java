package com.inboxapp.sdk;

/** Moments in the order in which they came, oldest first: a ring, since a day's window holds a hundred thousand of them. */
final class Moments {
    private long[] ring = new long[16];
    private int first;
    private int size;

    int size() {
        return size;
    }

    /** The moment with so many older ones before it. */
    long get(int index) {
        return ring[(first + index) & (ring.length - 1)];
    }

    /** Adds a moment that is no older than the latest. */
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

    /** Takes out a moment, if it is there. */
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

    /** Forgets the moments until then, that one included. */
    void forget(long until) {
        int gone = upTo(until);
        first = (first + gone) & (ring.length - 1);
        size -= gone;
    }

    /** How many moments there are until then, that one included. */
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

    /** How many moments there are after one and until another, that one included. */
    int between(long after, long until) {
        return Math.max(0, upTo(until) - upTo(after));
    }
}
