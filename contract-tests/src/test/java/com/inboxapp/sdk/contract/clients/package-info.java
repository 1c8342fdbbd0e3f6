/** Tests of clients in other languages that other generators generate from the document. */
@NullMarked
package com.inboxapp.sdk.contract.clients;

import org.jspecify.annotations.NullMarked;
