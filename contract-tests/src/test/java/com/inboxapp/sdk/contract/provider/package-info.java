/** Verifies providers against the pacts: the sandbox in both name sets, and any live server with read-only requests. */
@NullMarked
package com.inboxapp.sdk.contract.provider;

import org.jspecify.annotations.NullMarked;
