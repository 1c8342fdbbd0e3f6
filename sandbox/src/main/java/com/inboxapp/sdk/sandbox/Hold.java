package com.inboxapp.sdk.sandbox;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds responses back until a test releases them. Pass it to {@link Fault#hold}. Once released, it no longer holds any response.
 */
public final class Hold {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private final Duration timeout;

    /** Creates a hold that lasts until {@link #release()} is called. */
    public Hold() {
        this(ChronoUnit.FOREVER.getDuration());
    }

    /** Creates a hold that releases each response after the timeout. */
    Hold(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Waits until a response is being held. At that point the request is in {@link InboxSandbox#requests()}, and an immediate effect
     * ({@link Fault#afterEffect()}) has happened.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void awaitRequest() throws InterruptedException {
        reached.await();
    }

    /** Releases all responses that are held now or would be held later. Further calls have no effect. */
    public void release() {
        released.countDown();
    }

    void awaitRelease() throws InterruptedException {
        reached.countDown();
        var unused = released.await(timeout.getSeconds(), TimeUnit.SECONDS)
                || released.await(timeout.getNano(), TimeUnit.NANOSECONDS);
    }
}
