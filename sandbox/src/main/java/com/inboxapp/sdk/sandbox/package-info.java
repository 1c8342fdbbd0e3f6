/**
 * An in-memory, stateful Inbox API server for tests. Start one with {@link com.inboxapp.sdk.sandbox.InboxSandbox}.
 *
 * <p>The package shares no class with the SDK. A field renamed by mistake in one of them therefore fails the tests instead of changing on
 * both sides.
 */
@NullMarked
package com.inboxapp.sdk.sandbox;

import org.jspecify.annotations.NullMarked;
