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

/** What keeps an outreach from writing to a prospect. */
final class OutreachCheck {
    /** Why it does not write, and the account that has the thread, if one is the reason. */
    record Found(Outcome outcome, @Nullable AccountLink account) {}

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final OutreachLog log;

    OutreachCheck(RxInboxClient rx, Accounts accounts, OutreachLog log) {
        this.rx = rx;
        this.accounts = accounts;
        this.log = log;
    }

    /** What the log says, without a request; empty when the accounts have to be asked. */
    Maybe<Found> logged(PlatformUserId prospect) {
        return Maybe.defer(() -> switch (log.entry(prospect).state()) {
            case SENT -> Maybe.just(new Found(Outcome.SENT_EARLIER, null));
            case IN_DOUBT -> Maybe.just(new Found(Outcome.IN_DOUBT, null));
            case UNCLEAR, SETTLED, OPEN -> Maybe.empty();
        });
    }

    /** What the accounts say, if the log did not; empty when nothing keeps it from writing. */
    Maybe<Found> asked(OutreachMessage message) {
        return Maybe.defer(() -> {
            PlatformUserId prospect = message.prospect();
            OutreachLog.Entry entry = log.entry(prospect);
            AccountLinkId tried = entry.account();
            if (tried == null) {
                return accounts.findAnyThread(prospect)
                        .map(thread -> new Found(Outcome.HAS_THREAD, thread.accountLink()));
            }
            return entry.state() == OutreachLog.State.UNCLEAR ? unclear(message, tried) : afterAttempt(prospect, tried);
        });
    }

    /** In doubt until the thread has the message with its own text. */
    private Maybe<Found> unclear(OutreachMessage message, AccountLinkId tried) {
        return accounts.findAllThreads(message.prospect())
                .filter(thread -> thread.accountLink().id().equals(tried))
                .concatMapMaybe(thread -> rx.messages()
                        .all(thread.thread().id(), ListMessagesQuery.builder().build())
                        .filter(each -> each.text().equals(message.text()))
                        .firstElement()
                        .map(there -> new Found(Outcome.SENT_EARLIER, thread.accountLink())))
                .first(new Found(Outcome.IN_DOUBT, null))
                .toMaybe();
    }

    /** If the account that may have written is not connected any more, nobody can tell whether it did. */
    private Maybe<Found> afterAttempt(PlatformUserId prospect, AccountLinkId tried) {
        return accounts.known(tried)
                .isEmpty()
                .flatMapMaybe(gone -> gone
                        ? Maybe.just(new Found(Outcome.IN_DOUBT, null))
                        : accounts.findAllThreads(prospect)
                                .toList()
                                .mapOptional(threads -> afterAttempt(threads, tried)));
    }

    /** The thread with the account that was tried, or else any. */
    private static Optional<Found> afterAttempt(List<AccountThread> threads, AccountLinkId tried) {
        return threads.stream()
                .map(AccountThread::accountLink)
                .map(account ->
                        new Found(account.id().equals(tried) ? Outcome.SENT_EARLIER : Outcome.HAS_THREAD, account))
                .min(Comparator.comparing(found -> found.outcome() != Outcome.SENT_EARLIER));
    }

    /** What becomes of one that no account was left for. */
    Outcome notTried(PlatformUserId prospect) {
        return orInDoubt(prospect, Outcome.NO_ACCOUNT);
    }

    /** What becomes of one that the accounts could not be asked about. */
    Outcome unasked(PlatformUserId prospect) {
        return orInDoubt(prospect, Outcome.FAILED);
    }

    /** An attempt whose end is not known stays in doubt until somebody has looked. */
    private Outcome orInDoubt(PlatformUserId prospect, Outcome outcome) {
        return log.entry(prospect).account() == null ? outcome : Outcome.IN_DOUBT;
    }
}
