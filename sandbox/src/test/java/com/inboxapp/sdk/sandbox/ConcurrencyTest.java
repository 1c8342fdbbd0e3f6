package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ConcurrencyTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void concurrentFirstMessagesCreateOneThread() throws Exception {
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
    void concurrentSendsAreNeitherLostNorDuplicated() throws Exception {
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

    @Test
    void concurrentChangesAreNeitherLostNorDuplicated() throws Exception {
        JsonNode guide = sandbox.ok("/threads/lookup?accountLinkId=acc_abc123&prospectPlatformId=555555555")
                .path("thread");
        String messages = "/threads/" + guide.path("id").stringValue() + "/messages";
        String prospect = "/prospects/" + guide.at("/prospect/externalId").stringValue();
        String shared =
                sandbox.ok("POST", messages, "{\"text\":\"shared\"}").path("id").stringValue();
        long tagsBefore = sandbox.ok(prospect).at("/context/tags").size();

        List<String> created = atOnce(64, i -> {
            String tag = sandbox.ok("POST", "/tags", "{\"name\":\"Tag " + i + "\"}")
                    .path("id")
                    .stringValue();
            var tagged = sandbox.ok("PATCH", prospect + "/context", "{\"addTags\":[\"" + tag + "\"]}");
            assertThat(tagged.at("/context/tags").toString()).contains(tag);
            String own =
                    sandbox.ok("POST", messages, "{\"text\":\"0\"}").path("id").stringValue();
            for (int n = 1; n <= 3; n++) {
                var edited = sandbox.ok("PATCH", messages + "/" + own, "{\"text\":\"" + n + "\"}");
                assertThat(edited.path("text").stringValue()).isEqualTo(String.valueOf(n));
            }
            assertThat(sandbox.ok(messages + "/" + own + "/history").path("versions"))
                    .hasSize(4);
            var reacted =
                    sandbox.ok("POST", messages + "/" + shared + "/reactions/reactions", "{\"emoji\":\"e" + i + "\"}");
            assertThat(reacted.path("success").booleanValue()).isTrue();
            return String.valueOf(
                    sandbox.send("POST", "/statuses", "{\"name\":\"Same\"}").status());
        });

        assertThat(created).containsOnlyOnce("200").contains("409").hasSize(64);
        assertThat(sandbox.ok(prospect).at("/context/tags")).hasSize((int) tagsBefore + 64);
        JsonNode newest = sandbox.ok(messages + "?limit=100").path("messages");
        assertThat(Reply.texts(newest, "text").subList(0, 64)).containsOnly("3");
        assertThat(newest.path(64).path("id").stringValue()).isEqualTo(shared);
        assertThat(new HashSet<>(Reply.texts(newest.path(64).path("reactions"), "emoji")))
                .hasSize(64);
        List<Long> seqs = new ArrayList<>();
        sandbox.ok("/events?limit=1000")
                .path("events")
                .forEach(event -> seqs.add(event.path("seq").longValue()));
        // each client: a tag, the tagging, a message, three edits and a reaction; in total one shared message and one
        // status
        assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, 64 * 7 + 2).boxed().toList());
    }

    @Test
    void concurrentSendsWithRandomFaultsAreNeitherLostNorDuplicated() throws Exception {
        Fault[] faults = {
            Fault.unread(),
            Fault.withoutEffect(),
            Fault.withoutEffect().respond(503),
            Fault.afterEffect(),
            Fault.afterEffect().htmlPage(502),
            Fault.afterEffect().realResponse().brokenOff(),
            Fault.afterEffect().realResponse().halfBody(),
            Fault.lateEffect(Duration.ZERO),
            Fault.lateEffect(Duration.ZERO).respond(504)
        };
        sandbox.sandbox().faults().on("POST", "/threads/messages").sometimes(0.7, new Random(64), faults);

        List<String> confirmed = atOnce(
                        64,
                        i -> IntStream.range(0, 8)
                                .mapToObj(n -> i + "/" + n)
                                .filter(text -> sandbox.attemptMessage(text)
                                        .filter(ConcurrencyTest::isSent)
                                        .isPresent())
                                .collect(Collectors.joining(" ")))
                .stream()
                .flatMap(texts -> Pattern.compile(" ").splitAsStream(texts))
                .filter(text -> !text.isEmpty())
                .toList();

        List<ReceivedRequest> requests = sandbox.sandbox().requests();
        List<String> effective = requests.stream()
                .filter(request -> request.fault() == null
                        || request.fault().effect == Fault.Effect.NOW
                        || request.fault().effect == Fault.Effect.LATE)
                .map(request -> Reply.parse(request.body()).path("text").stringValue())
                .toList();
        assertThat(requests).hasSize(64 * 8);
        assertThat(requests).extracting(ReceivedRequest::fault).contains(faults).containsNull();
        assertThat(sandbox.sentTexts())
                .containsExactlyInAnyOrderElementsOf(effective)
                .doesNotHaveDuplicates()
                .containsAll(confirmed);
        assertThat(confirmed)
                .hasSameSizeAs(requests.stream()
                        .filter(request -> request.fault() == null)
                        .toList());
    }

    @Test
    void eachFaultAppliesOnceUnderConcurrency() throws Exception {
        Faults.Requests team = sandbox.sandbox().faults().on("GET", "/team");
        for (int n = 1; n <= 150; n++) {
            team.nth(n, Fault.withoutEffect().respond(400 + n));
        }

        List<String> statuses = atOnce(
                30,
                i -> IntStream.range(0, 5)
                        .mapToObj(n -> Integer.toString(sandbox.get("/team").status()))
                        .collect(Collectors.joining(" ")));

        assertThat(statuses.stream().flatMap(Pattern.compile(" ")::splitAsStream))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(401, 550)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private static boolean isSent(Reply reply) {
        return reply.status() == 200 && reply.text().endsWith("}");
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
