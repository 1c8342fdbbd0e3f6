package com.inboxapp.sdk.contract.pact;

import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.IHttpPart;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.ProviderStateGenerator;
import com.inboxapp.sdk.query.NameSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts interactions to pacts. */
final class Pacts {
    static final String PROVIDER = "inbox-api";
    static final String BASE_PATH = "/api/v1";
    static final String TOKEN = "sandbox-token";

    private static final String JSON = "application/json";

    private Pacts() {}

    static String consumer(NameSet names) {
        return names == NameSet.GUIDE ? "inbox-sdk-java" : "inbox-sdk-java-reference-names";
    }

    static V4Pact pact(NameSet names, List<V4Interaction> interactions) {
        return new V4Pact(new Consumer(consumer(names)), new Provider(PROVIDER), new ArrayList<>(interactions));
    }

    /** Returns the path below the base path, with the example values. */
    static String path(Interaction interaction) {
        String path = interaction.request.path();
        for (Map.Entry<String, Object> value : Given.EXAMPLES.entrySet()) {
            path = path.replace("${" + value.getKey() + "}", value.getValue().toString());
        }
        return path;
    }

    static V4Interaction interaction(Interaction interaction) {
        HttpInteractionBuilder http = new HttpInteractionBuilder(
                interaction.description,
                interaction.states.stream()
                        .map(state -> new ProviderState(state.name(), state.parameters()))
                        .toList(),
                List.of());
        http.key(interaction.operation + " " + interaction.response.status() + " " + interaction.description);
        http.reference("openapi", "operationId", interaction.operation);
        http.withRequest(request -> request(request, interaction));
        http.willRespondWith(response -> response(response, interaction));
        V4Interaction.SynchronousHttp built = http.getInteraction();
        interaction
                .request
                .query()
                .forEach((name, value) -> generated(built.getRequest(), Category.QUERY, name, value));
        bodyFromStates(built.getRequest(), "$", interaction.request.body());
        if (!interaction.response.empty()) {
            Shape.rules(
                    interaction.response.body(),
                    "$",
                    built.getResponse().getMatchingRules().addCategory("body"));
        }
        return http.build();
    }

    private static HttpRequestBuilder request(HttpRequestBuilder request, Interaction interaction) {
        String path = interaction.request.path();
        request.method(interaction.request.method())
                .header("Authorization", Matchers.regexp("Bearer .+", "Bearer " + TOKEN));
        if (path.contains("${")) {
            request.path(Matchers.fromProviderState(BASE_PATH + path, BASE_PATH + path(interaction)));
        } else {
            request.path(BASE_PATH + path);
        }
        interaction
                .request
                .query()
                .forEach((name, value) ->
                        request.queryParameter(name, Shape.example(value).asString()));
        if (interaction.request.body() != null) {
            request.body(Shape.example(interaction.request.body()).toString(), JSON);
        }
        return request;
    }

    private static HttpResponseBuilder response(HttpResponseBuilder response, Interaction interaction) {
        response.status(interaction.response.status());
        response.header("X-RateLimit-Limit", Matchers.regexp("\\d+", "300"));
        response.header("X-RateLimit-Remaining", Matchers.regexp("\\d+", "297"));
        response.header("X-RateLimit-Reset", Matchers.regexp("\\d+", "1762797840"));
        interaction.response.headers().forEach((name, value) -> response.header(name, Matchers.regexp(".+", value)));
        if (!interaction.response.empty()) {
            response.body(Shape.example(interaction.response.body()).toString(), JSON);
            response.header("content-type", Matchers.regexp("application/json.*", JSON));
        }
        return response;
    }

    private static void bodyFromStates(IHttpPart request, String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, field) -> bodyFromStates(request, path + "." + name, field));
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                bodyFromStates(request, path + "[" + i + "]", items.get(i));
            }
        } else if (value != null) {
            generated(request, Category.BODY, path, value);
        }
    }

    private static void generated(IHttpPart request, Category where, String name, Object value) {
        if (value instanceof Shape.FromState state) {
            request.getGenerators().addGenerator(where, name, new ProviderStateGenerator("${" + state.name() + "}"));
        }
    }
}
