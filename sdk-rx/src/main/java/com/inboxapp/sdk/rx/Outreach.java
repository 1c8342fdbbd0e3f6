package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountException.Reason;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachPlan.Planned;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends first messages to a list of prospects from several accounts: the guide's "Message sending limits apply per
 * account. Spread outreach across accounts if needed".
 *
 * <pre>{@code
 * Outreach outreach = accounts.outreach()
 *     .to(PlatformUserId.of("555555555"), "Hi Jordan! ..")
 *     .build(FileStateStore.open(path), "spring");
 * outreach.plan().blockingGet();                    // a dry run
 * outreach.run().blockingForEach(result -> ..);
 * }</pre>
 *
 * <p>Each account takes the next message as soon as it may send, so that an account with more of its limit left sends
 * more. A prospect who has a thread with any account is skipped. No prospect receives two messages: the state store is
 * written before and after each send, a run continues the earlier run with the same name, and an unconfirmed send is
 * looked for before it is retried. This relies on a sent message being visible after the settle time
 * ({@link com.inboxapp.sdk.InboxClient.Builder#settleTime}).
 */
public final class Outreach {
    private final RxInboxClient rx;
    private final Accounts accounts;
    private final List<OutreachMessage> messages;
    private final List<AccountRef> from;
    private final OutreachLog log;

    private Outreach(Builder builder, StateStore store, String name) {
        this.rx = builder.rx;
        this.accounts = builder.accounts;
        this.messages = List.copyOf(builder.messages.values());
        this.from = List.copyOf(builder.from);
        this.log = new OutreachLog(store, name, rx.time());
    }

    /**
     * Returns what {@link #run} would do now, without sending anything.
     *
     * <p><b>Scheduler:</b> threads of the client. <b>Error handling:</b> fails if a check fails. <b>Requests:</b> as
     * for {@link Accounts#findAnyThread(PlatformUserId)} for each prospect, except for those that are recorded as sent;
     * one for the list of accounts unless it is cached.
     *
     * @return the plan
     */
    public Single<OutreachPlan> plan() {
        return senders().flatMap(senders -> {
            SendCapacity capacity = SendCapacity.now(rx.client(), senders);
            AccountFailures failures = new AccountFailures(true);
            return failures.whole(Flowable.fromIterable(messages)
                            .concatMapEager(
                                    message -> failures.endOnFailure(
                                            forecast(message).toFlowable()),
                                    accounts.options().maxConcurrency(),
                                    1))
                    .map(planned ->
                            planned.outcome() == Outcome.SENT ? scheduled(planned.message(), capacity.next()) : planned)
                    .toList()
                    .map(all -> new OutreachPlan(
                            all,
                            all.stream()
                                    .map(Planned::after)
                                    .max(Duration::compareTo)
                                    .orElse(Duration.ZERO)));
        });
    }

    private static Planned scheduled(OutreachMessage message, SendCapacity.Slot slot) {
        return new Planned(message, Outcome.SENT, slot.account(), slot.after());
    }

    private Single<Planned> forecast(OutreachMessage message) {
        OutreachCheck check = new OutreachCheck(rx, accounts, log);
        return check.logged(message.prospect())
                .switchIfEmpty(check.checkAccounts(message))
                .map(found -> new Planned(message, found.outcome(), found.account(), Duration.ZERO))
                .defaultIfEmpty(new Planned(message, Outcome.SENT, null, Duration.ZERO));
    }

    /**
     * Sends the remaining messages, and emits a result when a message is done.
     *
     * <p>Messages that the state store records as done come first. Of the rest, each account takes the next message as
     * soon as it may send. A send has a deadline of two minutes, whatever the deadline of the client's calls. If its
     * response is lost, the message is looked for in its thread, as {@link com.inboxapp.sdk.ConfirmedSends#confirm}
     * does, and sent again, at most twice, once it is certain that it is not there. If the thread has a
     * message that may or may not be this one, nothing is sent, and the send stays unconfirmed until a run finds the
     * message itself.
     *
     * <p><b>Backpressure:</b> starts a message when a result is requested, at most
     * {@link AccountsOptions#maxConcurrency()} at a time. <b>Scheduler:</b> threads of the client. <b>Error handling:</b>
     * a failure for one message is reported in its result. This includes a check that failed because an account could
     * not be asked: a prospect who may already have a thread receives no message. An account whose sends fail three
     * times in a row is dropped, and the others take over. The stream fails if no account can send, the state store
     * fails, this outreach is already running ({@link IllegalStateException}), or the client is closed; with
     * {@code failFast}, with the first failure. Disposing cancels the sends in flight, which stay unconfirmed.
     * <b>Requests:</b> for each message that is not recorded as done, one to find a thread, as for
     * {@link Accounts#findAnyThread(PlatformUserId)}, and one to send; more only if the response is lost, or an earlier
     * run was interrupted during the message. All requests respect the client's rate limits.
     *
     * @return a result for each message
     */
    public Flowable<OutreachResult> run() {
        return senders().flatMapPublisher(senders -> OutreachRun.of(rx, accounts, log, messages, senders));
    }

    /**
     * Returns the accounts to send from. An account that cannot send is left out, or rejected if it was chosen
     * explicitly.
     */
    private Single<List<AccountLink>> senders() {
        if (!from.isEmpty()) {
            return Flowable.fromIterable(from)
                    .concatMapSingle(accounts::sending)
                    .distinct(AccountLink::id)
                    .toList();
        }
        return accounts.connected().map(directory -> {
            List<AccountLink> able = directory.accounts().stream()
                    .filter(AccountDirectory::canSend)
                    .toList();
            if (able.isEmpty()) {
                throw new InboxAccountException(
                        "messages.quickSend",
                        Reason.CANNOT_SEND,
                        "all of the team's accounts are offline or paused: " + directory
                                + ". Sign in to one again in the Inbox dashboard");
            }
            return able;
        });
    }

    /** Builder for {@link Outreach}. Not thread-safe. */
    public static final class Builder {
        private final RxInboxClient rx;
        private final Accounts accounts;
        private final Map<PlatformUserId, OutreachMessage> messages = new LinkedHashMap<>();
        private final List<AccountRef> from = new ArrayList<>();
        private @Nullable StateStore store;
        private String name = "";

        Builder(RxInboxClient rx, Accounts accounts) {
            this.rx = rx;
            this.accounts = accounts;
        }

        /**
         * Adds a message.
         *
         * @param prospect X's id of the prospect
         * @param text the text of the message, at least one character
         * @return this builder
         * @throws IllegalArgumentException if the text is empty or contains an unpaired surrogate, or the prospect
         *     is already on the list
         */
        public Builder to(PlatformUserId prospect, String text) {
            OutreachMessage message = new OutreachMessage(prospect, text);
            if (messages.putIfAbsent(prospect, message) != null) {
                throw new IllegalArgumentException("prospect " + prospect + " is on the list twice");
            }
            return this;
        }

        /**
         * Sends from these accounts only. The default is all accounts that are neither offline nor paused.
         *
         * @param refs the ids, handles or purposes of the accounts; an account that is offline or paused fails the
         *     run
         * @return this builder
         */
        public Builder from(AccountRef... refs) {
            for (AccountRef ref : Objects.requireNonNull(refs, "refs")) {
                from.add(Objects.requireNonNull(ref, "ref"));
            }
            return this;
        }

        /**
         * Sets where the outreach records its progress. Required.
         *
         * @param store the state store
         * @param name the name of the outreach, unique in the store; an outreach with the same name continues it
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder checkpoint(StateStore store, String name) {
            Objects.requireNonNull(store, "store");
            if (Objects.requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("name must not be blank");
            }
            this.store = store;
            this.name = name;
            return this;
        }

        /**
         * Builds the outreach.
         *
         * @return the outreach; nothing is requested yet
         * @throws IllegalStateException if there is no checkpoint or no message
         */
        public Outreach build() {
            if (store == null) {
                throw new IllegalStateException("checkpoint is required: an outreach must know whom it has written to");
            }
            if (messages.isEmpty()) {
                throw new IllegalStateException("an outreach needs at least one message");
            }
            return new Outreach(this, store, name);
        }
    }
}
