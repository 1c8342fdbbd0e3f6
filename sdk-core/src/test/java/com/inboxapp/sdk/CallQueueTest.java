package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private CallQueue queue = new CallQueue(1_000);

    @Test
    void hasNoNextCallWhenEmpty() {
        assertThat(queue.next(0)).isNull();
        assertThat(queue.size()).isZero();
        assertThat(queue.nextEvent(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void placesAReturningAccountLast() {
        QueuedCall a = read("acc_a");
        read("acc_a");
        QueuedCall b = read("acc_b");
        queue.go(a);
        QueuedCall c = read("acc_c");

        assertThat(inOrder(3)).startsWith(b).endsWith(c);
    }

    @Test
    void keepsTheAccountsPositionWhenItsCallIsRemoved() {
        QueuedCall a = read("acc_a");
        QueuedCall second = read("acc_a");
        read("acc_b");
        queue.remove(a);

        assertThat(queue.next(0)).isSameAs(second);
    }

    @Test
    void keepsReadsAndSendsOfAnAccountInOrder() {
        QueuedCall first = send("acc_a");
        QueuedCall second = read("acc_a");
        QueuedCall third = send("acc_a");

        assertThat(inOrder(3)).containsExactly(first, second, third);
    }

    @Test
    void ordersAnAccountsCallsByPriorityBeforeAge() {
        QueuedCall read = read("acc_a");
        QueuedCall send = add("acc_a", true, Priority.HIGH, Long.MAX_VALUE);

        assertThat(inOrder(2)).containsExactly(send, read);
    }

    @Test
    void skipsSendsOfABlockedAccountUntilTheBlockEnds() {
        QueuedCall send = send("acc_a");
        QueuedCall read = read("acc_a");
        queue.block("acc_a", 100);

        assertThat(queue.next(99)).isSameAs(read);
        assertThat(queue.next(100)).isSameAs(send);
        assertThat(queue.nextEvent(99)).isEqualTo(100);
        assertThat(queue.nextEvent(100)).isEqualTo(Long.MAX_VALUE);
        assertThat(queue.blockedUntil(send)).isEqualTo(100);
        assertThat(queue.blockedUntil(read)).isZero();
        queue.block("acc_unknown", 100);
        queue.remove(send);
        assertThat(queue.nextEvent(99)).isEqualTo(Long.MAX_VALUE);
        queue.remove(read);
        assertThat(queue.blockedUntil(send)).isZero();
    }

    @Test
    void countsOvertakesOfOlderCallsOnly() {
        QueuedCall first = add(null, false, Priority.LOW, Long.MAX_VALUE);
        QueuedCall second = add(null, false, Priority.HIGH, Long.MAX_VALUE);
        QueuedCall third = add(null, false, Priority.LOW, Long.MAX_VALUE);
        queue.go(second);

        assertThat(first.overtaken).isEqualTo(1);
        assertThat(third.overtaken).isZero();
        queue.go(first);
        assertThat(third.overtaken).isZero();
    }

    @Test
    void putsACallFirstAfterMaxOvertakes() {
        queue = new CallQueue(2);
        QueuedCall low = add("acc_a", false, Priority.LOW, Long.MAX_VALUE);
        QueuedCall one = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);
        QueuedCall two = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);
        QueuedCall three = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);

        assertThat(inOrder(4)).containsExactly(one, two, low, three);
    }

    @Test
    void keepsTheOrderOfArrivalWithoutOvertaking() {
        queue = new CallQueue(0);
        QueuedCall low = add("acc_a", false, Priority.LOW, Long.MAX_VALUE);
        QueuedCall normal = read("acc_a");
        QueuedCall high = add("acc_b", false, Priority.HIGH, Long.MAX_VALUE);

        assertThat(inOrder(3)).containsExactly(low, normal, high);
    }

    @Test
    void doesNotPreferABlockedCallAfterMaxOvertakes() {
        queue = new CallQueue(1);
        QueuedCall send = send("acc_a");
        queue.block("acc_a", 100);
        queue.go(read("acc_b"));
        queue.go(read("acc_b"));
        QueuedCall read = read("acc_b");

        assertThat(send.overtaken).isEqualTo(2);
        assertThat(queue.next(99)).isSameAs(read);
        assertThat(queue.next(100)).isSameAs(send);
    }

    @Test
    void countsTheCallsAhead() {
        assertThat(queue.ahead(read("acc_a"))).isZero();
        assertThat(queue.ahead(read("acc_a"))).isEqualTo(1);
        assertThat(queue.ahead(read("acc_b"))).isEqualTo(1);
        assertThat(queue.ahead(read("acc_b"))).isEqualTo(3);
        assertThat(queue.ahead(read("acc_b"))).isEqualTo(4);
        assertThat(queue.ahead(add("acc_c", false, Priority.HIGH, Long.MAX_VALUE)))
                .isZero();
        assertThat(queue.ahead(read("acc_c"))).isEqualTo(3);
        assertThat(queue.ahead(add("acc_c", false, Priority.LOW, Long.MAX_VALUE)))
                .isEqualTo(7);
        assertThat(queue.ahead(read("acc_a"))).isEqualTo(6);
    }

    @Test
    void doesNotCountSendsOfTheAccountAheadOfReads() {
        send("acc_a");
        send("acc_b");

        assertThat(queue.ahead(read("acc_b"))).isZero();
        assertThat(queue.ahead(read("acc_c"))).isEqualTo(1);
        assertThat(queue.ahead(read("acc_a"))).isZero();
        QueuedCall behind = send("acc_a");
        assertThat(behind.sendsAhead).isEqualTo(1);
        assertThat(behind.aheadInAccount).isEqualTo(2);
        assertThat(queue.ahead(behind)).isEqualTo(4);
        assertThat(read("acc_a").aheadInAccount).isEqualTo(1);
    }

    @Test
    void countsSendsAheadOfTheSameOrHigherPriority() {
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
    void returnsDueCallsInOrderOfDeadline() {
        QueuedCall late = add("acc_a", false, Priority.NORMAL, 30);
        QueuedCall early = add("acc_a", false, Priority.NORMAL, 10);
        QueuedCall same = add("acc_b", false, Priority.NORMAL, 10);
        read("acc_b");

        assertThat(queue.nextEvent(0)).isEqualTo(10);
        assertThat(queue.dueBefore(10)).isEmpty();
        assertThat(queue.dueBefore(11)).containsExactly(early, same);
        assertThat(queue.dueBefore(31)).containsExactly(early, same, late);
        queue.remove(early);
        assertThat(queue.dueBefore(31)).containsExactly(same, late);
    }

    @Test
    void ignoresASecondRemoval() {
        QueuedCall first = read("acc_a");
        QueuedCall second = read("acc_a");
        queue.remove(first);
        queue.remove(first);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.all()).containsExactly(second);
        queue.remove(second);
        queue.remove(second);
        assertThat(queue.all()).isEmpty();
    }

    private List<QueuedCall> inOrder(int count) {
        List<QueuedCall> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            QueuedCall next = queue.next(0);
            queue.go(next);
            order.add(next);
        }
        assertThat(queue.size()).isZero();
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
        queue.add(call);
        return call;
    }
}
