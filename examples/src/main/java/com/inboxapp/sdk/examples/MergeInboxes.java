package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.Accounts;
import java.io.PrintStream;

/** Prints the newest threads of selected accounts in one list, ordered by activity. */
final class MergeInboxes {
    private MergeInboxes() {}

    static void run(Accounts accounts, PrintStream out) {
        accounts.mergedInbox(
                        ListThreadsQuery.builder().build(),
                        AccountRef.handle("acmecorp"),
                        AccountRef.handle("acmesupport"))
                .take(3)
                .blockingForEach(thread -> out.println(
                        thread.lastMessageTimestamp() + " " + thread.prospect().username()));
    }
}
