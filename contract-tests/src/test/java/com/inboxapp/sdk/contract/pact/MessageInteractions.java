package com.inboxapp.sdk.contract.pact;

import static com.inboxapp.sdk.contract.pact.Given.given;
import static com.inboxapp.sdk.contract.pact.Shape.object;
import static com.inboxapp.sdk.contract.pact.Shape.orNull;
import static com.inboxapp.sdk.contract.pact.Shape.with;

import com.inboxapp.sdk.model.DeleteMessageRequest;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ReactionRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.query.NameSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Interactions that list, send and change messages. */
final class MessageInteractions {
    private static final String MESSAGES = "/threads/${threadId}/messages";
    private static final String MESSAGE = MESSAGES + "/${messageId}";
    private static final String REACTIONS = MESSAGE + "/reactions/reactions";
    private static final String TEXT = "Thanks for getting back to us!";
    private static final String EMOJI = "\uD83D\uDC4D";

    private final Examples examples;

    private MessageInteractions(NameSet names) {
        this.examples = new Examples(names);
    }

    static Stream<Interaction> in(NameSet names) {
        MessageInteractions messages = new MessageInteractions(names);
        return Stream.of(messages.reads(), messages.sends(), messages.changes()).flatMap(List::stream);
    }

    private Map<String, Object> page(Map<String, Object> message, @Nullable Object cursor) {
        return object("threadId", "thread_abc123", "messages", List.of(message), "nextCursor", cursor);
    }

    private List<Interaction> reads() {
        return List.of(
                Interaction.of("messages.list", "the newest messages of a thread")
                        .given(Given.PAGES_OF_MESSAGES)
                        .sends("GET", MESSAGES)
                        .query("limit", "1")
                        .by(inbox -> inbox.messages()
                                .list(
                                        Given.THREAD_ID,
                                        ListMessagesQuery.builder().limit(1).build()))
                        .respondsWith(page(examples.message(), examples.cursor())),
                Interaction.of("messages.list", "the messages before a cursor")
                        .given(Given.PAGES_OF_MESSAGES)
                        .sends("GET", MESSAGES)
                        .query("cursorId", given("cursorId"))
                        .query("cursorTimestamp", given("cursorTimestamp"))
                        .by(inbox -> inbox.messages()
                                .list(
                                        Given.THREAD_ID,
                                        ListMessagesQuery.builder()
                                                .cursor(Given.CURSOR)
                                                .build()))
                        .respondsWith(page(examples.message(), null)),
                Interaction.of("messages.list", "the messages before a cursor in brackets")
                        .given(Given.PAGES_OF_MESSAGES)
                        .sends("GET", MESSAGES)
                        .query("cursor[id]", given("cursorId"))
                        .query("cursor[timestamp]", given("cursorTimestamp"))
                        .cursorsInBrackets()
                        .by(inbox -> inbox.messages()
                                .list(
                                        Given.THREAD_ID,
                                        ListMessagesQuery.builder()
                                                .cursor(Given.CURSOR)
                                                .build()))
                        .respondsWith(page(examples.message(), null)),
                Interaction.of("messages.list", "a message with every field")
                        .given(Given.EVERY_FIELD)
                        .sends("GET", MESSAGES)
                        .query("limit", "1")
                        .by(inbox -> inbox.messages()
                                .list(
                                        Given.THREAD_ID,
                                        ListMessagesQuery.builder().limit(1).build()))
                        .respondsWith(with(
                                page(examples.fullMessage(), examples.cursor()),
                                object("teamId", "team_acme", "isSyncing", false))),
                Interaction.of("messages.history", "the versions of a message that was edited")
                        .given(Given.REPLIED)
                        .sends("GET", MESSAGE + "/history")
                        .by(inbox -> inbox.messages().history(Given.THREAD_ID, Given.MESSAGE_ID))
                        .respondsWith(object("versions", List.of(examples.version()), "deletion", null)),
                Interaction.of("messages.history", "the versions of a message that was deleted")
                        .given(Given.DELETED)
                        .sends("GET", MESSAGE + "/history")
                        .by(inbox -> inbox.messages().history(Given.THREAD_ID, Given.MESSAGE_ID))
                        .respondsWith(
                                object("versions", List.of(examples.version()), "deletion", Examples.deletion())));
    }

