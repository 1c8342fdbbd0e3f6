/** An extension of OpenAPI Generator that generates records, adapters and Retrofit interfaces from the Inbox document. */
@NullMarked
package com.inboxapp.sdk.generator;

import org.jspecify.annotations.NullMarked;
