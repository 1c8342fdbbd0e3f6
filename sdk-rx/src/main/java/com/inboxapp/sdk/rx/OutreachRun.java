package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.Confirmation;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.InboxThrottledException;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One run of an outreach: each account takes the next message from the list when it may send. */
final class OutreachRun {
    private static final String OPERATION = "messages.quickSend";
    private static final int MOST_FAILURES = 3;
    private static final int MOST_SENDS = 3;
    /** Of a send, instead of the client's: it, and the settle time after it, is when another run can see what a send did that was cut off. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final OutreachLog log;
    private final OutreachCheck check;
    private final Claim claim;
    private final Duration settled;
    private final Queue<OutreachMessage> left = new ConcurrentLinkedQueue<>();
    private final List<Sender> workers;
    private final Turns turns;

    private OutreachRun(RxInboxClient rx, Accounts accounts, OutreachLog log, Claim claim, List<AccountLink> senders) {
        this.rx = rx;
        this.accounts = accounts;
        this.log = log;
        this.check = new OutreachCheck(rx, accounts, log);
        this.claim = claim;
        this.settled = DEADLINE.plus(rx.client().confirmed().settleTime());
        this.workers = senders.stream().map(Sender::new).toList();
        this.turns = new Turns(accounts.options().concurrency());
    }

    /** A run, to be subscribed to once; fails while another one of the same log is under way. */
    static Flowable<OutreachResult> of(
            RxInboxClient rx,
            Accounts accounts,
            OutreachLog log,
            List<OutreachMessage> messages,
            List<AccountLink> senders) {
        return Flowable.defer(() -> {
            Claim claim = log.claim()
                    .orElseThrow(() -> new IllegalStateException(
                            log + " is running already: wait for its end, or dispose of it first"));
            return new OutreachRun(rx, accounts, log, claim, senders)
                    .results(messages)
                    .doOnTerminate(claim::release)
                    .doOnCancel(claim::release);
        });
    }

    private Flowable<OutreachResult> results(List<OutreachMessage> messages) {
        AccountFailures failures = new AccountFailures(accounts.options().failFast());
        Flowable<OutreachResult> sending = Flowable.fromIterable(workers)
                .flatMap(worker -> failures.ending(new PageFlowable<>(() -> worker, 0)), false, workers.size(), 1);
        return Flowable.concat(
                // what the log has needs neither an account nor a wait
                Flowable.fromIterable(messages).concatMapMaybe(this::logged, 1),
                failures.whole(sending).doOnRequest(turns::request),
                Flowable.fromIterable(left).map(message -> result(message, check.notTried(message.prospect()))));
    }

    private Maybe<OutreachResult> logged(OutreachMessage message) {
        return check.logged(message.prospect())
                .map(found -> result(message, found.outcome()))
                .doOnComplete(() -> left.add(message));
    }

    private static OutreachResult result(OutreachMessage message, Outcome outcome) {
        return result(message, outcome, null, null);
    }

    private static OutreachResult result(
            OutreachMessage message, Outcome outcome, @Nullable AccountLink account, @Nullable Throwable failure) {
        return new OutreachResult(message, outcome, account, null, failure);
    }

    /** One account at work. */
    private final class Sender implements PageFlowable.Pages<Optional<OutreachResult>, OutreachResult> {
        private final AccountLink account;
        private final Waiting waiting = new Waiting(rx.client(), OPERATION);
        private int failuresInARow;
        private boolean over;

        Sender(AccountLink account) {
            this.account = account;
        }

        @Override
        public boolean isOver() {
            return over;
        }

        /** The result of the next message; empty when there is none, or it is not yet this account's turn. */
        @Override
        public Single<Optional<OutreachResult>> next() {
            Duration wait = left.isEmpty() ? Duration.ZERO : SendCapacity.untilFree(rx.client(), account);
            return wait.isZero()
                    ? turns.take().andThen(Single.defer(this::turn))
                    : waiting.await(wait).toSingleDefault(Optional.empty());
        }

        private Single<Optional<OutreachResult>> turn() {
            OutreachMessage message = left.poll();
            if (left.isEmpty()) {
                turns.noWorkLeft();
                workers.forEach(worker -> worker.waiting.wake());
            }
            if (message == null) {
                over = true;
                return Single.just(Optional.empty());
            }
            return handled(message).map(Optional::of).doFinally(turns::over);
        }

