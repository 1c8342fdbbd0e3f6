package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls on tags, and the same calls on statuses. */
final class LabelEndpoints {

    private final Inbox inbox;
    private final Labels labels;
    private final Function<Label, ObjectNode> answer;
    private final @Nullable String colorlessColor;
    private final Consumer<Label> detach;
    private final EventLog events;

    private LabelEndpoints(
            Inbox inbox,
            Labels labels,
            Function<Label, ObjectNode> answer,
            @Nullable String colorlessColor,
            Consumer<Label> detach,
            EventLog events) {
        this.inbox = inbox;
        this.labels = labels;
        this.answer = answer;
        this.colorlessColor = colorlessColor;
        this.detach = detach;
        this.events = events;
    }

    /** Tags always have a colour: gray when none is given. */
    static LabelEndpoints tags(Inbox inbox, Answers answers, EventLog events) {
        Consumer<Label> detach = tag -> inbox.prospects().forEach(prospect -> prospect.tags.remove(tag.id()));
        return new LabelEndpoints(inbox, inbox.tags, answers::tag, "gray", detach, events);
    }

    static LabelEndpoints statuses(Inbox inbox, Answers answers, EventLog events) {
        Consumer<Label> detach = status -> inbox.prospects().forEach(prospect -> {
            if (status.id().equals(prospect.statusId)) {
                prospect.statusId = null;
            }
        });
        return new LabelEndpoints(inbox, inbox.statuses, answers::status, null, detach, events);
    }

    void addTo(Routes routes, String path, Answers answers) {
        routes.add("GET", path, request -> Answers.array(labels.all(), answer::apply));
        routes.add("POST", path, this::create);
        routes.add("GET", path + "/colors", request -> answers.colors());
        routes.add("GET", path + "/{id}", request -> answer.apply(label(request)));
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
        Label label = new Label(id, name, color == null ? colorlessColor : color, createdAt);
        labels.put(label);
        events.label(labels.kind(), event, answer.apply(label));
        return answer.apply(label);
    }

    private @Nullable JsonNode delete(Request request) {
        Label label = label(request);
        labels.remove(label);
        detach.accept(label);
        events.label(labels.kind(), "deleted", answer.apply(label));
        return null;
    }
}
