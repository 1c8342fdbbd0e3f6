package com.inboxapp.sdk.sandbox;

import java.time.Instant;

/**
 * A message that was sent through the sandbox's API, with its original content. Later edits do not change it, and it remains if the message
 * or its thread is deleted.
 *
 * @param id the Inbox id of the message, as in the response to the request that sent it
 * @param threadId the Inbox id of the thread
 * @param accountLinkId the Inbox id of the account link that sent the message
 * @param text the original text
 * @param createdAt the time of sending by the sandbox's clock, in whole milliseconds
 */
public record SandboxMessage(String id, String threadId, String accountLinkId, String text, Instant createdAt) {}
