/** A provider against the pacts: the sandbox in both name sets, or any server, of which only is read. */
@NullMarked
package com.inboxapp.sdk.contract.provider;

import org.jspecify.annotations.NullMarked;
