/**
 * For receivers of the Inbox API's webhooks: {@link com.inboxapp.sdk.webhook.WebhookVerifier} verifies the signature of a delivery and
 * decodes its event.
 */
@NullMarked
package com.inboxapp.sdk.webhook;

import org.jspecify.annotations.NullMarked;
