package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.rx.Routed.Outcome;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.exceptions.CompositeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does something about incoming messages by ordered rules, of which the first that matches wins: the guide's "Sales vs Support Routing".
 *
 * <pre>{@code
 * Keywords support = Keywords.anyOf("help", "issue", "problem", "not working", "bug");
 * MessageRouter router = accounts.router()
 *     .when("support issue at sales",
 *         m -> m.account().id().equals(SALES) && support.isIn(m.message().text()),
 *         accounts.handOver(AccountRef.handle("acme_support"), "Hi! I'm from the support team. Let me help you with this issue."))
 *     .journal(journal)
 *     .build();
 * router.route(incoming).subscribe(..);
 * }</pre>
 *
 * <p>Nothing is ever done about the team's own messages, also not about those that one of its accounts writes to another one: two routers
 * would answer each other for ever. Each message is routed once, also across restarts when the router has a journal. Safe for use by many
 * threads.
 */
public final class MessageRouter {
    private static final String BEGUN = "begun ";
    private static final String DONE = "done ";
    private static final String FAILED = "failed ";

    private record Rule(
            String name, Predicate<IncomingMessage> condition, Function<IncomingMessage, Completable> action) {}

    private final Accounts accounts;
    private final List<Rule> rules;
    private final Journal journal;

    private MessageRouter(Builder builder) {
        this.accounts = builder.accounts;
        this.rules = List.copyOf(builder.rules);
        this.journal = builder.journal == null ? new RecentJournal() : builder.journal;
    }

    /**
     * Routes messages one after the other. A message whose action fails does not keep the others from being routed.
     *
     * <p><b>Backpressure:</b> asks for a message when the one before it is done. <b>Scheduler:</b> rules and actions run in the thread that the message
     * comes in, or in one of the client. <b>Error handling:</b> ends with the failure of the messages,
     * a journal that cannot be written, or the list of accounts that cannot be read. <b>Requests:</b> those of the actions, and the list of
     * accounts unless it is kept.
     *
     * @param messages for instance those of a watch
     * @return what became of each
     */
    public Flowable<Routed> route(Flowable<IncomingMessage> messages) {
        return Objects.requireNonNull(messages, "messages").concatMapSingle(this::route, 1);
    }

    /**
     * Routes a message.
     *
     * <p>Disposing while the action is under way leaves the message in doubt. <b>Scheduler:</b> rules and the action run in the thread that
     * subscribes, or in one of the client. <b>Error handling:</b> if the action fails, that is the outcome, and not the failure of the stream, which a journal
     * that cannot be written is, or a list of accounts that cannot be read. <b>Requests:</b> those of the action, and the list of accounts unless it is kept.
     *
     * @param incoming the message
     * @return what became of it
     */
    public Single<Routed> route(IncomingMessage incoming) {
        Objects.requireNonNull(incoming, "incoming");
        return accounts.connected().flatMap(directory -> {
            if (!incoming.isInbound()
                    || directory.isOwn(incoming.thread().prospect().platformId())) {
                return Single.just(new Routed(incoming, Outcome.OWN_MESSAGE, null, null));
            }
            return once(incoming);
        });
    }

    private Single<Routed> once(IncomingMessage incoming) {
        String key = "routed " + incoming.message().id();
        return Single.defer(() -> {
            Claim claim = Claim.of(journal, key).orElse(null);
            return claim == null
                    ? Single.just(new Routed(incoming, Outcome.ALREADY_ROUTED, null, null))
                    // not deferred: it can be disposed of while rules are looked at
                    : Single.just(claim)
                            .flatMap(held -> decided(incoming, key, held))
                            // before the outcome is told: whoever hears of a failure may route the message again at
                            // once
                            .doOnTerminate(claim::release)
                            .doOnDispose(claim::release);
        });
    }

