package com.inboxapp.sdk.generator;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Records which named schemas the operations use, and where: in a query, a request body or a response. */
final class Usage {
    private final Map<String, Schema<?>> components;
    private final Set<String> queries = new TreeSet<>();
    private final Set<String> bodies = new TreeSet<>();
    private final Set<String> responses = new TreeSet<>();

    Usage(Map<String, Schema<?>> components) {
        this.components = components;
    }

    void query(Schema<?> schema, String where) {
        reach(schema, queries, where);
    }

    void body(Schema<?> schema, String where) {
        reach(schema, bodies, where);
    }

    void response(Schema<?> schema, String where) {
        reach(schema, responses, where);
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(queries);
        all.addAll(bodies);
        all.addAll(responses);
        return all;
    }

    boolean inQueries(String name) {
        return queries.contains(name);
    }

    boolean inBodies(String name) {
        return bodies.contains(name);
    }

    boolean inResponses(String name) {
        return responses.contains(name);
    }

    boolean inRequests(String name) {
        return queries.contains(name) || bodies.contains(name);
    }

    boolean inJson(String name) {
        return bodies.contains(name) || responses.contains(name);
    }

    private void reach(Schema<?> schema, Set<String> reached, String where) {
        for (String ref : refs(schema)) {
            String name = Schemas.nameOf(ref, where);
            if (reached.add(name)) {
                Schema<?> component = components.get(name);
                if (component == null) {
                    throw new SpecException(where, "refers to '" + name + "', which is not under components/schemas");
                }
                reach(component, reached, name);
            }
        }
    }

    /** Returns the references in a schema, without following them. */
    static List<String> refs(Schema<?> schema) {
        List<String> refs = new ArrayList<>();
        if (schema.get$ref() != null) {
            refs.add(schema.get$ref());
        }
        if (schema.getItems() != null) {
            refs.addAll(refs(schema.getItems()));
        }
        if (schema.getOneOf() != null) {
            schema.getOneOf().forEach(choice -> refs.addAll(refs((Schema<?>) choice)));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> refs.addAll(refs((Schema<?>) property)));
        }
        return refs;
    }
}
