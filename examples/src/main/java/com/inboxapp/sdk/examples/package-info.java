/** Example programs for the SDK. */
@NullMarked
package com.inboxapp.sdk.examples;

import org.jspecify.annotations.NullMarked;
