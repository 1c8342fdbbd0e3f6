package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on tags, or on statuses. */
final class LabelEndpoints {

    private final Inbox inbox;
    private final Labels labels;
    private final Function<Label, ObjectNode> encode;
    private final @Nullable String defaultColor;
    private final Consumer<Label> detach;
    private final EventLog events;

    private LabelEndpoints(
            Inbox inbox,
            Labels labels,
            Function<Label, ObjectNode> encode,
            @Nullable String defaultColor,
            Consumer<Label> detach,
            EventLog events) {
        this.inbox = inbox;
        this.labels = labels;
        this.encode = encode;
        this.defaultColor = defaultColor;
        this.detach = detach;
        this.events = events;
    }

    /** Returns the operations on tags. A tag always has a colour; the default is gray. */
    static LabelEndpoints tags(Inbox inbox, ResponseWriter writer, EventLog events) {
        Consumer<Label> detach = tag -> inbox.prospects().forEach(prospect -> prospect.tags.remove(tag.id()));
        return new LabelEndpoints(inbox, inbox.tags, writer::tag, "gray", detach, events);
    }

    static LabelEndpoints statuses(Inbox inbox, ResponseWriter writer, EventLog events) {
        Consumer<Label> detach = status -> inbox.prospects().forEach(prospect -> {
            if (status.id().equals(prospect.statusId)) {
                prospect.statusId = null;
            }
        });
        return new LabelEndpoints(inbox, inbox.statuses, writer::status, null, detach, events);
    }

    void addTo(Routes routes, String path, ResponseWriter writer) {
        routes.add("GET", path, request -> ResponseWriter.array(labels.all(), encode::apply));
        routes.add("POST", path, this::create);
        routes.add("GET", path + "/colors", request -> writer.colors());
        routes.add("GET", path + "/{id}", request -> encode.apply(label(request)));
        routes.add("PATCH", path + "/{id}", this::update);
        routes.add("DELETE", path + "/{id}", this::delete);
    }

    private Label label(Request request) {
        return labels.get(request.pathValue("id"));
    }

    private JsonNode create(Request request) {
        JsonBody body = request.body("name", "color");
        return save("created", inbox.ids.next(), body.requiredText("name"), body.textOrNull("color"), inbox.now());
    }

    private JsonNode update(Request request) {
        JsonBody body = request.body("name", "color");
        Label old = label(request);
        String name = body.text("name");
        String color = body.has("color") ? body.textOrNull("color") : old.color();
        return save("updated", old.id(), name == null ? old.name() : name, color, old.createdAt());
    }

    private JsonNode save(String event, String id, String name, @Nullable String color, Instant createdAt) {
        Label label = new Label(id, name, color == null ? defaultColor : color, createdAt);
        labels.put(label);
        events.label(labels.kind(), event, encode.apply(label));
        return encode.apply(label);
    }

    private @Nullable JsonNode delete(Request request) {
        Label label = label(request);
        labels.remove(label);
        detach.accept(label);
        events.label(labels.kind(), "deleted", encode.apply(label));
        return null;
    }
}
