/** The contract between the SDK, the document and a provider. */
@NullMarked
package com.inboxapp.sdk.contract;

import org.jspecify.annotations.NullMarked;
