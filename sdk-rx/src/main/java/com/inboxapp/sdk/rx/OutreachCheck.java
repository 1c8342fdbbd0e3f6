package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import io.reactivex.rxjava3.core.Maybe;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks whether an outreach may send a message to a prospect. */
final class OutreachCheck {
    /** The reason not to send, and the account whose thread is the reason, or null. */
    record Found(Outcome outcome, @Nullable AccountLink account) {}

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final OutreachLog log;

    OutreachCheck(RxInboxClient rx, Accounts accounts, OutreachLog log) {
        this.rx = rx;
        this.accounts = accounts;
        this.log = log;
    }

    /** Checks the log only, without a request; empty if the accounts must be checked. */
    Maybe<Found> logged(PlatformUserId prospect) {
        return Maybe.defer(() -> switch (log.entry(prospect).state()) {
            case SENT -> Maybe.just(new Found(Outcome.ALREADY_SENT, null));
            case UNCONFIRMED -> Maybe.just(new Found(Outcome.UNCONFIRMED, null));
            case UNCLEAR, SETTLED, OPEN -> Maybe.empty();
        });
    }

    /** Checks the accounts, for a message that the log does not decide; empty if it may be sent. */
    Maybe<Found> checkAccounts(OutreachMessage message) {
        return Maybe.defer(() -> {
            PlatformUserId prospect = message.prospect();
            OutreachLog.Entry entry = log.entry(prospect);
            AccountLinkId tried = entry.account();
            if (tried == null) {
                return accounts.findAnyThread(prospect)
                        .map(thread -> new Found(Outcome.THREAD_EXISTS, thread.accountLink()));
            }
            return entry.state() == OutreachLog.State.UNCLEAR ? unclear(message, tried) : afterAttempt(prospect, tried);
        });
    }

    /** Stays unconfirmed until the thread has a message with the exact text. */
    private Maybe<Found> unclear(OutreachMessage message, AccountLinkId tried) {
        return accounts.findAllThreads(message.prospect())
                .filter(thread -> thread.accountLink().id().equals(tried))
                .concatMapMaybe(thread -> rx.messages()
                        .all(thread.thread().id(), ListMessagesQuery.builder().build())
                        .filter(each -> each.text().equals(message.text()))
                        .firstElement()
                        .map(there -> new Found(Outcome.ALREADY_SENT, thread.accountLink())))
                .first(new Found(Outcome.UNCONFIRMED, null))
                .toMaybe();
    }

    /** If the account of the attempt is no longer connected, the attempt cannot be confirmed. */
    private Maybe<Found> afterAttempt(PlatformUserId prospect, AccountLinkId tried) {
        return accounts.known(tried)
                .isEmpty()
                .flatMapMaybe(isDisconnected -> isDisconnected
                        ? Maybe.just(new Found(Outcome.UNCONFIRMED, null))
                        : accounts.findAllThreads(prospect)
                                .toList()
                                .mapOptional(threads -> afterAttempt(threads, tried)));
    }

    /** Returns the thread with the account of the attempt, or any other thread. */
    private static Optional<Found> afterAttempt(List<AccountThread> threads, AccountLinkId tried) {
        return threads.stream()
                .map(AccountThread::accountLink)
                .map(account ->
                        new Found(account.id().equals(tried) ? Outcome.ALREADY_SENT : Outcome.THREAD_EXISTS, account))
                .min(Comparator.comparing(found -> found.outcome() != Outcome.ALREADY_SENT));
    }

    /** Returns the outcome of a message for which no account was left. */
    Outcome notTried(PlatformUserId prospect) {
        return orUnconfirmed(prospect, Outcome.NO_ACCOUNT);
    }

    /** Returns the outcome of a message whose check failed. */
    Outcome unchecked(PlatformUserId prospect) {
        return orUnconfirmed(prospect, Outcome.FAILED);
    }

    /** An earlier attempt stays unconfirmed until a check succeeds. */
    private Outcome orUnconfirmed(PlatformUserId prospect, Outcome outcome) {
        return log.entry(prospect).account() == null ? outcome : Outcome.UNCONFIRMED;
    }
}
