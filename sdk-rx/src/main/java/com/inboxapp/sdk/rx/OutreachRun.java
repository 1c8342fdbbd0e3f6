package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.Confirmation;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.InboxRateLimitException;
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

/** One run of an outreach: each account takes the next message from the queue when it may send. */
final class OutreachRun {
    private static final String OPERATION = "messages.quickSend";
    private static final int MAX_FAILURES = 3;
    private static final int MAX_SENDS = 3;
    /**
     * The deadline of a send, instead of the client's: another run can confirm an interrupted send after this deadline
     * and the settle time.
     */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final OutreachLog log;
    private final OutreachCheck check;
    private final Lease lease;
    private final Duration settled;
    private final Queue<OutreachMessage> queue = new ConcurrentLinkedQueue<>();
    private final List<Sender> workers;
    private final ConcurrencyLimiter limiter;

    private OutreachRun(RxInboxClient rx, Accounts accounts, OutreachLog log, Lease lease, List<AccountLink> senders) {
        this.rx = rx;
        this.accounts = accounts;
        this.log = log;
        this.check = new OutreachCheck(rx, accounts, log);
        this.lease = lease;
        this.settled = DEADLINE.plus(rx.client().confirmed().settleTime());
        this.workers = senders.stream().map(Sender::new).toList();
        this.limiter = new ConcurrencyLimiter(accounts.options().maxConcurrency());
    }

    /** Returns a run, to be subscribed to once. Fails while another run with the same log is active. */
    static Flowable<OutreachResult> of(
            RxInboxClient rx,
            Accounts accounts,
            OutreachLog log,
            List<OutreachMessage> messages,
            List<AccountLink> senders) {
        return Flowable.defer(() -> {
            Lease lease = log.lease()
                    .orElseThrow(() -> new IllegalStateException(
                            log + " is already running: wait until it ends, or dispose of it first"));
            return new OutreachRun(rx, accounts, log, lease, senders)
                    .results(messages)
                    .doOnTerminate(lease::release)
                    .doOnCancel(lease::release);
        });
    }

    private Flowable<OutreachResult> results(List<OutreachMessage> messages) {
        AccountFailures failures = new AccountFailures(accounts.options().failFast());
        Flowable<OutreachResult> sending = Flowable.fromIterable(workers)
                .flatMap(
                        worker -> failures.endOnFailure(new PageFlowable<>(() -> worker, 0)), false, workers.size(), 1);
        return Flowable.concat(
                // logged results need neither an account nor a wait
                Flowable.fromIterable(messages).concatMapMaybe(this::logged, 1),
                failures.whole(sending).doOnRequest(limiter::request),
                Flowable.fromIterable(queue).map(message -> result(message, check.notTried(message.prospect()))));
    }

    private Maybe<OutreachResult> logged(OutreachMessage message) {
        return check.logged(message.prospect())
                .map(found -> result(message, found.outcome()))
                .doOnComplete(() -> queue.add(message));
    }

    private static OutreachResult result(OutreachMessage message, Outcome outcome) {
        return result(message, outcome, null, null);
    }

    private static OutreachResult result(
            OutreachMessage message, Outcome outcome, @Nullable AccountLink account, @Nullable Throwable failure) {
        return new OutreachResult(message, outcome, account, null, failure);
    }

    /** Sends the messages of one account. */
    private final class Sender implements PageFlowable.Pages<Optional<OutreachResult>, OutreachResult> {
        private final AccountLink account;
        private final PollDelay waiting = new PollDelay(rx.client(), OPERATION);
        private int failuresInARow;
        private boolean finished;

        Sender(AccountLink account) {
            this.account = account;
        }

        @Override
        public boolean isOver() {
            return finished;
        }

