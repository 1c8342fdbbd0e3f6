/** Mistakes that are planted into the document: what does not find them is no checker. */
@NullMarked
package com.inboxapp.sdk.contract.mistakes;

import org.jspecify.annotations.NullMarked;