    private List<Interaction> sends() {
        return List.of(
                Interaction.of("messages.quickSend", "a message from an account to a prospect on X")
                        .given(Given.STRANGER)
                        .sends("POST", "/threads/messages", quick(examples.prospectPlatformId(), "prospectPlatformId"))
                        .by(inbox -> inbox.messages()
                                .quickSend(QuickSendRequest.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .prospectPlatformId(Given.PLATFORM_USER)
                                        .text(TEXT)
                                        .build()))
                        .respondsWith(sent()),
                Interaction.of("messages.quickSend", "a message from an account to a prospect of Inbox")
                        .given(Given.PROSPECT_WITHOUT_THREAD)
                        .sends("POST", "/threads/messages", quick("externalId", "prospectId"))
                        .by(inbox -> inbox.messages()
                                .quickSend(QuickSendRequest.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .externalId(Given.PROSPECT)
                                        .text(TEXT)
                                        .build()))
                        .respondsWith(sent()),
                Interaction.of("messages.send", "a message into a thread")
                        .given(Given.THREAD)
                        .sends("POST", MESSAGES, object(examples.text(), TEXT))
                        .by(inbox -> inbox.messages()
                                .send(
                                        Given.THREAD_ID,
                                        SendMessageRequest.builder().text(TEXT).build()))
                        .respondsWith(examples.message()),
                Interaction.of("messages.send", "a reply to a message")
                        .given(Given.REPLIED)
                        .sends("POST", MESSAGES, object(examples.text(), TEXT, "replyToMessageId", given("messageId")))
                        .by(inbox -> inbox.messages()
                                .send(
                                        Given.THREAD_ID,
                                        SendMessageRequest.builder()
                                                .text(TEXT)
                                                .replyToMessageId(Given.MESSAGE_ID)
                                                .build()))
                        .respondsWith(examples.message()));
    }

    private Map<String, Object> quick(String prospect, String state) {
        return object("accountLinkId", given("accountLinkId"), prospect, given(state), examples.text(), TEXT);
    }

    private Map<String, Object> sent() {
        return object(
                "message",
                examples.message(),
                "thread",
                object("id", "thread_abc123", "platformId", orNull("123456789:555555555")));
    }

    private List<Interaction> changes() {
        Map<String, Object> changed = object("success", new Shape.Exactly(true), "messageId", "msg_out01");
        String later = "2025-11-10T18:06:30.000Z";
        return List.of(
                Interaction.of("messages.edit", "another text of a message")
                        .given(Given.ENCRYPTED)
                        .sends("PATCH", MESSAGE, object(examples.text(), "Does Thursday work?"))
                        .by(inbox -> inbox.messages()
                                .edit(
                                        Given.THREAD_ID,
                                        Given.MESSAGE_ID,
                                        EditMessageRequest.builder()
                                                .text("Does Thursday work?")
                                                .build()))
                        .respondsWith(with(changed, object(examples.text(), "Does Thursday work?", "editedAt", later))),
                Interaction.of("messages.delete", "deleting a message for oneself")
                        .given(Given.ENCRYPTED)
                        .sends("DELETE", MESSAGE, object("deleteForAll", false))
                        .by(inbox -> inbox.messages()
                                .delete(
                                        Given.THREAD_ID,
                                        Given.MESSAGE_ID,
                                        DeleteMessageRequest.builder()
                                                .deleteForAll(false)
                                                .build()))
                        .respondsWith(with(changed, object("deletedAt", later))),
                Interaction.of("messages.delete", "deleting a message for all, which is the default")
                        .given(Given.ENCRYPTED)
                        .sends("DELETE", MESSAGE, object())
                        .by(inbox -> inbox.messages().delete(Given.THREAD_ID, Given.MESSAGE_ID))
                        .respondsWith(with(changed, object("deletedAt", later))),
                Interaction.of("messages.addReaction", "a reaction to a message")
                        .given(Given.ENCRYPTED)
                        .sends("POST", REACTIONS, object("emoji", EMOJI))
                        .by(inbox -> inbox.messages().addReaction(Given.THREAD_ID, Given.MESSAGE_ID, reaction()))
                        .respondsWith(changed),
                Interaction.of("messages.removeReaction", "taking a reaction back")
                        .given(Given.ENCRYPTED)
                        .sends("DELETE", REACTIONS, object("emoji", EMOJI))
                        .by(inbox -> inbox.messages().removeReaction(Given.THREAD_ID, Given.MESSAGE_ID, reaction()))
                        .respondsWith(changed));
    }

    private static ReactionRequest reaction() {
        return ReactionRequest.builder().emoji(EMOJI).build();
    }
}
