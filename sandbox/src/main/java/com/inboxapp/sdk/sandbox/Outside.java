package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.List;

/** What happens without the API: prospects write on X, and accounts are connected in the dashboard. */
final class Outside {

    private static final List<String> STATUSES = List.of("active", "offline", "paused");

    private final Inbox inbox;
    private final EventLog events;

    Outside(Inbox inbox, EventLog events) {
        this.inbox = inbox;
        this.events = events;
    }

    /** A prospect writes; true if nobody has accepted the conversation, should it be a new one. Answers the message's id. */
    String receive(String accountLinkId, String prospectPlatformId, String text, boolean asRequest) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the text must not be empty");
        }
        Conversation thread;
        try {
            AccountProspectPair pair = AccountProspectPair.of(inbox, accountLinkId, prospectPlatformId);
            boolean isNew = pair.existing() == null;
            thread = pair.open(events);
            thread.request = isNew ? asRequest : thread.request;
        } catch (ApiError e) {
            throw new IllegalArgumentException(e.text(), e);
        }
        thread.idle = false;
        ChatMessage message =
                new ChatMessage(inbox.ids, thread.otherPartyId(), null, "external", text, inbox.now(), null);
        thread.messages.add(message);
        events.message("created", thread, message);
        return message.id;
    }

    void connect(String id, String platformId, String username) {
        if (inbox.accounts.containsKey(id)) {
            throw new IllegalArgumentException("there is an account link " + id + " already");
        }
        String problem = Ids.problem(id);
        if (problem != null) {
            throw new IllegalArgumentException("the id '" + id + "' of an account link " + problem);
        }
        AccountProspectPair.checkPlatformId("platformId", platformId, IllegalArgumentException::new);
        Instant now = inbox.now();
        inbox.add(new Account(id, platformId, username, username, "https://pbs.twimg.com/profile_images/...", now));
    }

    void setStatus(String id, String status) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("the status must be one of " + STATUSES + ", but is " + status);
        }
        Account account = inbox.accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException("there is no account link " + id);
        }
        inbox.add(account.withStatus(status));
    }
}
