/** The document against that of the last release. */
@NullMarked
package com.inboxapp.sdk.contract.changes;

import org.jspecify.annotations.NullMarked;
