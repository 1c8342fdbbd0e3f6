package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs tasks concurrently, each in its own thread. */
final class Race implements AfterEachCallback {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Starts all tasks at once and returns when they have finished; fails if one of them fails. */
    void together(Runnable... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        List<Future<Object>> running = Stream.of(tasks)
                .map(task -> threads.<Object>submit(() -> {
                    start.await();
                    task.run();
                    return task;
                }))
                .toList();
        for (Future<?> task : running) {
            // without a timeout of its own: the timeout of the test ends a task that hangs
            task.get();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
