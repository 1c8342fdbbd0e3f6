package com.inboxapp.sdk.sandbox;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps clients waiting for their answers until a test lets them go, for as long as that takes: a latency without a figure.
 * Give it to {@link Fault#hold}. One that was released holds nothing any more.
 */
public final class Hold {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private final Duration longest;

    /** A hold that waits for its first request. */
    public Hold() {
        this(ChronoUnit.FOREVER.getDuration());
    }

    /** A hold that lets each request go after this time. */
    Hold(Duration longest) {
        this.longest = longest;
    }

    /**
     * Waits until the answer to a request is being held. By then the request is in {@link InboxSandbox#requests()}, and its
     * effect has happened if the fault has one.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void awaitRequest() throws InterruptedException {
        reached.await();
    }

    /** Lets every answer go that is held or would be. Releasing twice does no harm. */
    public void release() {
        released.countDown();
    }

    void awaitRelease() throws InterruptedException {
        reached.countDown();
        var unused = released.await(longest.getSeconds(), TimeUnit.SECONDS)
                || released.await(longest.getNano(), TimeUnit.NANOSECONDS);
    }
}
