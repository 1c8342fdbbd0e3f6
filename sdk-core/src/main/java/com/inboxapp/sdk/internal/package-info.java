/**
 * Not part of the API: classes that several packages of the SDK share.
 */
@NullMarked
package com.inboxapp.sdk.internal;

import org.jspecify.annotations.NullMarked;
