package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.RxInboxClient;

/** A sample of the README. A test checks that the README has exactly this code. */
final class AccountsSample {
    private AccountsSample() {}

    static void run(RxInboxClient rx) {
        // sample
        Accounts accounts = rx.accounts();
        System.out.println(accounts.metrics(InboxView.DEFAULT).blockingGet().activeThreads());
        accounts.findAnyThread(PlatformUserId.of("555555555"))
                .blockingSubscribe(
                        found -> System.out.println("@" + found.accountLink().platformUsername() + " knows them"));
        accounts.from("@acmesupport")
                .send(PlatformUserId.of("555555555"), "Hi! Let me help you with this issue.")
                .blockingSubscribe();
        // end of sample
    }
}
