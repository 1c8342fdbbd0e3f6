package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One run of an outreach: each account takes the next message from the list when it may send. */
final class OutreachRun {
    private static final String OPERATION = "messages.quickSend";
    private static final int MOST_FAILURES = 3;

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final OutreachLog log;
    private final List<AccountLink> senders;
    private final Queue<OutreachMessage> left;
    private final List<Sender> workers;

    OutreachRun(
            RxInboxClient rx,
            Accounts accounts,
            OutreachLog log,
            List<OutreachMessage> messages,
            List<AccountLink> senders) {
        this.rx = rx;
        this.accounts = accounts;
        this.log = log;
        this.senders = senders;
        this.left = new ConcurrentLinkedQueue<>(messages);
        this.workers = senders.stream().map(Sender::new).toList();
    }

    Flowable<OutreachResult> results() {
        AccountFailures failures = new AccountFailures(accounts.options().failFast());
        return failures.whole(Flowable.fromIterable(workers)
                        .flatMap(
                                worker -> failures.ending(new PageFlowable<>(() -> worker, 0)),
                                false,
                                senders.size(),
                                1))
                .concatWith(
                        Flowable.fromIterable(left).map(message -> result(message, Outcome.NO_ACCOUNT, null, null)));
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
            if (!wait.isZero()) {
                return waiting.await(wait).toSingleDefault(Optional.empty());
            }
            OutreachMessage message = left.poll();
            if (message == null) {
                over = true;
                workers.forEach(worker -> worker.waiting.wake());
                return Single.just(Optional.empty());
            }
            return handled(message).map(Optional::of);
        }

        @Override
        public List<OutreachResult> accept(Optional<OutreachResult> answer) {
            if (failuresInARow == MOST_FAILURES) {
                over = true;
            }
            return answer.stream().toList();
        }

        private Single<OutreachResult> handled(OutreachMessage message) {
            return Single.defer(() -> switch (log.state(message.prospect())) {
                case SENT -> Single.just(result(message, Outcome.SENT_EARLIER, null, null));
                case IN_DOUBT -> Single.just(result(message, Outcome.IN_DOUBT, null, null));
                case SETTLED -> checked(message, Outcome.SENT_EARLIER);
                case OPEN -> checked(message, Outcome.HAS_THREAD);
            });
        }

        private Single<OutreachResult> checked(OutreachMessage message, Outcome ifThereIsAThread) {
            return accounts.findAnyThread(message.prospect()).materialize().flatMap(found -> {
                if (found.getError() != null) {
                    return failed(message, null, found.getError());
                }
                if (found.getValue() == null) {
                    return sent(message);
                }
                if (ifThereIsAThread == Outcome.SENT_EARLIER) {
                    log.foundSent(message.prospect());
                }
                return Single.just(
                        result(message, ifThereIsAThread, found.getValue().accountLink(), null));
            });
        }

        private Single<OutreachResult> sent(OutreachMessage message) {
            // before the request: a program that ends in it must not send again before it has looked
            log.sending(message.prospect(), account);
            return send(message).materialize().flatMap(end -> {
                SentMessage sent = end.getValue();
                if (sent != null) {
                    failuresInARow = 0;
                    log.sent(message.prospect(), sent.message().id());
                    return Single.just(new OutreachResult(
                            message, Outcome.SENT, account, sent.message().id(), null));
                }
                failuresInARow++;
                Throwable failure = Objects.requireNonNull(end.getError());
                if (failure instanceof InboxUnconfirmedException) {
                    return Single.just(result(message, Outcome.IN_DOUBT, account, failure));
                }
                log.failed(message.prospect());
                return failed(message, account, failure);
            });
        }

        private Single<SentMessage> send(OutreachMessage message) {
            return Single.create(emitter -> {
                CompletableFuture<SentMessage> send = rx.client()
                        .confirmed()
                        .quickSendAsync(QuickSendRequest.builder()
                                .accountLinkId(account.id())
                                .prospectPlatformId(message.prospect())
                                .text(message.text())
                                .build());
                emitter.setCancellable(() -> send.cancel(true));
                var unused = send.whenComplete((sent, failure) -> {
                    if (failure == null) {
                        emitter.onSuccess(sent);
                    } else {
                        emitter.tryOnError(failure);
                    }
                });
            });
        }

        /** What concerns all messages ends the run. */
        private Single<OutreachResult> failed(OutreachMessage message, @Nullable AccountLink from, Throwable failure) {
            boolean concernsAll = !(failure instanceof InboxException)
                    || failure instanceof InboxClosedException
                    || failure instanceof InboxAccountException;
            return concernsAll || accounts.options().failFast()
                    ? Single.error(failure)
                    : Single.just(result(message, Outcome.FAILED, from, failure));
        }
    }
}
