/** Tests of the checks: mistakes that are planted in the document must be found. */
@NullMarked
package com.inboxapp.sdk.contract.mistakes;

import org.jspecify.annotations.NullMarked;
