package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.AccountThread;
import com.inboxapp.sdk.rx.Accounts;
import java.io.PrintStream;

/** Implements the guide's recipe "Cross-Account Thread Check". */
final class FindAnyThread {
    private FindAnyThread() {}

    static void run(Accounts accounts, PrintStream out) {
        AccountThread existing =
                accounts.findAnyThread(PlatformUserId.of("555555555")).blockingGet();
        out.println(
                existing == null
                        ? "No thread with any account"
                        : "Found thread via @" + existing.accountLink().platformUsername());
    }
}
