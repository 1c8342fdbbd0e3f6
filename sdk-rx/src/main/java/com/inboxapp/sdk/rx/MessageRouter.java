package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.rx.RoutingResult.Outcome;
import com.inboxapp.sdk.store.StateStore;
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
 * Runs actions for incoming messages by ordered rules: the guide's "Sales vs Support Routing". The first rule that
 * matches wins.
 *
 * <pre>{@code
 * Keywords support = Keywords.anyOf("help", "issue", "problem", "not working", "bug");
 * MessageRouter router = accounts.router()
 *     .when("support issue at sales",
 *         m -> m.account().id().equals(SALES) && support.matches(m.message().text()),
 *         accounts.handOver(AccountRef.handle("acme_support"), "Hi! I'm from the support team. Let me help you with this issue."))
 *     .checkpoint(store, "support")
 *     .build();
 * router.route(incoming).subscribe(..);
 * }</pre>
 *
 * <p>The team's own messages are never routed, including those that one of its accounts sends to another; otherwise two
 * routers would reply to each other forever. Each message is routed once, also across restarts if the router has a
 * state store. Thread-safe.
 */
public final class MessageRouter {
    /** How many routed messages a router without a checkpoint remembers. */
    static final int MAX_REMEMBERED = 100_000;

    private static final String STARTED = "begun ";
    private static final String DONE = "done ";
    private static final String FAILED = "failed ";

    private record Rule(
            String name, Predicate<IncomingMessage> condition, Function<IncomingMessage, Completable> action) {}

    private final Accounts accounts;
    private final List<Rule> rules;
    private final StateStore store;
    private final String name;

    private MessageRouter(Builder builder) {
        this.accounts = builder.accounts;
        this.rules = List.copyOf(builder.rules);
        this.store = builder.store == null ? StateStore.inMemory(MAX_REMEMBERED) : builder.store;
        this.name = builder.name;
    }

    /**
     * Routes messages one at a time. If the action for a message fails, the others are still routed.
     *
     * <p><b>Backpressure:</b> requests a message when the one before it is done. <b>Scheduler:</b> rules and actions
     * run on the thread that delivers the message, or on a thread of the client. <b>Error handling:</b> fails if the
     * source of the messages fails, the state store cannot be written, or the list of accounts cannot be read.
     * <b>Requests:</b> those of the actions, and one for the list of accounts unless it is cached.
     *
     * @param messages for instance those of a watch
     * @return the result for each message
     */
    public Flowable<RoutingResult> route(Flowable<IncomingMessage> messages) {
        return Objects.requireNonNull(messages, "messages").concatMapSingle(this::route, 1);
    }

    /**
     * Routes a message.
     *
     * <p>If you dispose of it while the action runs, the message stays unconfirmed. <b>Scheduler:</b> rules and the
     * action run on the subscribing thread, or on a thread of the client. <b>Error handling:</b> a failure of the
     * action is reported in the result. The stream itself fails only if the state store cannot be written, or the list
     * of accounts cannot be read. <b>Requests:</b> those of the action, and one for the list of accounts unless it is
     * cached.
     *
     * @param incoming the message
     * @return the result
     */
    public Single<RoutingResult> route(IncomingMessage incoming) {
        Objects.requireNonNull(incoming, "incoming");
        return accounts.connected().flatMap(directory -> {
            if (!incoming.isInbound()
                    || directory.isOwn(incoming.thread().prospect().platformId())) {
                return Single.just(new RoutingResult(incoming, Outcome.OWN_MESSAGE, null, null));
            }
            return once(incoming);
        });
    }

    private Single<RoutingResult> once(IncomingMessage incoming) {
        String key = "routed " + name + " " + incoming.message().id();
        return Single.defer(() -> {
            Lease lease = Lease.of(store, key).orElse(null);
            return lease == null
                    ? Single.just(new RoutingResult(incoming, Outcome.ALREADY_ROUTED, null, null))
                    // not deferred: it can be disposed of while the rules are evaluated
                    : Single.just(lease)
                            .flatMap(held -> decided(incoming, key, held))
                            // before the result is delivered: the subscriber may route the message again at once
                            .doOnTerminate(lease::release)
                            .doOnDispose(lease::release);
        });
    }

