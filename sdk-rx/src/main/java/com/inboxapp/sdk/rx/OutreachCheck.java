package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import io.reactivex.rxjava3.core.Maybe;
import org.jspecify.annotations.Nullable;

/** What keeps an outreach from writing to a prospect. */
final class OutreachCheck {
    /** Why it does not write, and the account that has the thread, if one is the reason. */
    record Found(Outcome outcome, @Nullable AccountLink account) {}

    private final Accounts accounts;
    private final OutreachLog log;

    OutreachCheck(Accounts accounts, OutreachLog log) {
        this.accounts = accounts;
        this.log = log;
    }

    /** What the log says, without a request; empty when the accounts have to be asked. */
    Maybe<Found> logged(PlatformUserId prospect) {
        return Maybe.defer(() -> switch (log.entry(prospect).state()) {
            case SENT -> Maybe.just(new Found(Outcome.SENT_EARLIER, null));
            case IN_DOUBT -> Maybe.just(new Found(Outcome.IN_DOUBT, null));
            case SETTLED, OPEN -> Maybe.empty();
        });
    }

    /** What the accounts say, if the log did not; empty when nothing keeps it from writing. */
    Maybe<Found> asked(PlatformUserId prospect) {
        return Maybe.defer(() -> {
            AccountLinkId tried = log.entry(prospect).account();
            return tried == null
                    ? accounts.findAnyThread(prospect)
                            .map(thread -> new Found(Outcome.HAS_THREAD, thread.accountLink()))
                    : afterAttempt(prospect, tried);
        });
    }

    /** If the account that may have written is not connected any more, nobody can tell whether it did. */
    private Maybe<Found> afterAttempt(PlatformUserId prospect, AccountLinkId tried) {
        return accounts.known(tried)
                .isEmpty()
                .flatMapMaybe(gone -> gone
                        ? Maybe.just(new Found(Outcome.IN_DOUBT, null))
                        : accounts.findAllThreads(prospect)
                                .toList()
                                .flatMapMaybe(threads -> threads.stream()
                                        .filter(thread ->
                                                thread.accountLink().id().equals(tried))
                                        .findFirst()
                                        .map(thread -> new Found(Outcome.SENT_EARLIER, thread.accountLink()))
                                        .or(() -> threads.stream()
                                                .findFirst()
                                                .map(thread -> new Found(Outcome.HAS_THREAD, thread.accountLink())))
                                        .map(Maybe::just)
                                        .orElseGet(Maybe::empty)));
    }

    /** For those that no account is left for: one whose earlier end is unknown stays in doubt. */
    Outcome withoutAccount(PlatformUserId prospect) {
        return log.entry(prospect).account() == null ? Outcome.NO_ACCOUNT : Outcome.IN_DOUBT;
    }
}
