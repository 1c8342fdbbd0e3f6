package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.IncomingMessage;
import com.inboxapp.sdk.rx.Keywords;
import com.inboxapp.sdk.rx.MessageRouter;
import com.inboxapp.sdk.rx.RoutingResult;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import java.io.PrintStream;

/** Implements the guide's recipe "Sales vs Support Routing". */
final class RouteMessages {
    private RouteMessages() {}

    private static final AccountLinkId SALES = AccountLinkId.of("acc_abc123");
    private static final AccountRef SUPPORT = AccountRef.handle("acmesupport");

    static Flowable<RoutingResult> run(
            Accounts accounts, StateStore store, Flowable<IncomingMessage> messages, PrintStream out) {
        Keywords support = Keywords.anyOf("help", "issue", "problem", "not working", "bug");
        MessageRouter router = accounts.router()
                .when(
                        "support issue at sales",
                        incoming -> incoming.account().id().equals(SALES)
                                && support.matches(incoming.message().text()),
                        accounts.handOver(SUPPORT, "Hi! I'm from the support team. Let me help you with this issue."))
                .checkpoint(store, "router")
                .build();
        return router.route(messages).doOnNext(routed -> out.println(routed.outcome() + " " + routed.rule()));
    }
}
