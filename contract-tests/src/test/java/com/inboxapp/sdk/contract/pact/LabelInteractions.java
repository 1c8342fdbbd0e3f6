package com.inboxapp.sdk.contract.pact;

import static com.inboxapp.sdk.contract.pact.Shape.object;

import com.inboxapp.sdk.model.CreateStatusRequest;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.UpdateStatusRequest;
import com.inboxapp.sdk.model.UpdateTagRequest;
import java.util.List;
import java.util.stream.Stream;

/** Interactions with tags, statuses and their colours. They are the same in both name sets. */
final class LabelInteractions {
    private static final String TAG = "/tags/${tagId}";
    private static final String STATUS = "/statuses/${statusId}";

    private LabelInteractions() {}

    static Stream<Interaction> all() {
        return Stream.of(tags(), statuses(), colors()).flatMap(List::stream);
    }

    private static List<Interaction> tags() {
        return List.of(
                Interaction.of("tags.list", "all tags")
                        .given(Given.TAG)
                        .sends("GET", "/tags")
                        .by(inbox -> inbox.tags().list())
                        .respondsWith(List.of(Examples.tag())),
                Interaction.of("tags.get", "a tag")
                        .given(Given.TAG)
                        .sends("GET", TAG)
                        .by(inbox -> inbox.tags().get(Given.TAG_ID))
                        .respondsWith(Examples.tag()),
                Interaction.of("tags.create", "a new tag")
                        .given(Given.NOTHING)
                        .sends("POST", "/tags", object("name", "Refund", "color", "red"))
                        .by(inbox -> inbox.tags()
                                .create(CreateTagRequest.builder()
                                        .name("Refund")
                                        .color("red")
                                        .build()))
                        .respondsWith(Examples.tag()),
                Interaction.of("tags.update", "another name and colour of a tag")
                        .given(Given.TAG)
                        .sends("PATCH", TAG, object("name", "Refund", "color", "#aabbcc"))
                        .by(inbox -> inbox.tags()
                                .update(
                                        Given.TAG_ID,
                                        UpdateTagRequest.builder()
                                                .name("Refund")
                                                .color("#aabbcc")
                                                .build()))
                        .respondsWith(Examples.tag()),
                Interaction.of("tags.update", "a tag without a colour of its own")
                        .given(Given.TAG)
                        .sends("PATCH", TAG, object("color", null))
                        .by(inbox -> inbox.tags()
                                .update(
                                        Given.TAG_ID,
                                        UpdateTagRequest.builder().clearColor().build()))
                        .respondsWith(Examples.tag()),
                Interaction.of("tags.delete", "deleting a tag")
                        .given(Given.TAG)
                        .sends("DELETE", TAG)
                        .by(inbox -> inbox.tags().delete(Given.TAG_ID))
                        .respondsWithoutBody());
    }

    private static List<Interaction> statuses() {
        return List.of(
                Interaction.of("statuses.list", "all statuses")
                        .given(Given.STATUS)
                        .sends("GET", "/statuses")
                        .by(inbox -> inbox.statuses().list())
                        .respondsWith(List.of(Examples.status())),
                Interaction.of("statuses.get", "a status")
                        .given(Given.STATUS)
                        .sends("GET", STATUS)
                        .by(inbox -> inbox.statuses().get(Given.STATUS_ID))
                        .respondsWith(Examples.status()),
                Interaction.of("statuses.create", "a new status")
                        .given(Given.NOTHING)
                        .sends("POST", "/statuses", object("name", "Won", "color", "green"))
                        .by(inbox -> inbox.statuses()
                                .create(CreateStatusRequest.builder()
                                        .name("Won")
                                        .color("green")
                                        .build()))
                        .respondsWith(Examples.status()),
                Interaction.of("statuses.update", "another name and colour of a status")
                        .given(Given.STATUS)
                        .sends("PATCH", STATUS, object("name", "Won", "color", "#aabbcc"))
                        .by(inbox -> inbox.statuses()
                                .update(
                                        Given.STATUS_ID,
                                        UpdateStatusRequest.builder()
                                                .name("Won")
                                                .color("#aabbcc")
                                                .build()))
                        .respondsWith(Examples.status()),
                Interaction.of("statuses.update", "a status without a colour")
                        .given(Given.STATUS)
                        .sends("PATCH", STATUS, object("color", null))
                        .by(inbox -> inbox.statuses()
                                .update(
                                        Given.STATUS_ID,
                                        UpdateStatusRequest.builder()
                                                .clearColor()
                                                .build()))
                        .respondsWith(Examples.status()),
                Interaction.of("statuses.delete", "deleting a status")
                        .given(Given.STATUS)
                        .sends("DELETE", STATUS)
                        .by(inbox -> inbox.statuses().delete(Given.STATUS_ID))
                        .respondsWithoutBody());
    }

    private static List<Interaction> colors() {
        return List.of(
                Interaction.of("colors.list", "all colours")
                        .sends("GET", "/colors")
                        .by(inbox -> inbox.colors().list())
                        .respondsWith(List.of(Examples.color())),
                Interaction.of("tags.colors", "the colours of tags")
                        .sends("GET", "/tags/colors")
                        .by(inbox -> inbox.tags().colors())
                        .respondsWith(List.of(Examples.color())),
                Interaction.of("statuses.colors", "the colours of statuses")
                        .sends("GET", "/statuses/colors")
                        .by(inbox -> inbox.statuses().colors())
                        .respondsWith(List.of(Examples.color())));
    }
}
