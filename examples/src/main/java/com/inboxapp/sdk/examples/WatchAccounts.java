package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.IncomingMessage;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;

/** Implements the guide's advice "Regularly check all connected accounts for new messages, not just your primary one". */
final class WatchAccounts {
    private WatchAccounts() {}

    static Flowable<IncomingMessage> run(Accounts accounts, StateStore store) {
        return accounts.watch()
                .pollInterval(Duration.ofMillis(100), Duration.ofSeconds(30))
                .requestsPerMinute(60)
                .checkpoint(store, "bot")
                .messages();
    }
}
