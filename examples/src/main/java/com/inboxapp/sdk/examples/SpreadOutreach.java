package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.Outreach;
import com.inboxapp.sdk.rx.OutreachPlan;
import com.inboxapp.sdk.rx.OutreachSummary;
import com.inboxapp.sdk.store.StateStore;
import java.io.PrintStream;
import java.util.List;

/** Implements the guide's advice "Message sending limits apply per account. Spread outreach across accounts if needed". */
final class SpreadOutreach {
    private SpreadOutreach() {}

    static OutreachSummary run(Accounts accounts, StateStore store, List<PlatformUserId> prospects, PrintStream out) {
        Outreach.Builder builder = accounts.outreach();
        prospects.forEach(prospect -> builder.to(prospect, "Hi! Reaching out from our team."));
        Outreach outreach = builder.checkpoint(store, "spring").build();
        OutreachPlan plan = outreach.plan().blockingGet();
        out.println("Would send " + plan.toSend() + " messages in " + plan.duration());
        return outreach.run()
                .doOnNext(result -> out.println(result.message().prospect() + " " + result.outcome()))
                .collect(OutreachSummary.summing())
                .blockingGet();
    }
}
