/** Derives the reference document, the same API in the published reference's names, from the hand-written document. */
@NullMarked
package com.inboxapp.sdk.openapi;

import org.jspecify.annotations.NullMarked;
