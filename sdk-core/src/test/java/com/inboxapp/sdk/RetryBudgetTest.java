package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    private int takeAll() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            budget.succeeded();
        }
    }

    @Test
    void holds50Retries() {
        assertThat(takeAll()).isEqualTo(50);
        assertThat(budget.take()).isFalse();
    }

    @Test
    void returnsOneRetryForTenSuccesses() {
        takeAll();
        succeed(9);
        assertThat(budget.take()).isFalse();

        succeed(1);

        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
    }

    @Test
    void keepsTheRemainderOfSuccesses() {
        takeAll();
        succeed(19);
        assertThat(takeAll()).isOne();

        succeed(1);

        assertThat(takeAll()).isOne();
    }

    @Test
    void doesNotExceedItsSize() {
        succeed(1_000);

        assertThat(takeAll()).isEqualTo(50);
    }

    @Test
    void chargesNothingForARejectedRetry() {
        takeAll();
        succeed(5);
        for (int i = 0; i < 100; i++) {
            assertThat(budget.take()).isFalse();
        }

        succeed(5);

        assertThat(takeAll()).isOne();
    }
}
