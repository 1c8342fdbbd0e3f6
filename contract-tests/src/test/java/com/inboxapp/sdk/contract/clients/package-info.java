/** Clients in other languages, generated from the document by other generators. */
@NullMarked
package com.inboxapp.sdk.contract.clients;

import org.jspecify.annotations.NullMarked;