    private Single<Routed> decided(IncomingMessage incoming, String key, Claim claim) {
        String known = journal.read(key).orElse("");
        if (known.startsWith(DONE)) {
            return Single.just(new Routed(incoming, Outcome.ALREADY_ROUTED, known.substring(DONE.length()), null));
        }
        if (known.startsWith(BEGUN)) {
            return Single.just(new Routed(incoming, Outcome.IN_DOUBT, known.substring(BEGUN.length()), null));
        }
        for (Rule rule : rules) {
            boolean matches;
            try {
                matches = rule.condition.test(incoming);
            } catch (Throwable e) {
                return Single.just(new Routed(incoming, Outcome.FAILED, rule.name, e));
            }
            if (matches) {
                return act(incoming, key, rule, claim);
            }
        }
        return Single.just(new Routed(incoming, Outcome.NO_RULE, null, null));
    }

    private Single<Routed> act(IncomingMessage incoming, String key, Rule rule, Claim claim) {
        // before the action: a program that ends in it must not do it again
        if (!claim.whileHeld(() -> journal.write(key, BEGUN + rule.name))) {
            return Single.never(); // disposed of: nobody hears of it
        }
        return Guarded.work(() -> rule.action.apply(incoming)).materialize().map(end -> {
            Throwable failure = end.getError();
            if (failure == null) {
                journal.write(key, DONE + rule.name);
                return new Routed(incoming, Outcome.DONE, rule.name, null);
            }
            if (isUnconfirmed(failure)) {
                return new Routed(incoming, Outcome.IN_DOUBT, rule.name, failure);
            }
            journal.write(key, FAILED + rule.name);
            return new Routed(incoming, Outcome.FAILED, rule.name, failure);
        });
    }

    /** An action may have wrapped it, or merged it with others. */
    private static boolean isUnconfirmed(@Nullable Throwable failure) {
        if (failure instanceof CompositeException several) {
            return several.getExceptions().stream().anyMatch(MessageRouter::isUnconfirmed);
        }
        return failure instanceof InboxUnconfirmedException
                || (failure != null && failure.getCause() != failure && isUnconfirmed(failure.getCause()));
    }

    /** Rules, in the order in which they are added. Not safe for use by several threads. */
    public static final class Builder {
        private final Accounts accounts;
        private final List<Rule> rules = new ArrayList<>();
        private @Nullable Journal journal;

        Builder(Accounts accounts) {
            this.accounts = accounts;
        }

        /**
         * Does something about messages of which something is true.
         *
         * @param rule the rule's name, for reports and the journal
         * @param condition what has to be true; what it throws is reported as the message's failure
         * @param action what to do. It is begun once for a message; only if it fails, and not with an InboxUnconfirmedException, it may be done
         *     again from its start: let what must not be done twice, such as a send, be its last step
         * @return this
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder when(
                String rule, Predicate<IncomingMessage> condition, Function<IncomingMessage, Completable> action) {
            String name = Objects.requireNonNull(rule, "rule");
            if (name.isBlank() || rules.stream().anyMatch(known -> known.name.equals(name))) {
                throw new IllegalArgumentException("a rule needs a name of its own: \"" + name + "\"");
            }
            rules.add(new Rule(
                    name, Objects.requireNonNull(condition, "condition"), Objects.requireNonNull(action, "action")));
            return this;
        }

        /**
         * Does something about messages with any of these words in them.
         *
         * @param rule the rule's name, for reports and the journal
         * @param keywords the words
         * @param action what to do
         * @return this
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder whenKeywords(String rule, Keywords keywords, Function<IncomingMessage, Completable> action) {
            Objects.requireNonNull(keywords, "keywords");
            return when(rule, incoming -> keywords.isIn(incoming.message().text()), action);
        }

        /**
         * Remembers across restarts what was routed. Without it, the newest 100,000 messages are remembered, in memory.
         *
         * @param store where
         * @return this
         */
        public Builder journal(Journal store) {
            this.journal = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * The router.
         *
         * @return a router with these rules
         * @throws IllegalStateException if there are none
         */
        public MessageRouter build() {
            if (rules.isEmpty()) {
                throw new IllegalStateException("a router needs at least one rule");
            }
            return new MessageRouter(this);
        }
    }
}
