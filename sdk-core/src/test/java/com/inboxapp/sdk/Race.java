package com.inboxapp.sdk;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/** Runs two actions concurrently, as close to simultaneously as possible. */
final class Race {
    private Race() {}

    static void of(Runnable one, Runnable other) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(2);
        FutureTask<?> task = new FutureTask<>(() -> after(start, one), null);
        Thread thread = new Thread(task, "race");
        thread.start();
        after(start, other);
        thread.join();
        try {
            task.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void after(CyclicBarrier start, Runnable action) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        action.run();
    }
}
