/** The OpenAPI Generator extension that turns the Inbox document into records, adapters and Retrofit interfaces. */
@NullMarked
package com.inboxapp.sdk.generator;

import org.jspecify.annotations.NullMarked;
