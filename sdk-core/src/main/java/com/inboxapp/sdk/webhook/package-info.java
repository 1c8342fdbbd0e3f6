/**
 * For whoever receives the webhooks of the Inbox API: {@link com.inboxapp.sdk.webhook.WebhookVerifier} turns a delivery into an event, if the
 * service has signed it.
 */
@NullMarked
package com.inboxapp.sdk.webhook;

import org.jspecify.annotations.NullMarked;