        /** Returns the result of the next message; empty if there is none, or this account may not send yet. */
        @Override
        public Single<Optional<OutreachResult>> next() {
            Duration wait = queue.isEmpty() ? Duration.ZERO : SendCapacity.untilFree(rx.client(), account);
            return wait.isZero()
                    ? limiter.acquire().andThen(Single.defer(this::processNext))
                    : waiting.await(wait).toSingleDefault(Optional.empty());
        }

        private Single<Optional<OutreachResult>> processNext() {
            OutreachMessage message = queue.poll();
            if (queue.isEmpty()) {
                limiter.noWorkLeft();
                workers.forEach(worker -> worker.waiting.wake());
            }
            if (message == null) {
                finished = true;
                return Single.just(Optional.empty());
            }
            return process(message).map(Optional::of).doFinally(limiter::release);
        }

        @Override
        public List<OutreachResult> accept(Optional<OutreachResult> answer) {
            if (failuresInARow == MAX_FAILURES) {
                finished = true;
            }
            return answer.stream().toList();
        }

        private Single<OutreachResult> process(OutreachMessage message) {
            return check.checkAccounts(message).materialize().flatMap(end -> {
                if (end.getError() != null) {
                    return failureResult(message, check.unchecked(message.prospect()), null, end.getError());
                }
                OutreachCheck.Found found = end.getValue();
                if (found == null) {
                    return sendAndLog(message);
                }
                if (found.outcome() == Outcome.ALREADY_SENT) {
                    log.foundSent(message.prospect());
                }
                return Single.just(result(message, found.outcome(), found.account(), null));
            });
        }

        private Single<OutreachResult> sendAndLog(OutreachMessage message) {
            return send(message, MAX_SENDS).materialize().flatMap(end -> {
                MessageId sent = end.getValue();
                if (sent != null) {
                    failuresInARow = 0;
                    log.sent(message.prospect(), sent);
                    return Single.just(new OutreachResult(message, Outcome.SENT, account, sent, null));
                }
                failuresInARow++;
                Throwable failure = Objects.requireNonNull(end.getError());
                if (failure instanceof InboxUnconfirmedException) {
                    return failureResult(message, Outcome.UNCONFIRMED, account, failure);
                }
                if (failure instanceof InboxException) {
                    log.failed(message.prospect());
                }
                return failureResult(message, Outcome.FAILED, account, failure);
            });
        }

        /**
         * Sends a message, and sends it again only if it is confirmed as not sent. If the client's rate limiter
         * rejected the call, nothing was sent, and it waits and sends again.
         */
        private Single<MessageId> send(OutreachMessage message, int sends) {
            return sendOnce(message).onErrorResumeNext(failure -> {
                if (failure instanceof InboxRateLimitException rateLimited) {
                    Duration wait = rateLimited.requiredWait();
                    Duration pause = wait.compareTo(MIN_WAIT) > 0 ? wait : MIN_WAIT;
                    return Futures.maybe(() -> rx.client().pause(OPERATION, pause))
                            .ignoreElement()
                            .andThen(send(message, sends));
                }
                return failure instanceof InboxUnconfirmedException unconfirmed
                        ? confirm(message, unconfirmed, sends)
                        : Single.error(failure);
            });
        }

        private Single<MessageId> sendOnce(OutreachMessage message) {
            return Single.defer(() -> {
                // before the request: after a crash, the next run must confirm this send before it sends again
                if (!lease.whileHeld(() -> log.sending(message.prospect(), account, settled))) {
                    return Single.never(); // disposed of
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

        private Single<MessageId> confirm(OutreachMessage message, InboxUnconfirmedException unconfirmed, int sends) {
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

        /** A failure that concerns all messages ends the run. */
        private Single<OutreachResult> failureResult(
                OutreachMessage message, Outcome outcome, @Nullable AccountLink from, Throwable failure) {
            return AccountFailures.concernsAll(failure) || accounts.options().failFast()
                    ? Single.error(failure)
                    : Single.just(result(message, outcome, from, failure));
        }
    }
}
