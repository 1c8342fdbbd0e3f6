/** Interactions between the SDK and a provider, and tests that record them as Pact files. */
@NullMarked
package com.inboxapp.sdk.contract.pact;

import org.jspecify.annotations.NullMarked;
