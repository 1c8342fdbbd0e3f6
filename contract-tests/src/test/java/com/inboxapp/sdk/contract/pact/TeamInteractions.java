package com.inboxapp.sdk.contract.pact;

import static com.inboxapp.sdk.contract.pact.Given.given;
import static com.inboxapp.sdk.contract.pact.Shape.object;
import static com.inboxapp.sdk.contract.pact.Shape.orNull;
import static com.inboxapp.sdk.contract.pact.Shape.with;

import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import com.inboxapp.sdk.query.NameSet;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Interactions with the team, its account links, members, events and prospects. */
final class TeamInteractions {
    private final NameSet names;
    private final Examples examples;

    private TeamInteractions(NameSet names) {
        this.names = names;
        this.examples = new Examples(names);
    }

    static Stream<Interaction> in(NameSet names) {
        TeamInteractions team = new TeamInteractions(names);
        return Stream.of(team.accounts(), team.prospects(), team.team()).flatMap(List::stream);
    }

    private List<Interaction> accounts() {
        return List.of(
                Interaction.of("accountLinks.list", "all account links")
                        .given(Given.ACCOUNTS)
                        .sends("GET", "/account-links")
                        .by(inbox -> inbox.accountLinks().list())
                        .respondsWith(accountLinks(examples.accountLink())),
                Interaction.of("accountLinks.list", "account links with every field")
                        .given(Given.EVERY_FIELD)
                        .sends("GET", "/account-links")
                        .by(inbox -> inbox.accountLinks().list())
                        .respondsWith(accountLinks(examples.fullAccountLink())));
    }

    private Object accountLinks(Map<String, Object> link) {
        return names == NameSet.GUIDE ? object("accountLinks", List.of(link)) : List.of(link);
    }

    private List<Interaction> prospects() {
        UpdateProspectContextRequest everything = UpdateProspectContextRequest.builder()
                .notes("Asked for a quote.")
                .valuation(new BigDecimal("12500.5"))
                .statusId(Given.STATUS_ID)
                .assigneeId(Given.MEMBER)
                .addTags(List.of(Given.TAG_ID))
                .done(true)
                .build();
        UpdateProspectContextRequest nothing = UpdateProspectContextRequest.builder()
                .clearNotes()
                .clearValuation()
                .clearStatusId()
                .clearAssigneeId()
                .removeTags(List.of(Given.TAG_ID))
                .build();
        String context = "/prospects/${prospectId}/context";
        return List.of(
                Interaction.of("prospects.get", "a prospect")
                        .given(Given.LABELLED)
                        .sends("GET", "/prospects/${prospectId}")
                        .by(inbox -> inbox.prospects().get(Given.PROSPECT))
                        .respondsWith(examples.withContext(examples.prospect())),
                Interaction.of("prospects.get", "a prospect with every field")
                        .given(Given.EVERY_FIELD)
                        .sends("GET", "/prospects/${prospectId}")
                        .by(inbox -> inbox.prospects().get(Given.PROSPECT))
                        .respondsWith(examples.fullProspectWithContext()),
                Interaction.of("prospects.lookup", "the prospect of an X user")
                        .given(Given.LABELLED)
                        .sends("GET", "/prospects/lookup")
                        .query("platformId", given("prospectPlatformId"))
                        .by(inbox -> inbox.prospects().lookup(Given.PLATFORM_USER))
                        .respondsWith(examples.withContext(examples.prospect())),
                Interaction.of("prospects.lookup", "the prospect of an X user whom nobody knows")
                        .given(Given.NOTHING)
                        .sends("GET", "/prospects/lookup")
                        .query("platformId", given("prospectPlatformId"))
                        .by(inbox -> inbox.prospects().lookup(Given.PLATFORM_USER))
                        .respondsWith(null),
                Interaction.of(
                                "prospects.updateContext",
                                "notes, valuation, status, member, tag and archive of a prospect")
                        .given(Given.LABELLED)
                        .sends(
                                "PATCH",
                                context,
                                object(
                                        "notes",
                                        "Asked for a quote.",
                                        "valuation",
                                        12500.5,
                                        "statusId",
                                        given("statusId"),
                                        "assigneeId",
                                        given("memberId"),
                                        "addTags",
                                        List.of(given("tagId")),
                                        "done",
                                        true))
                        .by(inbox -> inbox.prospects().updateContext(Given.PROSPECT, everything))
                        .respondsWith(examples.withContext(examples.prospect())),
                Interaction.of("prospects.updateContext", "clearing what is noted about a prospect")
                        .given(Given.LABELLED)
                        .sends(
                                "PATCH",
                                context,
                                object(
                                        "notes",
                                        null,
                                        "valuation",
                                        null,
                                        "statusId",
                                        null,
                                        "assigneeId",
                                        null,
                                        "removeTags",
                                        List.of(given("tagId"))))
                        .by(inbox -> inbox.prospects().updateContext(Given.PROSPECT, nothing))
                        .respondsWith(examples.withContext(examples.prospect())));
    }

    private List<Interaction> team() {
        return List.of(
                Interaction.of("team.get", "the team")
                        .sends("GET", "/team")
                        .by(inbox -> inbox.team().get())
                        .respondsWith(Examples.team()),
                Interaction.of("members.list", "all members")
                        .given(Given.MEMBERS)
                        .sends("GET", "/members")
                        .by(inbox -> inbox.members().list())
                        .respondsWith(List.of(Examples.member())),
                Interaction.of("members.get", "a member")
                        .given(Given.MEMBERS)
                        .sends("GET", "/members/${memberId}")
                        .by(inbox -> inbox.members().get(Given.MEMBER))
                        .respondsWith(Examples.member()),
                Interaction.of("events.list", "the oldest event that is kept")
                        .given(Given.EVENTS)
                        .sends("GET", "/events")
                        .by(inbox -> inbox.events().list())
                        .respondsWith(events(Examples.event())),
                Interaction.of("events.list", "events after a number")
                        .given(Given.EVENTS)
                        .sends("GET", "/events")
                        .query("afterSeq", "0")
                        .query("limit", "1")
                        .by(inbox -> inbox.events()
                                .list(ListEventsQuery.builder()
                                        .afterSeq(0L)
                                        .limit(1)
                                        .build()))
                        .respondsWith(events(Examples.event())),
                Interaction.of("events.list", "an event with its data")
                        .given(Given.EVERY_FIELD)
                        .sends("GET", "/events")
                        .query("limit", "1")
                        .by(inbox -> inbox.events()
                                .list(ListEventsQuery.builder().limit(1).build()))
                        .respondsWith(events(with(
                                Examples.event(), object("data", object("thread", object("id", "thread_abc123")))))));
    }

    private static Map<String, Object> events(Map<String, Object> event) {
        return object("events", List.of(event), "hasMore", false, "lastSeq", orNull(42));
    }
}
