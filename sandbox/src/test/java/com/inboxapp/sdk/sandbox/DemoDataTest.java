package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDataTest {
    /** The ids in the OpenAPI document's examples. */
    private static final Set<String> EXAMPLES = Set.of("thread_abc123", "prospect_jdoe", "member_ana");

    private final Inbox inbox = filled();

    @ParameterizedTest
    @CsvSource({
        "acc_abc123, DEFAULT, 260",
        "acc_def456, DEFAULT, 260",
        "acc_abc123, NO_REPLY, 124",
        "acc_def456, NO_REPLY, 152",
        "acc_abc123, REQUESTS, 30",
        "acc_def456, REQUESTS, 30",
        "acc_abc123, ARCHIVED, 30",
        "acc_def456, ARCHIVED, 30"
    })
    void eachViewOfEachAccountHasTheDocumentedNumberOfThreads(String account, InboxView view, int threads) {
        assertThat(count(thread -> thread.account.id().equals(account) && view.shows(thread)))
                .isEqualTo(threads);
    }

    @ParameterizedTest
    @CsvSource({"acc_abc123", "acc_def456"})
    void eachAccountHasThreadsInNoViewAndThreadsWithoutMessages(String account) {
        Predicate<InboxThread> ofAccount = thread -> thread.account.id().equals(account);

        assertThat(count(ofAccount.and(thread -> thread.idle))).isEqualTo(8);
        assertThat(count(ofAccount.and(thread -> InboxView.DEFAULT.shows(thread) && thread.messages.isEmpty())))
                .isEqualTo(3);
    }

    @Test
    void hasThreadsOfBothVariants() {
        assertThat(count(thread -> thread.xChat)).isBetween(100L, 300L);
    }

    @Test
    void hasThreadsWithEqualTimes() {
        Collection<InboxThread> threads = inbox.threads.values();
        long distinct = threads.stream()
                .map(thread -> thread.position().time())
                .distinct()
                .count();

        assertThat(threads.size() - distinct).isGreaterThan(100);
    }

    @Test
    void hasProspectsOfEveryKind() {
        List<Prospect> prospects = prospects();

        assertThat(prospects).hasSize(596);
        assertThat(prospects).filteredOn(p -> p.threads.size() == 2).hasSize(60);
        assertThat(prospects)
                .filteredOn(p -> p.profile.followersCount() == null)
                .hasSizeGreaterThan(20);
        assertThat(prospects).filteredOn(p -> followers(p) >= 100_000).hasSizeGreaterThan(20);
        assertThat(prospects)
                .filteredOn(p -> followers(p) > 0 && followers(p) < 100_000)
                .hasSizeGreaterThan(20);
        assertThat(prospects).extracting(DemoDataTest::followers).contains(99_999, 100_000);
        String support = inbox.tags.all().iterator().next().id();
        assertThat(inbox.tags.get(support).name()).isEqualTo("Support");
        assertThat(prospects).filteredOn(p -> p.tags.contains(support)).hasSizeGreaterThan(20);
        assertThat(prospects).filteredOn(p -> p.tags.isEmpty()).hasSizeGreaterThan(20);
    }

    @Test
    void usernamesAndIdsAreRealisticAndUnique() {
        List<Prospect> prospects = prospects();

        assertThat(prospects)
                .extracting(p -> p.profile.username())
                .doesNotHaveDuplicates()
                .allMatch(username -> username.matches("[a-z0-9_]{4,15}"));
        assertThat(prospects)
                .extracting(p -> p.platformId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("\\d{1,19}"));
        assertThat(prospects)
                .filteredOn(p -> new BigInteger(p.platformId).bitLength() > 53)
                .hasSizeGreaterThan(100);
        assertThat(prospects).extracting(p -> p.id).doesNotHaveDuplicates().allMatch(DemoDataTest::isInboxId);
        assertThat(inbox.threads.keySet()).allMatch(DemoDataTest::isInboxId);
        assertThat(inbox.members.keySet()).allMatch(DemoDataTest::isInboxId);
        assertThat(Inbox.TEAM_ID).matches(DemoDataTest::isInboxId);
    }

    @Test
    void messagesAreOrderedAndNotNewerThanNewest() {
        for (InboxThread thread : inbox.threads.values()) {
            assertThat(thread.messages).extracting(ChatMessage::position).isSorted();
            assertThat(thread.position().time()).isBeforeOrEqualTo(DemoData.NEWEST);
            assertThat(thread.messages).allMatch(message -> !message.createdAt.isBefore(thread.createdAt));
            assertThat(thread.messages).noneMatch(message -> message.text().matches(".*[{}>].*"));
        }
    }

    @Test
    void dataIsTheSameEveryTime() {
        ResponseWriter one = new ResponseWriter(inbox, NameSet.GUIDE);
        Inbox twin = filled();
        ResponseWriter other = new ResponseWriter(twin, NameSet.GUIDE);

        assertThat(inbox.threads.values().stream().map(one::thread).toList())
                .isEqualTo(twin.threads.values().stream().map(other::thread).toList());
    }

    private static Inbox filled() {
        Inbox inbox = new Inbox(Clock.systemUTC());
        new DemoData(inbox).fill();
        return inbox;
    }

    private long count(Predicate<InboxThread> condition) {
        return inbox.threads.values().stream().filter(condition).count();
    }

    private List<Prospect> prospects() {
        return inbox.threads.values().stream()
                .map(thread -> thread.prospect)
                .distinct()
                .toList();
    }

    private static int followers(Prospect prospect) {
        Integer followers = prospect.profile.followersCount();
        return followers == null ? -1 : followers;
    }

    private static boolean isInboxId(String id) {
        return EXAMPLES.contains(id) || id.matches("[a-z0-9]{24}");
    }
}
