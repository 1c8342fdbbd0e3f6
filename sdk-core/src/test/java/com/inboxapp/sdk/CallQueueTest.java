package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private CallQueue line = new CallQueue(1_000);

    @Test
    void nobodyGoesWhenNobodyWaits() {
        assertThat(line.next(0)).isNull();
        assertThat(line.size()).isZero();
        assertThat(line.nextEvent(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAccountThatComesBackIsTheLast() {
        QueuedCall a = read("acc_a");
        read("acc_a");
        QueuedCall b = read("acc_b");
        line.go(a);
        QueuedCall c = read("acc_c");

        assertThat(inOrder(3)).startsWith(b).endsWith(c);
    }

    @Test
    void anAccountWhoseCallLeavesUnservedKeepsItsTurn() {
        QueuedCall a = read("acc_a");
        QueuedCall second = read("acc_a");
        read("acc_b");
        line.remove(a);

        assertThat(line.next(0)).isSameAs(second);
    }

    @Test
    void anAccountsReadsAndSendsGoAsTheyCame() {
        QueuedCall first = send("acc_a");
        QueuedCall second = read("acc_a");
        QueuedCall third = send("acc_a");

        assertThat(inOrder(3)).containsExactly(first, second, third);
    }

    @Test
    void anAccountsHigherPriorityGoesBeforeItsOlderCalls() {
        QueuedCall read = read("acc_a");
        QueuedCall send = add("acc_a", true, Priority.HIGH, Long.MAX_VALUE);

        assertThat(inOrder(2)).containsExactly(send, read);
    }

    @Test
    void sendsOfABlockedAccountAreSkippedUntilThen() {
        QueuedCall send = send("acc_a");
        QueuedCall read = read("acc_a");
        line.block("acc_a", 100);

        assertThat(line.next(99)).isSameAs(read);
        assertThat(line.next(100)).isSameAs(send);
        assertThat(line.nextEvent(99)).isEqualTo(100);
        assertThat(line.nextEvent(100)).isEqualTo(Long.MAX_VALUE);
        assertThat(line.blockedUntil(send)).isEqualTo(100);
        assertThat(line.blockedUntil(read)).isZero();
        line.block("acc_unknown", 100);
        line.remove(send);
        assertThat(line.nextEvent(99)).isEqualTo(Long.MAX_VALUE);
        line.remove(read);
        assertThat(line.blockedUntil(send)).isZero();
    }

    @Test
    void overtakingIsCountedForThoseThatCameBefore() {
        QueuedCall first = add(null, false, Priority.LOW, Long.MAX_VALUE);
        QueuedCall second = add(null, false, Priority.HIGH, Long.MAX_VALUE);
        QueuedCall third = add(null, false, Priority.LOW, Long.MAX_VALUE);
        line.go(second);

        assertThat(first.overtaken).isEqualTo(1);
        assertThat(third.overtaken).isZero();
        line.go(first);
        assertThat(third.overtaken).isZero();
    }

    @Test
    void whoIsOvertakenOftenEnoughGoesBeforeAll() {
        line = new CallQueue(2);
        QueuedCall low = add("acc_a", false, Priority.LOW, Long.MAX_VALUE);
        QueuedCall one = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);
        QueuedCall two = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);
        QueuedCall three = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);

        assertThat(inOrder(4)).containsExactly(one, two, low, three);
    }

    @Test
    void withNoOvertakingAllGoAsTheyCame() {
        line = new CallQueue(0);
        QueuedCall low = add("acc_a", false, Priority.LOW, Long.MAX_VALUE);
        QueuedCall normal = read("acc_a");
        QueuedCall high = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);

        assertThat(inOrder(3)).containsExactly(low, normal, high);
    }

    @Test
    void whoMayNotGoDoesNotGoForBeingOvertaken() {
        line = new CallQueue(1);
        QueuedCall send = send("acc_a");
        line.block("acc_a", 100);
        line.go(read("acc_b"));
        line.go(read("acc_b"));
        QueuedCall read = read("acc_b");

        assertThat(send.overtaken).isEqualTo(2);
        assertThat(line.next(99)).isSameAs(read);
        assertThat(line.next(100)).isSameAs(send);
    }

    @Test
    void tellsWhoGoesBefore() {
        assertThat(line.ahead(read("acc_a"))).isZero();
        assertThat(line.ahead(read("acc_a"))).isEqualTo(1);
        assertThat(line.ahead(read("acc_b"))).isEqualTo(1);
        assertThat(line.ahead(read("acc_b"))).isEqualTo(3);
        assertThat(line.ahead(read("acc_b"))).isEqualTo(4);
        assertThat(line.ahead(add("acc_c", false, Priority.HIGH, Long.MAX_VALUE)))
                .isZero();
        assertThat(line.ahead(read("acc_c"))).isEqualTo(3);
        assertThat(line.ahead(add("acc_c", false, Priority.LOW, Long.MAX_VALUE)))
                .isEqualTo(7);
        assertThat(line.ahead(read("acc_a"))).isEqualTo(6);
    }

    @Test
    void sendsAreNotCountedBeforeCallsThatDoNotSend() {
        send("acc_a");
        send("acc_b");

        assertThat(line.ahead(read("acc_b"))).isZero();
        assertThat(line.ahead(read("acc_c"))).isEqualTo(1);
        assertThat(line.ahead(read("acc_a"))).isZero();
        QueuedCall behind = send("acc_a");
        assertThat(behind.sendsAhead).isEqualTo(1);
        assertThat(behind.aheadInAccount).isEqualTo(2);
        assertThat(line.ahead(behind)).isEqualTo(4);
        assertThat(read("acc_a").aheadInAccount).isEqualTo(1);
    }

    @Test
    void sendsAheadAreThoseOfTheSamePriorityOrAHigherOne() {
        send("acc_a");
        add("acc_a", true, Priority.HIGH, Long.MAX_VALUE);
        add("acc_a", true, Priority.LOW, Long.MAX_VALUE);
        read("acc_a");

        assertThat(send("acc_a").sendsAhead).isEqualTo(2);
        assertThat(add("acc_a", true, Priority.HIGH, Long.MAX_VALUE).sendsAhead).isEqualTo(1);
        assertThat(add("acc_a", true, Priority.LOW, Long.MAX_VALUE).sendsAhead).isEqualTo(5);
        assertThat(send("acc_b").sendsAhead).isZero();
    }

    @Test
    void deadlinesComeInOrderOfTime() {
        QueuedCall late = add("acc_a", false, Priority.NORMAL, 30);
        QueuedCall early = add("acc_a", false, Priority.NORMAL, 10);
        QueuedCall same = add("acc_b", false, Priority.NORMAL, 10);
        read("acc_b");

        assertThat(line.nextEvent(0)).isEqualTo(10);
        assertThat(line.dueBefore(10)).isEmpty();
        assertThat(line.dueBefore(11)).containsExactly(early, same);
        assertThat(line.dueBefore(31)).containsExactly(early, same, late);
        line.remove(early);
        assertThat(line.dueBefore(31)).containsExactly(same, late);
    }

    @Test
    void whatIsTakenOutTwiceIsOutOnce() {
        QueuedCall first = read("acc_a");
        QueuedCall second = read("acc_a");
        line.remove(first);
        line.remove(first);

        assertThat(line.size()).isEqualTo(1);
        assertThat(line.all()).containsExactly(second);
        line.remove(second);
        line.remove(second);
        assertThat(line.all()).isEmpty();
    }

    private List<QueuedCall> inOrder(int count) {
        List<QueuedCall> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            QueuedCall next = line.next(0);
            line.go(next);
            order.add(next);
        }
        assertThat(line.size()).isZero();
        return order;
    }

    private QueuedCall read(@Nullable String account) {
        return add(account, false, Priority.NORMAL, Long.MAX_VALUE);
    }

    private QueuedCall send(String account) {
        return add(account, true, Priority.NORMAL, Long.MAX_VALUE);
    }

    private QueuedCall add(@Nullable String account, boolean sends, Priority priority, long deadline) {
        QueuedCall call = new QueuedCall(
                RateLimitedRequest.of("threads.list", sends, account), 0, priority, deadline, wait -> {});
        line.add(call);
        return call;
    }
}
