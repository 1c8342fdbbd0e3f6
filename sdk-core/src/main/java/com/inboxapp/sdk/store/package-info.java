/**
 * State that must survive a restart: {@link com.inboxapp.sdk.store.StateStore} and its implementation in a file.
 */
@NullMarked
package com.inboxapp.sdk.store;

import org.jspecify.annotations.NullMarked;
