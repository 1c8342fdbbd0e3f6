package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountException.Reason;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.OutreachPlan.Planned;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sends first messages to a list of prospects, spread over accounts: the guide's "Message sending limits apply per account. Spread outreach
 * across accounts if needed".
 *
 * <pre>{@code
 * Outreach outreach = accounts.outreach()
 *     .to(PlatformUserId.of("555555555"), "Hi Jordan! ..")
 *     .build(FileJournal.open(path), "spring");
 * outreach.plan().blockingGet();                    // a dry run
 * outreach.run().blockingForEach(result -> ..);
 * }</pre>
 *
 * <p>Each account takes the next message as soon as it may send, so that one with more left of its limit sends more. A prospect who has a thread
 * with any account is left alone. Nobody is written to twice: the journal is written before and after each send, another run of the same name
 * goes on where the one before it stopped, and a send whose answer is lost is looked for before it is repeated. That a message can be seen
 * when the settle time is over ({@link com.inboxapp.sdk.InboxClient.Builder#settleTime}) is what it relies on.
 */
public final class Outreach {
    private final RxInboxClient rx;
    private final Accounts accounts;
    private final List<OutreachMessage> messages;
    private final List<AccountRef> from;
    private final OutreachLog log;

    private Outreach(Builder builder, Journal journal, String name) {
        this.rx = builder.rx;
        this.accounts = builder.accounts;
        this.messages = List.copyOf(builder.messages.values());
        this.from = List.copyOf(builder.from);
        this.log = new OutreachLog(journal, name, rx.time());
    }

    /**
     * What {@link #run} would do now, without sending anything.
     *
     * <p><b>Scheduler:</b> threads of the client. <b>Error handling:</b> the failure of a check fails the whole. <b>Requests:</b> one for each prospect, as for {@link
     * Accounts#findAnyThread(PlatformUserId)}, except for those that the journal has as sent; the list of accounts unless it is kept.
     *
     * @return the plan
     */
    public Single<OutreachPlan> plan() {
        return senders().flatMap(senders -> {
            SendCapacity capacity = SendCapacity.now(rx.client(), senders);
            AccountFailures failures = new AccountFailures(true);
            return failures.whole(Flowable.fromIterable(messages)
                            .concatMapEager(
                                    message -> failures.ending(forecast(message).toFlowable()),
                                    accounts.options().concurrency(),
                                    1))
                    .map(planned ->
                            planned.outcome() == Outcome.SENT ? placed(planned.message(), capacity.next()) : planned)
                    .toList()
                    .map(all -> new OutreachPlan(
                            all,
                            all.stream()
                                    .map(Planned::after)
                                    .max(Duration::compareTo)
                                    .orElse(Duration.ZERO)));
        });
    }

    private static Planned placed(OutreachMessage message, SendCapacity.Slot slot) {
        return new Planned(message, Outcome.SENT, slot.account(), slot.after());
    }

    private Single<Planned> forecast(OutreachMessage message) {
        OutreachCheck check = new OutreachCheck(rx, accounts, log);
        return check.logged(message.prospect())
                .switchIfEmpty(check.asked(message))
                .map(found -> new Planned(message, found.outcome(), found.account(), Duration.ZERO))
                .defaultIfEmpty(new Planned(message, Outcome.SENT, null, Duration.ZERO));
    }

    /**
     * Sends what is left to send, and reports each message as it comes to its end.
     *
     * <p>What the journal has comes first; of the rest, each account takes the next message as soon as it may send. A send has two minutes,
     * whatever the deadline of the client's calls. One whose answer is lost is looked for in its thread, as {@link
     * com.inboxapp.sdk.ConfirmedSends#confirm} does, and sent again, twice at most, when it is known not to be there.
     * When the thread has a message that may be this one, but need not, nothing is sent, and it stays in doubt until a run finds the
     * message itself.
     *
     * <p><b>Backpressure:</b> a message is begun when a result is asked for, {@link AccountsOptions#concurrency()} of them at once at most.
     * <b>Scheduler:</b> threads of the client. <b>Error handling:</b> what fails for a message is its result, and so is a check that failed
     * because one of the accounts did not answer: who may have a thread already is not written to. An account whose sends fail three times in a
     * row is given up, and the others do its part. The stream fails when no account can send, the journal fails, this outreach is
     * running already ({@link IllegalStateException}), or the client is closed; with {@code failFast}, with the first failure. Disposing ends
     * sends that are under way; they are in doubt then. <b>Requests:</b> for each message that the journal does not have one to find a thread,
     * as for {@link Accounts#findAnyThread(PlatformUserId)}, and one to send; more only when the answer is lost, or an earlier run was
     * cut off in it. All of them are paced by the client.
     *
     * @return a result for each message
     */
    public Flowable<OutreachResult> run() {
        return senders().flatMapPublisher(senders -> OutreachRun.of(rx, accounts, log, messages, senders));
    }

    /** The accounts to send from. One that cannot is left out, unless it was asked for. */
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

    /** Messages, and the accounts to send them from. Not safe for use by several threads. */
    public static final class Builder {
        private final RxInboxClient rx;
        private final Accounts accounts;
        private final Map<PlatformUserId, OutreachMessage> messages = new LinkedHashMap<>();
        private final List<AccountRef> from = new ArrayList<>();

        Builder(RxInboxClient rx, Accounts accounts) {
            this.rx = rx;
            this.accounts = accounts;
        }

        /**
         * Adds a message.
         *
         * @param prospect X's id of the prospect
         * @param text what to write, at least one character
         * @return this
         * @throws IllegalArgumentException if the text is empty, has half of a surrogate pair in it, or the prospect is on the list already
         */
        public Builder to(PlatformUserId prospect, String text) {
            OutreachMessage message = new OutreachMessage(prospect, text);
            if (messages.putIfAbsent(prospect, message) != null) {
                throw new IllegalArgumentException("prospect " + prospect + " is on the list twice");
            }
            return this;
        }

        /**
         * Sends from these accounts only. Unless this is called, from all that are neither offline nor paused.
         *
         * @param refs by id, handle or purpose; one that is offline or paused is refused when the outreach begins
         * @return this
         */
        public Builder from(AccountRef... refs) {
            for (AccountRef ref : Objects.requireNonNull(refs, "refs")) {
                from.add(Objects.requireNonNull(ref, "ref"));
            }
            return this;
        }

        /**
         * The outreach.
         *
         * @param journal where it takes note of what it does
         * @param name tells it from other outreaches in the same journal; one of the same name goes on with it
         * @return the outreach; nothing is requested yet
         * @throws IllegalArgumentException if the name is blank, or there is no message
         */
        public Outreach build(Journal journal, String name) {
            Objects.requireNonNull(journal, "journal");
            if (Objects.requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("name must not be blank");
            }
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("an outreach needs at least one message");
            }
            return new Outreach(this, journal, name);
        }
    }
}
