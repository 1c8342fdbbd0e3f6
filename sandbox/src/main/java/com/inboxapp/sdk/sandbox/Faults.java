package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a sandbox: which requests go wrong, and how. They can be added at any time, and strike requests that arrive
 * later.
 *
 * <pre>{@code
 * sandbox.faults().on("POST", "/threads/messages").nth(1, Fault.afterEffect());
 * }</pre>
 *
 * <p>Every rule has a count of its own: it counts the requests that it was added for, from the moment at which it was added,
 * whether or not another rule strikes them. When several rules would strike a request, the one added first does.
 *
 * <p>Requests are counted when their head was read. Faults strike whoever sends the request, with the right token or not.
 *
 * <p>Safe for use by many threads.
 */
public final class Faults {

    private static final System.Logger LOG = System.getLogger(Faults.class.getName());

    /** Decides about the n-th request of a rule. */
    private interface Choice {

        @Nullable
        Fault choose(long occurrence, Arrival arrival) throws IOException;
    }

    /** A rule with its count, which is guarded by the lock of the faults. */
    private static final class Rule {

        final @Nullable String operation;
        final Choice choice;
        long seen;

        Rule(@Nullable String operation, Choice choice) {
            this.operation = operation;
            this.choice = choice;
        }
    }

    private record Candidate(Choice choice, long occurrence) {}

    private final Routes routes;
    private final List<Rule> rules = new ArrayList<>();

    Faults(Routes routes) {
        this.routes = routes;
    }

    /**
     * The requests of one operation.
     *
     * @param method the HTTP method, {@code POST}
     * @param path the path below the base path, with placeholders in braces: {@code /threads/{threadId}/messages}
     * @throws IllegalArgumentException if the API has no such operation
     */
    public Requests on(String method, String path) {
        String operation = Routes.operation(method, path);
        if (!routes.operations().contains(operation)) {
            throw new IllegalArgumentException("the API has no operation " + method + " " + path
                    + "; write its path below /api/v1 with placeholders, like /threads/{threadId}/messages");
        }
        return new Requests(operation);
    }

    /** All requests, those of no operation included. */
    public Requests onEvery() {
        return new Requests(null);
    }

    /**
     * Adds the faults of a script, written in JSON; all of them, or none. The module's README has an example with all fields.
     *
     * @throws IllegalArgumentException for any mistake in it; the message says where
     */
    public void add(String json) {
        Faults draft = new Faults(routes);
        FaultScript.addTo(draft, Objects.requireNonNull(json, "json"));
        synchronized (this) {
            rules.addAll(draft.rules);
        }
    }

    /** Removes all faults. Late effects that are still to come do come. */
    public synchronized void clear() {
        rules.clear();
    }

    /** The requests that a fault is for. Every call adds a rule; the calls can be chained. */
    public final class Requests {

        private final @Nullable String operation;

        private Requests(@Nullable String operation) {
            this.operation = operation;
        }

        /**
         * The fault strikes the n-th of the requests.
         *
         * @param n 1 for the next one
         * @throws IllegalArgumentException if it is less than 1
         */
        public Requests nth(long n, Fault fault) {
            return between(n, n, fault);
        }

        /**
         * The fault strikes a range of the requests.
         *
         * @param first the number of the first, 1 for the next one
         * @param last the number of the last, not less than the first
         * @throws IllegalArgumentException if the numbers are others
         */
        public Requests between(long first, long last, Fault fault) {
            Objects.requireNonNull(fault, "fault");
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(
                        "requests are counted from 1, and there are none in " + first + ".." + last);
            }
            return add((occurrence, arrival) -> occurrence >= first && occurrence <= last ? fault : null);
        }

        /** The fault strikes all of the requests. */
        public Requests each(Fault fault) {
            return between(1, Long.MAX_VALUE, fault);
        }

        /**
         * One of the faults, picked at random, strikes some of the requests. With the same seed, a client that sends one
         * request after the other meets the same faults.
         *
         * @param probability how likely a request is struck, 0..1
         * @param random decides both; use one with a seed
         * @throws IllegalArgumentException if the probability is not in 0..1, or there is no fault
         */
        public Requests sometimes(double probability, Random random, Fault... faults) {
            Objects.requireNonNull(random, "random");
            List<Fault> choices = List.of(faults);
            if (!(probability >= 0 && probability <= 1) || choices.isEmpty()) {
                throw new IllegalArgumentException("give a probability in 0..1 and at least one fault");
            }
            return add((occurrence, arrival) -> {
                synchronized (random) {
                    return random.nextDouble() < probability ? choices.get(random.nextInt(choices.size())) : null;
                }
            });
        }

        /**
         * A function decides. It is called for one request at a time, when the whole request was read; {@link
         * Fault#unread()} then closes the connection on a body that was read. A request for which it fails is answered
         * with a 500 and has no effect.
         *
         * @param script gets the request, still {@link ReceivedRequest#UNANSWERED}, and returns its fault, or empty for none
         */
        public Requests decide(Function<ReceivedRequest, Optional<Fault>> script) {
            Objects.requireNonNull(script, "script");
            Object turn = new Object();
            return add((occurrence, arrival) -> {
                arrival.readBody();
                ReceivedRequest request = arrival.received(ReceivedRequest.UNANSWERED, null);
                synchronized (turn) {
                    return script.apply(request).orElse(null);
                }
            });
        }

        private Requests add(Choice choice) {
            synchronized (Faults.this) {
                rules.add(new Rule(operation, choice));
            }
            return this;
        }
    }

    /**
     * The fault that strikes a request, or null. Reads the body only for the sake of a script.
     *
     * @throws IOException if the body cannot be read
     */
    @Nullable
    Fault choose(Arrival arrival) throws IOException {
        for (Candidate candidate : count(arrival)) {
            try {
                Fault fault = candidate.choice().choose(candidate.occurrence(), arrival);
                if (fault != null) {
                    return fault;
                }
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a script of faults failed", e);
                return Fault.withoutEffect()
                        .answer(500, "text/plain; charset=utf-8", "The script of faults failed: " + e);
            }
        }
        return null;
    }

    /** Counts in one go, so that all rules see requests in the same order: one as its first is no other's second. */
    private synchronized List<Candidate> count(Arrival arrival) {
        List<Candidate> candidates = new ArrayList<>();
        String operation = rules.isEmpty() ? null : routes.operationOf(arrival);
        for (Rule rule : rules) {
            if (rule.operation == null || rule.operation.equals(operation)) {
                candidates.add(new Candidate(rule.choice, ++rule.seen));
            }
        }
        return candidates;
    }
}
