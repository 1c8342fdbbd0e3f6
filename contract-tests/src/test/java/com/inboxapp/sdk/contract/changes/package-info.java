/** Compares the document with the document of the last release. */
@NullMarked
package com.inboxapp.sdk.contract.changes;

import org.jspecify.annotations.NullMarked;
