package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ConcurrencyTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void thirtyTwoFirstContactsAtOnceMakeOneThread() throws Exception {
        List<String> threads = atOnce(32, i -> sandbox.threadWith("acc_abc123", "1888888888888888888"));

        assertThat(new HashSet<>(threads)).hasSize(1);
        JsonNode messages =
                sandbox.ok("/threads/" + threads.get(0) + "/messages?limit=100").path("messages");
        assertThat(new HashSet<>(Reply.texts(messages, "id"))).hasSize(32);
        assertThat(sandbox.ok("/threads/lookup-by-username?username=user_1888888888888888888"))
                .hasSize(1);
        assertThat(sandbox.sandbox().requests()).hasSize(34);
    }

    @Test
    void sixtyFourClientsLoseAndDoubleNothing() throws Exception {
        List<String> sent = atOnce(64, i -> {
            String thread =
                    sandbox.threadWith(i % 2 == 0 ? "acc_abc123" : "acc_def456", Integer.toString(9_000 + i % 16));
            for (int n = 0; n < 4; n++) {
                sandbox.ok("POST", "/threads/" + thread + "/messages", "{\"text\":\"" + i + "/" + n + "\"}");
            }
            assertThat(Reply.texts(sandbox.allThreads("inboxView=archived"), "id"))
                    .hasSize(60)
                    .doesNotHaveDuplicates();
            return thread;
        });

        Set<String> messages = new HashSet<>();
        for (String thread : new HashSet<>(sent)) {
            messages.addAll(Reply.texts(
                    sandbox.ok("/threads/" + thread + "/messages?limit=100").path("messages"), "id"));
        }
        assertThat(new HashSet<>(sent)).hasSize(16);
        assertThat(messages).hasSize(64 * 5);
        List<Long> seqs = new ArrayList<>();
        sandbox.ok("/events?limit=1000")
                .path("events")
                .forEach(event -> seqs.add(event.path("seq").longValue()));
        assertThat(seqs).hasSize(64 * 5 + 16 + 16).isSorted().doesNotHaveDuplicates();
    }

    private interface Task {
        String run(int number);
    }

    private static List<String> atOnce(int clients, Task task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(clients);
        try {
            CountDownLatch ready = new CountDownLatch(clients);
            List<Callable<String>> calls = IntStream.range(0, clients)
                    .<Callable<String>>mapToObj(i -> () -> {
                        ready.countDown();
                        ready.await();
                        return task.run(i);
                    })
                    .toList();
            List<String> results = new ArrayList<>();
            for (Future<String> result : executor.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
