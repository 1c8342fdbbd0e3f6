package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.AccountSelector;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.rx.Selection;
import java.io.PrintStream;

/** The guide's "Account Selection Logic". */
final class ChooseAccount {
    private ChooseAccount() {}

    static void run(RxInboxClient rx, Accounts accounts, PrintStream out) {
        AccountSelector selector = accounts.selector()
                .when("high value", Prospect::followersCount, count -> count >= 100_000, AccountRef.handle("acmecorp"))
                .whenTagged("Support", AccountRef.handle("acmesupport"))
                .otherwise(AccountRef.handle("acmesupport"));
        Prospect prospect =
                rx.prospects().lookup(PlatformUserId.of("555555555")).toSingle().blockingGet();
        Selection chosen = selector.select(prospect).blockingGet();
        out.println("@" + chosen.account().platformUsername() + " by the rule " + chosen.rule());
    }
}
