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

/** Runs tasks in threads of their own that start at once. */
final class Race implements AfterEachCallback {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Returns when all are done; fails if one does. */
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
            // how long it takes is the machine's affair; the limit of each test ends what hangs
            task.get();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
