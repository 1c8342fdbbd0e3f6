package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountsException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class MergedInboxTest {
    private static final ListThreadsQuery QUERY = ListThreadsQuery.builder().build();

    private static AccountRef[] refs(List<AccountLinkId> ids) {
        return ids.stream().map(AccountRef::id).toArray(AccountRef[]::new);
    }

    private static List<String> prospects(List<InboxThread> threads) {
        return threads.stream()
                .map(thread -> thread.prospect().platformId().value())
                .toList();
    }

    /** Creates threads with randomly chosen accounts. Returns the prospects of the selected accounts, newest first. */
    private static List<String> createThreads(
            TeamSandbox team, List<AccountLinkId> ids, List<AccountLinkId> selected, int count) {
        Random random = new Random(1);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AccountLinkId account = ids.get(random.nextInt(ids.size()));
            team.threads(account, 1_000 + i, 1);
            if (selected.contains(account)) {
                expected.add(0, String.valueOf(1_000 + i));
            }
        }
        return expected;
    }

    @ParameterizedTest
    @CsvSource({"2,1,100", "10,3,300", "10,8,300", "100,5,500", "100,60,500"})
    void mergesThreadsByActivityInBothSortOrders(int size, int chosen, int count) {
        try (TeamSandbox team = new TeamSandbox(size)) {
            List<AccountLinkId> ids = TeamSandbox.ids(size);
            List<AccountLinkId> selected = ids.subList(0, chosen);
            List<String> expected = createThreads(team, ids, selected, count);
            Accounts accounts = team.rx.accounts();
            assertThat(prospects(
                            accounts.mergedInbox(QUERY, refs(selected)).toList().blockingGet()))
                    .isEqualTo(expected);
            long pagers = team.sandbox.requests().stream()
                    .filter(request -> request.query().containsKey("accountLinkId"))
                    .count();
            assertThat(pagers).isEqualTo(chosen * 2 <= size ? chosen : 0);

            ListThreadsQuery oldestFirst = ListThreadsQuery.builder()
                    .filters(ThreadFilters.builder().sortOrder(SortOrder.ASC).build())
                    .build();
            Collections.reverse(expected);
            assertThat(prospects(accounts.mergedInbox(oldestFirst, refs(selected))
                            .toList()
                            .blockingGet()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void mergesAllAccountsWithOnePager() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> ids = TeamSandbox.ids(10);
            List<String> expected = createThreads(team, ids, ids, 150);
            assertThat(prospects(team.rx.accounts().mergedInbox(QUERY).toList().blockingGet()))
                    .isEqualTo(expected);
            assertThat(team.received("GET /threads")).isEqualTo(3);
        }
    }

    @Test
    void requestsOnePagePerAccountForTheFirstThread() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> selected = TeamSandbox.ids(3);
            selected.forEach(id -> team.threads(id, 1_000L * (1 + selected.indexOf(id)), 120));
            assertThat(team.rx
                            .accounts()
                            .mergedInbox(QUERY, refs(selected))
                            .take(1)
                            .count()
                            .blockingGet())
                    .isEqualTo(1);
            assertThat(team.received("GET /threads")).isEqualTo(3);
        }
    }

    @Test
    void emitsTheOtherAccountsAndThenFailsWhenOneAccountFails() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> ids = TeamSandbox.ids(10);
            List<AccountLinkId> selected = ids.subList(0, 3);
            List<String> expected = createThreads(team, selected, selected.subList(1, 3), 60);
            team.faults()
                    .on("GET", "/threads")
                    .decide(request ->
                            selected.get(0).value().equals(request.query().get("accountLinkId"))
                                    ? Optional.of(Fault.withoutEffect().respond(403))
                                    : Optional.empty());
            TestSubscriber<InboxThread> stream =
                    team.rx.accounts().mergedInbox(QUERY, refs(selected)).test().awaitDone(60, TimeUnit.SECONDS);
            assertThat(prospects(stream.values())).isEqualTo(expected);
            stream.assertError(failure -> failure instanceof InboxAccountsException accounts
                    && accounts.failures().keySet().equals(Set.of(selected.get(0))));
        }
    }

    @Test
    void rejectsAQueryWithAnAccount() {
        try (TeamSandbox team = new TeamSandbox(2)) {
            ListThreadsQuery query = ListThreadsQuery.builder()
                    .accountLinkId(TeamSandbox.ids(1).get(0))
                    .build();
            assertThatThrownBy(() -> team.rx.accounts().mergedInbox(query)).hasMessageContaining("accountLinkId");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void emitsMovingThreadsOnce(int chosen) {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> ids = TeamSandbox.ids(10);
            List<AccountLinkId> selected = ids.subList(0, chosen);
            selected.forEach(id -> team.threads(id, 1_000L * (1 + selected.indexOf(id)), 20));
            List<String> expected = IntStream.rangeClosed(1, chosen)
                    .boxed()
                    .flatMap(n -> IntStream.range(0, 20).mapToObj(i -> String.valueOf(1_000 * n + i)))
                    .toList();
            AtomicInteger pages = new AtomicInteger();
            team.faults().on("GET", "/threads").decide(request -> {
                int page = pages.getAndIncrement();
                if (page < 12) {
                    selected.forEach(id -> team.threads(id, 1_000L * (1 + selected.indexOf(id)) + page, 1));
                }
                return Optional.empty();
            });
            ListThreadsQuery small = ListThreadsQuery.builder().limit(4).build();

            List<InboxThread> threads = team.rx
                    .accounts()
                    .mergedInbox(small, refs(selected))
                    .toList()
                    .blockingGet();

            assertThat(prospects(threads)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void readsADuplicateAccountOnce() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> one = TeamSandbox.ids(1);
            team.threads(one.get(0), 1_000, 3);
            assertThat(prospects(team.rx
                            .accounts()
                            .mergedInbox(QUERY, AccountRef.id(one.get(0)), AccountRef.handle("@AcmeCorp"))
                            .toList()
                            .blockingGet()))
                    .containsExactly("1002", "1001", "1000");
            assertThat(team.received("GET /threads")).isEqualTo(1);
        }
    }

    @Test
    void requestsNoPageWhileThreadsOfTheAccountAreBuffered() {
        try (TeamSandbox team = new TeamSandbox(10)) {
            List<AccountLinkId> selected = TeamSandbox.ids(3);
            selected.forEach(id -> team.threads(id, 1_000L * (1 + selected.indexOf(id)), 10));
            ListThreadsQuery small = ListThreadsQuery.builder().limit(5).build();
            TestSubscriber<InboxThread> stream =
                    team.rx.accounts().mergedInbox(small, refs(selected)).test(0);
            stream.request(5);
            assertThat(stream.awaitCount(5).values()).hasSize(5);
            assertThat(team.received("GET /threads")).isEqualTo(3);
            stream.request(1);
            assertThat(prospects(stream.awaitCount(6).values())).endsWith("3004");
            assertThat(team.received("GET /threads")).isEqualTo(4);
            stream.cancel();
        }
    }

    /** Before each pass, more threads arrive than fit on a page. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void warnsWhenTheInboxMovesFasterThanItIsRead(int chosen) {
        List<AccountLinkId> ids = TeamSandbox.ids(4);
        try (TeamSandbox team = new TeamSandbox(4)) {
            AtomicInteger prospects = new AtomicInteger(2_000);
            OkHttpClient http = new OkHttpClient.Builder()
                    .addInterceptor(chain -> {
                        HttpUrl url = chain.request().url();
                        if (url.encodedPath().endsWith("/threads") && url.queryParameter("cursorId") == null) {
                            team.threads(ids.get(0), prospects.getAndAdd(3), 3);
                        }
                        return chain.proceed(chain.request());
                    })
                    .build();
            team.threads(ids.get(0), 1_000, 5);
            List<PagerWarning> warnings = Collections.synchronizedList(new ArrayList<>());
            Accounts accounts = RxInboxClient.create(team.client(settings -> settings.httpClient(http)))
                    .accounts(AccountsOptions.builder().onWarning(warnings::add).build());

            List<InboxThread> threads = accounts.mergedInbox(
                            ListThreadsQuery.builder().limit(2).build(), refs(ids.subList(0, chosen)))
                    .toList()
                    .blockingGet();

            assertThat(prospects(threads)).doesNotHaveDuplicates().hasSizeGreaterThan(5);
            assertThat(warnings).containsExactly(PagerWarning.ITEMS_MAY_BE_MISSING);
        }
    }
}
