package com.inboxapp.sdk;

/** Checks whether the thread's stack has enough room. A stack overflow in the middle of a change would leave it half done. */
final class StackCheck {
    /** The number of frames to probe. Each has at least 200 bytes; together they exceed what a call needs in the caller's thread. */
    private static final int FRAMES = 320;

    private StackCheck() {}

    /**
     * Checks that there is enough room; changes nothing.
     *
     * @throws StackOverflowError if there is not enough room; nothing has been changed then
     */
    static void check() {
        if (descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16) == 0) {
            throw new AssertionError();
        }
    }

    /** Recurses. Uses all parameters after the recursive call, so that each frame holds them. */
    private static long descend(
            int frames,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m,
            long n,
            long o,
            long p) {
        long below = frames == 0 ? 1 : descend(frames - 1, p, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
        return below | a | b | c | d | e | f | g | h | i | j | k | l | m | n | o | p;
    }
}
