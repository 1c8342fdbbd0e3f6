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
 * The faults of a sandbox: rules that select requests and make them fail. Rules can be added at any time and apply to requests that arrive
 * later.
 *
 * <pre>{@code
 * sandbox.faults().on("POST", "/threads/messages").nth(1, Fault.afterEffect());
 * }</pre>
 *
 * <p>Each rule counts the requests that it selects, from the moment it was added, including those that another rule fails. If several rules
 * match a request, the one added first applies.
 *
 * <p>A request is counted when its head has been read. Faults apply to requests with an invalid token too.
 *
 * <p>Thread-safe.
 */
public final class Faults {

    private static final System.Logger LOG = System.getLogger(Faults.class.getName());

    /** Chooses the fault for the n-th request of a rule; null for none. */
    private interface Choice {

        @Nullable
        Fault choose(long occurrence, IncomingRequest incoming) throws IOException;
    }

    /** A rule and its count. The lock of {@link Faults} guards the count. */
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
     * Selects the requests of one operation.
     *
     * @param method the HTTP method, {@code POST}
     * @param path the path below the base path, with placeholders in braces: {@code /threads/{threadId}/messages}
     * @throws IllegalArgumentException if the API has no such operation
     */
    public Requests on(String method, String path) {
        String operation = Routes.operation(method, path);
        if (!routes.operations().contains(operation)) {
            throw new IllegalArgumentException("the API has no operation " + method + " " + path
                    + "; use the path below /api/v1 with placeholders, such as /threads/{threadId}/messages");
        }
        return new Requests(operation);
    }

    /** Selects all requests, including those that match no operation. */
    public Requests onEvery() {
        return new Requests(null);
    }

    /**
     * Adds the faults of a JSON script. If the script is invalid, none is added. The module's README has an example with all fields.
     *
     * @throws IllegalArgumentException if the script is invalid; the message contains the location
     */
    public void add(String json) {
        Faults draft = new Faults(routes);
        FaultScript.addTo(draft, Objects.requireNonNull(json, "json"));
        synchronized (this) {
            rules.addAll(draft.rules);
        }
    }

    /** Removes all faults. Pending late effects still happen. */
    public synchronized void clear() {
        rules.clear();
    }

    /** Adds faults to a selection of requests. Each call adds a rule; calls can be chained. */
    public final class Requests {

        private final @Nullable String operation;

        private Requests(@Nullable String operation) {
            this.operation = operation;
        }

        /**
         * Applies the fault to the n-th request.
         *
         * @param n the number of the request; 1 for the next one
         * @throws IllegalArgumentException if {@code n} is less than 1
         */
        public Requests nth(long n, Fault fault) {
            return between(n, n, fault);
        }

        /**
         * Applies the fault to a range of requests.
         *
         * @param first the number of the first request; 1 for the next one
         * @param last the number of the last request; at least {@code first}
         * @throws IllegalArgumentException if {@code first} is less than 1 or {@code last} is less than {@code first}
         */
        public Requests between(long first, long last, Fault fault) {
            Objects.requireNonNull(fault, "fault");
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(
                        "first must be at least 1 and at most last, but first was " + first + " and last was " + last);
            }
            return add((occurrence, incoming) -> occurrence >= first && occurrence <= last ? fault : null);
        }

        /** Applies the fault to each request. */
        public Requests each(Fault fault) {
            return between(1, Long.MAX_VALUE, fault);
        }

        /**
         * Applies one of the faults, picked at random, to a random selection of requests. With the same seed, a client that sends its
         * requests one at a time gets the same faults.
         *
         * @param probability the probability that a request fails, 0 to 1
         * @param random the source of both random choices; use one with a seed
         * @throws IllegalArgumentException if the probability is not between 0 and 1, or no fault is given
         */
        public Requests sometimes(double probability, Random random, Fault... faults) {
            Objects.requireNonNull(random, "random");
            List<Fault> choices = List.of(faults);
            if (!(probability >= 0 && probability <= 1) || choices.isEmpty()) {
                throw new IllegalArgumentException("sometimes(..) takes a probability between 0 and 1 and at least one"
                        + " fault, but got " + probability + " and " + choices.size() + " faults");
            }
            return add((occurrence, incoming) -> {
                synchronized (random) {
                    return random.nextDouble() < probability ? choices.get(random.nextInt(choices.size())) : null;
                }
            });
        }

        /**
         * Applies the fault that a function returns. The function is called for one request at a time, after the whole request has been
         * read. {@link Fault#unread()} therefore closes the connection although the body was read. If the function throws, the response is
         * a 500 and the request has no effect.
         *
         * @param script receives the request, whose status is {@link ReceivedRequest#NO_RESPONSE}, and returns its fault, or empty for none
         */
        public Requests decide(Function<ReceivedRequest, Optional<Fault>> script) {
            Objects.requireNonNull(script, "script");
            Object lock = new Object();
            return add((occurrence, incoming) -> {
                incoming.readBody();
                ReceivedRequest request = incoming.received(ReceivedRequest.NO_RESPONSE, null);
                synchronized (lock) {
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
     * Returns the fault to apply to a request, or null for none. Reads the body only if a rule has a function.
     *
     * @throws IOException if the body cannot be read
     */
    @Nullable
    Fault choose(IncomingRequest incoming) throws IOException {
        for (Candidate candidate : count(incoming)) {
            try {
                Fault fault = candidate.choice().choose(candidate.occurrence(), incoming);
                if (fault != null) {
                    return fault;
                }
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the function passed to decide(..) failed", e);
                return Fault.withoutEffect()
                        .respond(500, "text/plain; charset=utf-8", "The function passed to decide(..) failed: " + e);
            }
        }
        return null;
    }

    /** Counts a request for all rules in one step, so that all rules number concurrent requests in the same order. */
    private synchronized List<Candidate> count(IncomingRequest incoming) {
        List<Candidate> candidates = new ArrayList<>();
        String operation = rules.isEmpty() ? null : routes.operationOf(incoming);
        for (Rule rule : rules) {
            if (rule.operation == null || rule.operation.equals(operation)) {
                candidates.add(new Candidate(rule.choice, ++rule.seen));
            }
        }
        return candidates;
    }
}