        @Override
        public List<OutreachResult> accept(Optional<OutreachResult> answer) {
            if (failuresInARow == MOST_FAILURES) {
                over = true;
            }
            return answer.stream().toList();
        }

        private Single<OutreachResult> handled(OutreachMessage message) {
            return check.asked(message).materialize().flatMap(end -> {
                if (end.getError() != null) {
                    return failed(message, check.unasked(message.prospect()), null, end.getError());
                }
                OutreachCheck.Found found = end.getValue();
                if (found == null) {
                    return sent(message);
                }
                if (found.outcome() == Outcome.SENT_EARLIER) {
                    log.foundSent(message.prospect());
                }
                return Single.just(result(message, found.outcome(), found.account(), null));
            });
        }

        private Single<OutreachResult> sent(OutreachMessage message) {
            return send(message, MOST_SENDS).materialize().flatMap(end -> {
                MessageId sent = end.getValue();
                if (sent != null) {
                    failuresInARow = 0;
                    log.sent(message.prospect(), sent);
                    return Single.just(new OutreachResult(message, Outcome.SENT, account, sent, null));
                }
                failuresInARow++;
                Throwable failure = Objects.requireNonNull(end.getError());
                if (failure instanceof InboxUnconfirmedException) {
                    return failed(message, Outcome.IN_DOUBT, account, failure);
                }
                if (failure instanceof InboxException) {
                    log.failed(message.prospect());
                }
                return failed(message, Outcome.FAILED, account, failure);
            });
        }

        /** Sends, and sends once more only what is known not to be there. What the client did not find the time for is not sent, and waits. */
        private Single<MessageId> send(OutreachMessage message, int sends) {
            return once(message).onErrorResumeNext(failure -> {
                if (failure instanceof InboxThrottledException throttled) {
                    Duration wait = throttled.neededWait();
                    Duration pause = wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT;
                    return Futures.maybe(() -> rx.client().pause(OPERATION, pause))
                            .ignoreElement()
                            .andThen(send(message, sends));
                }
                return failure instanceof InboxUnconfirmedException unconfirmed
                        ? confirmed(message, unconfirmed, sends)
                        : Single.error(failure);
            });
        }

        private Single<MessageId> once(OutreachMessage message) {
            return Single.defer(() -> {
                // before the request: a program that ends in it must not send again before it has looked
                if (!claim.whileHeld(() -> log.sending(message.prospect(), account, settled))) {
                    return Single.never(); // disposed of: nobody hears of it
                }
                return Futures.maybe(() -> rx.client()
                                .messages()
                                .quickSend(QuickSendRequest.builder()
                                        .accountLinkId(account.id())
                                        .prospectPlatformId(message.prospect())
                                        .text(message.text())
                                        .build())
                                .with(CallOptions.deadline(DEADLINE))
                                .executeAsync())
                        .toSingle()
                        .map(sent -> sent.message().id());
            });
        }

        private Single<MessageId> confirmed(OutreachMessage message, InboxUnconfirmedException unconfirmed, int sends) {
            return Futures.maybe(() -> rx.client().confirmed().confirmAsync(unconfirmed))
                    .toSingle()
                    .onErrorResumeNext(problem -> {
                        unconfirmed.addSuppressed(problem);
                        return Single.error(unconfirmed);
                    })
                    .flatMap(confirmation -> {
                        if (confirmation instanceof Confirmation.Sent there) {
                            return Single.just(there.message().id());
                        }
                        if (confirmation instanceof Confirmation.Ambiguous) {
                            log.unclear(message.prospect(), account);
                            return Single.error(unconfirmed);
                        }
                        return sends > 1 ? send(message, sends - 1) : Single.error(unconfirmed);
                    });
        }

        /** What concerns all messages ends the run. */
        private Single<OutreachResult> failed(
                OutreachMessage message, Outcome outcome, @Nullable AccountLink from, Throwable failure) {
            return AccountFailures.concernsAll(failure) || accounts.options().failFast()
                    ? Single.error(failure)
                    : Single.just(result(message, outcome, from, failure));
        }
    }
}
