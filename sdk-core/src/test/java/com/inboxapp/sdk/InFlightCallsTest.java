package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InFlightCallsTest {
    private final InFlightCalls parent = new InFlightCalls(null);
    private final InFlightCalls child = new InFlightCalls(parent);
    private final InFlightCalls grandchild = new InFlightCalls(child);
    private final Cancellation call = new Cancellation();

    private static Supplier<InboxClosedException> closed(String why) {
        return () -> new InboxClosedException("team.get", 0, why);
    }

    @Test
    void createsTheReasonWhenClosed() {
        int[] created = {0};
        parent.add(call, () -> {
            created[0]++;
            return new InboxClosedException("team.get", created[0], "closed");
        });
        assertThat(call.reason()).isNull();
        assertThat(created[0]).isZero();

        parent.close();

        assertThat(call.reason()).isInstanceOf(InboxClosedException.class).hasMessage("team.get: closed");
        assertThat(created[0]).isOne();
    }

    @Test
    void doesNotEndARemovedCall() {
        Runnable remove = grandchild.add(call, closed("closed"));

        remove.run();
        grandchild.close();
        child.close();
        parent.close();

        assertThat(call.reason()).isNull();
    }

    @Test
    void ignoresASecondRemoval() {
        Runnable remove = parent.add(call, closed("closed"));
        Cancellation other = new Cancellation();
        parent.add(other, closed("closed"));

        remove.run();
        remove.run();
        parent.close();

        assertThat(call.reason()).isNull();
        assertThat(other.reason()).isNotNull();
    }

    @Test
    void endsACallOfAClosedClientImmediately() {
        parent.close();

        parent.add(call, closed("too late"));

        assertThat(call.reason()).hasMessage("team.get: too late");
    }

    @Test
    void endsTheCallsOfDerivedClientsWithTheParent() {
        grandchild.add(call, closed("closed"));

        parent.close();

        assertThat(call.reason()).isNotNull();
        assertThat(parent.isClosed()).isTrue();
        assertThat(child.isClosed()).isTrue();
        assertThat(grandchild.isClosed()).isTrue();
    }

    @Test
    void leavesTheParentOpenWhenADerivedClientIsClosed() {
        Cancellation ofParent = new Cancellation();
        parent.add(ofParent, closed("closed"));
        child.add(call, closed("closed"));

        child.close();

        assertThat(call.reason()).isNotNull();
        assertThat(ofParent.reason()).isNull();
        assertThat(parent.isClosed()).isFalse();
        assertThat(child.isClosed()).isTrue();
        assertThat(grandchild.isClosed()).isTrue();
    }

    @Test
    void endsACallWithAClosedParentImmediately() {
        parent.close();

        grandchild.add(call, closed("too late"));

        assertThat(call.reason()).isNotNull();
    }

    @Test
    void keepsTheFirstReason() {
        IllegalStateException first = new IllegalStateException();
        parent.add(call, closed("closed"));
        call.cancel(first);

        parent.close();

        assertThat(call.reason()).isSameAs(first);
    }

    @Test
    void tracksTwoStepsOfACallSeparately() {
        Runnable remove = parent.add(call, closed("first"));
        parent.add(call, closed("second"));

        remove.run();
        parent.close();

        assertThat(call.reason()).hasMessage("team.get: second");
    }

    @Test
    void endsACallThatStartsDuringClose() throws InterruptedException {
        for (int i = 0; i < 2_500; i++) {
            InFlightCalls calls = new InFlightCalls(new InFlightCalls(null));
            Cancellation late = new Cancellation();

            Race.of(() -> calls.add(late, closed("closed")), calls::close);

            assertThat(late.reason()).isNotNull();
        }
    }
}
