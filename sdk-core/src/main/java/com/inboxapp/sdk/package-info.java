/**
 * The client of the Inbox API, its options and exceptions. Start at {@link com.inboxapp.sdk.InboxClient}.
 *
 * <p>The operations in {@code com.inboxapp.sdk.api} and the models in {@code com.inboxapp.sdk.model} are generated from the OpenAPI
 * document.
 */
@NullMarked
package com.inboxapp.sdk;

import org.jspecify.annotations.NullMarked;
