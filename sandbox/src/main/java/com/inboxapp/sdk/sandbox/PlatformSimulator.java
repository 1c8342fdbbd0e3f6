package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.List;

/** Simulates activity outside the API: prospects write on X, and users connect accounts in the dashboard. */
final class PlatformSimulator {

    private static final List<String> STATUSES = List.of("active", "offline", "paused");

    private final Inbox inbox;
    private final EventLog events;

    PlatformSimulator(Inbox inbox, EventLog events) {
        this.inbox = inbox;
        this.events = events;
    }

    /**
     * Adds an inbound message.
     *
     * @param asRequest whether a new thread is a message request
     * @return the id of the message
     */
    String receive(String accountLinkId, String prospectPlatformId, String text, boolean asRequest) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("text must not be empty");
        }
        InboxThread thread;
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
                new ChatMessage(inbox.ids, thread.prospectAuthorId(), null, "external", text, inbox.now(), null);
        thread.messages.add(message);
        events.message("created", thread, message);
        return message.id;
    }

    void connect(String id, String platformId, String username) {
        if (inbox.accounts.containsKey(id)) {
            throw new IllegalArgumentException("the team already has an account link with the id '" + id + "'");
        }
        String problem = Ids.problem(id);
        if (problem != null) {
            throw new IllegalArgumentException("id '" + id + "' " + problem);
        }
        AccountProspectPair.checkPlatformId("platformId", platformId, IllegalArgumentException::new);
        Instant now = inbox.now();
        inbox.add(new Account(id, platformId, username, username, "https://pbs.twimg.com/profile_images/...", now));
    }

    void setStatus(String id, String status) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("status must be one of " + STATUSES + ", but was '" + status + "'");
        }
        Account account = inbox.accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException("there is no account link with the id '" + id + "'");
        }
        inbox.add(account.withStatus(status));
    }
}
