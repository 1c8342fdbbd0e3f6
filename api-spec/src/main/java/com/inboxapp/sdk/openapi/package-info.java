/** Derives the reference document, the same API in the reference names, from the hand-written document. */
@NullMarked
package com.inboxapp.sdk.openapi;

import org.jspecify.annotations.NullMarked;