    private Single<RoutingResult> decided(IncomingMessage incoming, String key, Lease lease) {
        String known = store.read(key).orElse("");
        if (known.startsWith(DONE)) {
            return Single.just(
                    new RoutingResult(incoming, Outcome.ALREADY_ROUTED, known.substring(DONE.length()), null));
        }
        if (known.startsWith(STARTED)) {
            return Single.just(
                    new RoutingResult(incoming, Outcome.UNCONFIRMED, known.substring(STARTED.length()), null));
        }
        for (Rule rule : rules) {
            boolean matches;
            try {
                matches = rule.condition.test(incoming);
            } catch (Throwable e) {
                return Single.just(new RoutingResult(incoming, Outcome.FAILED, rule.name, e));
            }
            if (matches) {
                return act(incoming, key, rule, lease);
            }
        }
        return Single.just(new RoutingResult(incoming, Outcome.UNMATCHED, null, null));
    }

    private Single<RoutingResult> act(IncomingMessage incoming, String key, Rule rule, Lease lease) {
        // before the action: it must not run again after a restart
        if (!lease.whileHeld(() -> store.write(key, STARTED + rule.name))) {
            return Single.never(); // disposed of
        }
        return FatalErrorGuard.work(() -> rule.action.apply(incoming))
                .materialize()
                .map(end -> {
                    Throwable failure = end.getError();
                    if (failure == null) {
                        store.write(key, DONE + rule.name);
                        return new RoutingResult(incoming, Outcome.HANDLED, rule.name, null);
                    }
                    if (isUnconfirmed(failure)) {
                        return new RoutingResult(incoming, Outcome.UNCONFIRMED, rule.name, failure);
                    }
                    store.write(key, FAILED + rule.name);
                    return new RoutingResult(incoming, Outcome.FAILED, rule.name, failure);
                });
    }

    /**
     * Returns whether a failure is or contains an InboxUnconfirmedException: an action may wrap it, or merge it with
     * others.
     */
    private static boolean isUnconfirmed(@Nullable Throwable failure) {
        if (failure instanceof CompositeException several) {
            return several.getExceptions().stream().anyMatch(MessageRouter::isUnconfirmed);
        }
        return failure instanceof InboxUnconfirmedException
                || (failure != null && failure.getCause() != failure && isUnconfirmed(failure.getCause()));
    }

    /** Builder for {@link MessageRouter}. Rules apply in the order in which you add them. Not thread-safe. */
    public static final class Builder {
        private final Accounts accounts;
        private final List<Rule> rules = new ArrayList<>();
        private @Nullable StateStore store;
        private String name = "";

        Builder(Accounts accounts) {
            this.accounts = accounts;
        }

        /**
         * Adds a rule with a condition.
         *
         * @param rule the name of the rule, for results and the state store
         * @param condition the condition; an exception that it throws is reported as the failure of the message
         * @param action the action. It starts once for a message. It may run again from its start only if it failed
         *     with something other than an InboxUnconfirmedException: put a step that must not run twice, such as a
         *     send, last
         * @return this builder
         * @throws IllegalArgumentException if the name is blank or already used
         */
        public Builder when(
                String rule, Predicate<IncomingMessage> condition, Function<IncomingMessage, Completable> action) {
            String name = Objects.requireNonNull(rule, "rule");
            if (name.isBlank() || rules.stream().anyMatch(known -> known.name.equals(name))) {
                throw new IllegalArgumentException("rule must be a unique, non-blank name, but was \"" + name + "\"");
            }
            rules.add(new Rule(
                    name, Objects.requireNonNull(condition, "condition"), Objects.requireNonNull(action, "action")));
            return this;
        }

        /**
         * Adds a rule for messages that contain any of the keywords.
         *
         * @param rule the name of the rule, for results and the state store
         * @param keywords the keywords
         * @param action the action
         * @return this builder
         * @throws IllegalArgumentException if the name is blank or already used
         */
        public Builder whenKeywords(String rule, Keywords keywords, Function<IncomingMessage, Completable> action) {
            Objects.requireNonNull(keywords, "keywords");
            return when(rule, incoming -> keywords.matches(incoming.message().text()), action);
        }

        /**
         * Records the routed messages in a state store, so that each is routed once also across restarts. The default is a record of the
         * last 100,000 messages in memory.
         *
         * @param store the state store
         * @param name the name of the router, unique in the store; routers with the same store and name route each message once
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
         * Builds the router.
         *
         * @return a router with these rules
         * @throws IllegalStateException if there are no rules
         */
        public MessageRouter build() {
            if (rules.isEmpty()) {
                throw new IllegalStateException("a router needs at least one rule");
            }
            return new MessageRouter(this);
        }
    }
}
