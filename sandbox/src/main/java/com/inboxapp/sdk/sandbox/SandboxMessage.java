package com.inboxapp.sdk.sandbox;

import java.time.Instant;

/**
 * A message that was sent through the sandbox's API, as it was sent: edits do not show, and it stays when the message or its
 * thread is deleted.
 *
 * @param id the message's Inbox id, as in the answer to the request that sent it
 * @param threadId the Inbox id of its thread
 * @param accountLinkId the Inbox id of the account link that it was sent from
 * @param text the text
 * @param createdAt when it was sent by the sandbox's clock, in whole milliseconds
 */
public record SandboxMessage(String id, String threadId, String accountLinkId, String text, Instant createdAt) {}
