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
    void closingEndsACallWithTheReasonOfThatMoment() {
        int[] asked = {0};
        parent.add(call, () -> {
            asked[0]++;
            return new InboxClosedException("team.get", asked[0], "closed");
        });
        assertThat(call.reason()).isNull();
        assertThat(asked[0]).isZero();

        parent.close();

        assertThat(call.reason()).isInstanceOf(InboxClosedException.class).hasMessage("team.get: closed");
        assertThat(asked[0]).isOne();
    }

    @Test
    void aCallThatLeftIsNotEnded() {
        Runnable leave = grandchild.add(call, closed("closed"));

        leave.run();
        grandchild.close();
        child.close();
        parent.close();

        assertThat(call.reason()).isNull();
    }

    @Test
    void leavingTwiceDoesNoHarm() {
        Runnable leave = parent.add(call, closed("closed"));
        Cancellation other = new Cancellation();
        parent.add(other, closed("closed"));

        leave.run();
        leave.run();
        parent.close();

        assertThat(call.reason()).isNull();
        assertThat(other.reason()).isNotNull();
    }

    @Test
    void aCallOnAClosedClientIsEndedAtOnce() {
        parent.close();

        parent.add(call, closed("too late"));

        assertThat(call.reason()).hasMessage("team.get: too late");
    }

    @Test
    void closingAParentEndsTheCallsOfAllThatWereDerivedFromIt() {
        grandchild.add(call, closed("closed"));

        parent.close();

        assertThat(call.reason()).isNotNull();
        assertThat(parent.isClosed()).isTrue();
        assertThat(child.isClosed()).isTrue();
        assertThat(grandchild.isClosed()).isTrue();
    }

    @Test
    void closingADerivedClientLeavesItsParentOpen() {
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
    void aCallOnAClientWhoseParentIsClosedIsEndedAtOnce() {
        parent.close();

        grandchild.add(call, closed("too late"));

        assertThat(call.reason()).isNotNull();
    }

    @Test
    void theFirstReasonStays() {
        IllegalStateException first = new IllegalStateException();
        parent.add(call, closed("closed"));
        call.cancel(first);

        parent.close();

        assertThat(call.reason()).isSameAs(first);
    }

    @Test
    void twoStepsOfOneWorkAreTwoEntries() {
        Runnable leave = parent.add(call, closed("first"));
        parent.add(call, closed("second"));

        leave.run();
        parent.close();

        assertThat(call.reason()).hasMessage("team.get: second");
    }

    @Test
    void aCallThatBeginsWhileTheClientIsClosedIsEnded() throws InterruptedException {
        for (int i = 0; i < 2_500; i++) {
            InFlightCalls calls = new InFlightCalls(new InFlightCalls(null));
            Cancellation late = new Cancellation();

            Race.of(() -> calls.add(late, closed("closed")), calls::close);

            assertThat(late.reason()).isNotNull();
        }
    }
}
