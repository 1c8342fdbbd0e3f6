/** Programs to read, run and copy from. */
@NullMarked
package com.inboxapp.sdk.examples;

import org.jspecify.annotations.NullMarked;
