/**
 * A stateful Inbox API server in memory. Start one with {@link com.inboxapp.sdk.sandbox.InboxSandbox}.
 *
 * <p>It shares no class with the SDK on purpose: a field that is renamed by mistake cannot rename itself on both sides.
 */
@NullMarked
package com.inboxapp.sdk.sandbox;

import org.jspecify.annotations.NullMarked;
