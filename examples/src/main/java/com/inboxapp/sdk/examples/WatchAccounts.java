package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.IncomingMessage;
import com.inboxapp.sdk.rx.Journal;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;

/** Implements the guide's advice "Regularly check all connected accounts for new messages, not just your primary one". */
final class WatchAccounts {
    private WatchAccounts() {}

    static Flowable<IncomingMessage> run(Accounts accounts, Journal store) {
        return accounts.watch()
                .every(Duration.ofMillis(100), Duration.ofSeconds(30))
                .requestsPerMinute(60)
                .journal(store, "bot")
                .messages();
    }
}
