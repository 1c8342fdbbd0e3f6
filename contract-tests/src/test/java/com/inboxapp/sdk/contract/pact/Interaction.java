package com.inboxapp.sdk.contract.pact;

import com.inboxapp.sdk.InboxCall;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.query.CursorFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A call of the SDK, the request that it must send, and the response. Immutable. */
final class Interaction {
    /** A provider state: what must hold at the provider before the request. */
    record State(String name, Map<String, Object> parameters) {
        static State of(String name) {
            return new State(name, Map.of());
        }
    }

    /**
     * The request that the SDK must send.
     *
     * @param path the path, with {@code ${name}} where a provider state supplies a value
     * @param query the query parameters by name
     * @param body the body; null if there is none
     */
    record Request(
            String method,
            String path,
            Map<String, Object> query,
            @Nullable Object body) {}

    /**
     * The response of the provider.
     *
     * @param body the body; null is the JSON value null unless {@code empty}
     * @param empty whether the response has no body
     */
    record Answer(
            int status,
            Map<String, String> headers,
            @Nullable Object body,
            boolean empty) {}

    final String operation;
    final String description;
    final List<State> states;
    final Request request;
    final Answer response;
    final UnaryOperator<InboxClient.Builder> client;
    final Function<InboxClient, InboxCall<?>> call;

    private Interaction(
            String operation,
            String description,
            List<State> states,
            Request request,
            Answer response,
            UnaryOperator<InboxClient.Builder> client,
            Function<InboxClient, InboxCall<?>> call) {
        this.operation = operation;
        this.description = description;
        this.states = states;
        this.request = request;
        this.response = response;
        this.client = client;
        this.call = call;
    }

    static Builder of(String operation, String description) {
        return new Builder(operation, description);
    }

    /** Returns an interaction with the same request, in another state and with an error response. */
    Interaction withErrorResponse(State state, int status, Map<String, String> headers, Object body) {
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
        return operation + " " + response.status + ": " + description;
    }

    /** Builder for {@link Interaction}. */
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
            this.client = builder -> builder.cursorFormat(CursorFormat.BRACKETS);
            return this;
        }

        Builder by(Function<InboxClient, InboxCall<?>> call) {
            this.call = call;
            return this;
        }

        Interaction respondsWith(@Nullable Object body) {
            return built(body, false);
        }

        Interaction respondsWithoutBody() {
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
