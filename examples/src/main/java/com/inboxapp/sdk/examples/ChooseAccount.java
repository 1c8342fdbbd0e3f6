package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.AccountSelector;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.rx.Selection;
import java.io.PrintStream;

/** Implements the guide's recipe "Account Selection Logic". */
final class ChooseAccount {
    private ChooseAccount() {}

    static void run(RxInboxClient rx, Accounts accounts, PrintStream out) {
        AccountSelector selector = accounts.selector()
                .when("high value", Prospect::followersCount, count -> count >= 100_000, AccountRef.handle("acmecorp"))
                .whenTagged("Support", AccountRef.handle("acmesupport"))
                .defaultAccount(AccountRef.handle("acmesupport"))
                .build();
        Prospect prospect =
                rx.prospects().lookup(PlatformUserId.of("555555555")).toSingle().blockingGet();
        Selection selection = selector.select(prospect).blockingGet();
        out.println("@" + selection.account().platformUsername() + " by the rule " + selection.rule());
    }
}
