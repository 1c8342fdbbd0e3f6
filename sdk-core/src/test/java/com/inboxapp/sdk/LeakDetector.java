package com.inboxapp.sdk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails any test that leaves a client open or an exception uncaught. Registered for all tests of this module. */
public final class LeakDetector implements BeforeEachCallback, AfterEachCallback {
    private static final long MAX_WAIT_MILLIS = 60_000;

    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        uncaught.clear();
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> uncaught.add(exception));
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("inbox-sdk")) {
                thread.join(MAX_WAIT_MILLIS);
                if (thread.isAlive()) {
                    throw new AssertionError("a client was not closed: its thread " + thread + " is alive");
                }
            }
        }
        Throwable first = uncaught.poll();
        if (first != null) {
            throw new AssertionError("an exception that nobody caught", first);
        }
    }
}
