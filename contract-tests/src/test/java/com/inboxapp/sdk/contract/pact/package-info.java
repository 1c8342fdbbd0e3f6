/** What the SDK sends and reads, interaction by interaction, recorded as Pact files. */
@NullMarked
package com.inboxapp.sdk.contract.pact;

import org.jspecify.annotations.NullMarked;
