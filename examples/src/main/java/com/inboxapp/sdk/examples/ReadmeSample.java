package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.rx.RxInboxClient;

/** The first sample of the README. A test checks that the README has exactly this code. */
final class ReadmeSample {
    private ReadmeSample() {}

    static void run() {
        // sample
        try (InboxClient inbox = InboxClient.fromEnv()) {
            RxInboxClient rx = RxInboxClient.create(inbox);
            for (AccountLink account : inbox.accountLinks().list().execute().accountLinks()) {
                ListThreadsQuery query =
                        ListThreadsQuery.builder().accountLinkId(account.id()).build();
                long threads = rx.threads().all(query).count().blockingGet();
                System.out.printf("@%s: %d threads%n", account.platformUsername(), threads);
            }
        }
        // end of sample
    }
}
