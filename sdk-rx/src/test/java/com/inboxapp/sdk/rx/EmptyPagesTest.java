package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists with empty pages that have a next cursor, as returned by a server that filters after reading. */
@ExtendWith(UndeliverableErrors.class)
class EmptyPagesTest {
    private static final Instant NEWEST = Instant.parse("2025-11-10T18:00:00Z");

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    /** All lists of six pages in which at least one page is empty and the others hold one thread or three. */
    static Stream<List<Integer>> listsOfSixPages() {
        List<List<Integer>> lists = new ArrayList<>();
        for (int size : List.of(1, 3)) {
            for (int empty = 1; empty < 1 << 6; empty++) {
                int bits = empty;
                lists.add(IntStream.range(0, 6)
                        .mapToObj(page -> (bits >> page & 1) == 0 ? size : 0)
                        .toList());
            }
        }
        return lists.stream();
    }

    private void respondWith(List<Integer> sizes) {
        team.faults()
                .on("GET", "/threads")
                .decide(request -> Optional.of(json(page(sizes, parameter(request, "cursorId")))));
    }

    private static Fault json(String body) {
        return Fault.withoutEffect().respond(200, "application/json", body);
    }

    private static String parameter(ReceivedRequest request, String name) {
        return request.query().getOrDefault(name, "0").toString();
    }

    private static String page(List<Integer> sizes, String cursor) {
        int page = Integer.parseInt(cursor);
        int first = sizes.subList(0, page).stream().mapToInt(size -> size).sum();
        String threads = IntStream.range(first, first + sizes.get(page))
                .mapToObj(EmptyPagesTest::thread)
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"threads\":" + threads + ",\"nextCursor\":"
                + (page + 1 == sizes.size() ? "null" : cursor(String.valueOf(page + 1))) + "}";
    }

    private static String cursor(String id) {
        return "{\"id\":\"" + id + "\",\"timestamp\":\"" + NEWEST + "\"}";
    }

    private static String thread(int number) {
        return "{\"id\":\"thread_" + number
                + "\",\"accountLinkId\":\"acc_abc123\",\"done\":false,\"prospect\":{\"platformId\":\"5\","
                + "\"username\":\"jordan\"},\"createdAt\":\"" + NEWEST + "\",\"computedSortTimestamp\":\""
                + NEWEST.minusSeconds(number) + "\"}";
    }

    private static List<String> expected(List<Integer> sizes) {
        return IntStream.range(0, sizes.stream().mapToInt(size -> size).sum())
                .mapToObj(number -> "thread_" + number)
                .toList();
    }

    private Pager<InboxThread> pager() {
        return team.rx.threads().pager(ListThreadsQuery.builder().build());
    }

    private static List<String> ids(Pager<InboxThread> pager) {
        return pager.items().map(thread -> thread.id().value()).toList().blockingGet();
    }

    @ParameterizedTest
    @MethodSource("listsOfSixPages")
    void readsSixPagesWithAtMostEightRequestsAndNoWarning(List<Integer> sizes) {
        respondWith(sizes);
        for (int prefetch = 0; prefetch <= 1; prefetch++) {
            List<PagerWarning> warnings = new ArrayList<>();
            long before = team.received("GET /threads");

            assertThat(ids(pager().prefetch(prefetch).onWarning(warnings::add))).isEqualTo(expected(sizes));

            assertThat(team.received("GET /threads") - before).isBetween(6L, 8L);
            assertThat(warnings).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("listsOfSixPages")
    void resumesAfterAnyPageWithoutDuplicatesOrWarnings(List<Integer> sizes) {
        respondWith(sizes);
        List<PagerWarning> warnings = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (Page<InboxThread> page : pager().pages().take(6).blockingIterable(1)) {
            page.items().forEach(thread -> done.add(thread.id().value()));
            if (page.resumeToken() == null) {
                continue;
            }
            List<String> all = new ArrayList<>(done);
            long before = team.received("GET /threads");
            all.addAll(ids(pager().onWarning(warnings::add)
                    .resume(ResumeToken.parse(page.resumeToken().toString()))));

            assertThat(all).isEqualTo(expected(sizes));
            assertThat(team.received("GET /threads") - before).isLessThanOrEqualTo(18);
        }
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void failsOnEndlessEmptyPages(int threadsOnFirstPage) {
        team.faults().on("GET", "/threads").decide(request -> {
            int number = Integer.parseInt(parameter(request, "cursorId"));
            String threads = number > 0
                    ? ""
                    : IntStream.range(0, threadsOnFirstPage)
                            .mapToObj(EmptyPagesTest::thread)
                            .collect(Collectors.joining(","));
            return Optional.of(
                    json("{\"threads\":[" + threads + "],\"nextCursor\":" + cursor(String.valueOf(number + 1)) + "}"));
        });

        pager().items()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(failure -> failure instanceof InboxPaginationException
                        && failure.getMessage().contains("threads.list"));

        assertThat(team.received("GET /threads")).isBetween(1_000L, 1_003L);
    }

    @Test
    void failsOnEndlessPagesWithTheSameThread() {
        team.faults().on("GET", "/threads").decide(request -> {
            int number = Integer.parseInt(parameter(request, "cursorId"));
            return Optional.of(json(
                    "{\"threads\":[" + thread(1) + "],\"nextCursor\":" + cursor(String.valueOf(number + 1)) + "}"));
        });

        pager().items()
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertValueCount(1)
                .assertError(InboxPaginationException.class);
    }

    @Test
    void failsOnEndlessEmptyPagesOfMessages() {
        team.faults().on("GET", "/threads/{threadId}/messages").decide(request -> {
            int number = Integer.parseInt(parameter(request, "cursorId"));
            return Optional.of(json("{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":"
                    + cursor(String.valueOf(number + 1)) + "}"));
        });

        team.rx
                .messages()
                .all(ThreadId.of("thread_1"), ListMessagesQuery.builder().build())
                .test()
                .awaitDone(60, TimeUnit.SECONDS)
                .assertError(InboxPaginationException.class);
    }
}
