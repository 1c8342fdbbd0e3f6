package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.rx.AccountMetrics;
import com.inboxapp.sdk.rx.Accounts;
import java.io.PrintStream;

/** Implements the guide's recipe "Aggregate Metrics Across Accounts", but counts all pages. */
final class CountThreads {
    private CountThreads() {}

    static void run(Accounts accounts, PrintStream out) {
        AccountMetrics metrics = accounts.metrics(InboxView.DEFAULT, InboxView.REQUESTS, InboxView.ARCHIVED)
                .blockingGet();
        out.println("Active threads by account: " + metrics.activeThreads());
        out.println("Total threads: " + metrics.total());
    }
}
