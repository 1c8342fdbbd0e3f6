/** Derives the document of the same API in the published reference's names from the hand-written one. */
@NullMarked
package com.inboxapp.sdk.openapi;

import org.jspecify.annotations.NullMarked;
