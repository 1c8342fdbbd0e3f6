package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.rx.Accounts;
import java.io.PrintStream;

/** Implements the guide's recipe "Send Messages from Specific Accounts". */
final class SendFromAccount {
    private SendFromAccount() {}

    static void run(Accounts accounts, PrintStream out) {
        accounts.list()
                .blockingGet()
                .forEach(account -> out.println("@" + account.platformUsername() + " (" + account.id() + ")"));
        SentMessage sent = accounts.from("@acmecorp")
                .send(PlatformUserId.of("555555555"), "Hi! Reaching out from our sales team.")
                .blockingGet();
        out.println("Sent in " + sent.thread().id());
    }
}
