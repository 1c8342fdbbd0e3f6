/**
 * The client of the Inbox API: start at {@link com.inboxapp.sdk.InboxClient}.
 *
 * <p>What is in this package is written by hand; {@code com.inboxapp.sdk.api} and {@code com.inboxapp.sdk.model} are generated from the
 * OpenAPI document.
 */
@NullMarked
package com.inboxapp.sdk;

import org.jspecify.annotations.NullMarked;
