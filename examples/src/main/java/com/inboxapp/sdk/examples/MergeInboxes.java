package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.Accounts;
import java.io.PrintStream;

/** The newest conversations of chosen accounts, in one order. */
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
