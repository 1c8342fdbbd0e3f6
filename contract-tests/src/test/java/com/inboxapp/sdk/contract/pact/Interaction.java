package com.inboxapp.sdk.contract.pact;

import com.inboxapp.sdk.InboxCall;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.runtime.CursorForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One thing that the SDK asks for, and what it is answered. Immutable. */
final class Interaction {
    /** What is true at the provider when the request comes. */
    record State(String name, Map<String, Object> parameters) {
        static State of(String name) {
            return new State(name, Map.of());
        }
    }

    /** What the SDK is to send: the path with {@code ${name}} where a state of the provider has a value, and the query by name. */
    record Request(
            String method,
            String path,
            Map<String, Object> query,
            @Nullable Object body) {}

    /** What it is answered; a body that is null and not there is none. */
    record Answer(
            int status,
            Map<String, String> headers,
            @Nullable Object body,
            boolean empty) {}

    final String operation;
    final String description;
    final List<State> states;
    final Request request;
    final Answer answer;
    final UnaryOperator<InboxClient.Builder> client;
    final Function<InboxClient, InboxCall<?>> call;

    private Interaction(
            String operation,
            String description,
            List<State> states,
            Request request,
            Answer answer,
            UnaryOperator<InboxClient.Builder> client,
            Function<InboxClient, InboxCall<?>> call) {
        this.operation = operation;
        this.description = description;
        this.states = states;
        this.request = request;
        this.answer = answer;
        this.client = client;
        this.call = call;
    }

    static Builder of(String operation, String description) {
        return new Builder(operation, description);
    }

    /** The same request, answered with something else in another state. */
    Interaction refused(State state, int status, Map<String, String> headers, Object body) {
        return new Interaction(
                operation,
                description + ", answered with " + status,
                List.of(state),
                request,
                new Answer(status, headers, body, false),
                client,
                call);
    }

    @Override
    public String toString() {
        return operation + " " + answer.status + ": " + description;
    }

    /** Says one part after the other. */
    static final class Builder {
        private final String operation;
        private final String description;
        private final List<State> states = new ArrayList<>();
        private @Nullable Request request;
        private UnaryOperator<InboxClient.Builder> client = builder -> builder;
        private @Nullable Function<InboxClient, InboxCall<?>> call;

        private Builder(String operation, String description) {
            this.operation = operation;
            this.description = description;
        }

        Builder given(State... states) {
            this.states.addAll(List.of(states));
            return this;
        }

        Builder given(String state) {
            return given(State.of(state));
        }

        Builder sends(String method, String path) {
            return sends(method, path, null);
        }

        Builder sends(String method, String path, @Nullable Object body) {
            this.request = new Request(method, path, new LinkedHashMap<>(), body);
            return this;
        }

        Builder query(String name, Object value) {
            Objects.requireNonNull(request).query.put(name, value);
            return this;
        }

        Builder cursorsInBrackets() {
            this.client = builder -> builder.cursors(CursorForm.BRACKETS);
            return this;
        }

        Builder by(Function<InboxClient, InboxCall<?>> call) {
            this.call = call;
            return this;
        }

        Interaction answered(@Nullable Object body) {
            return built(body, false);
        }

        Interaction answeredWithoutBody() {
            return built(null, true);
        }

        private Interaction built(@Nullable Object body, boolean empty) {
            return new Interaction(
                    operation,
                    description,
                    List.copyOf(states),
                    Objects.requireNonNull(request),
                    new Answer(200, Map.of(), body, empty),
                    client,
                    Objects.requireNonNull(call));
        }
    }
}
