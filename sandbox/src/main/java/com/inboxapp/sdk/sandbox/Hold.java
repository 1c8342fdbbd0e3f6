package com.inboxapp.sdk.sandbox;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps clients waiting for their answers until a test lets them go, for as long as that takes: a latency without a figure.
 * Give it to {@link Fault#hold}. One that was released holds nothing any more.
 */
public final class Hold {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** A hold that waits for its first request. */
    public Hold() {}

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
        released.await();
    }
}
