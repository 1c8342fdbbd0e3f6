/**
 * What generated code stands on: three-state fields, raw JSON, query encoding, checks.
 *
 * <p>Of interest to callers are {@link com.inboxapp.sdk.runtime.Patch}, {@link com.inboxapp.sdk.runtime.JsonValue} and the
 * options {@link com.inboxapp.sdk.runtime.NameSet}, {@link com.inboxapp.sdk.runtime.ArrayForm} and
 * {@link com.inboxapp.sdk.runtime.CursorForm}; the rest is called by generated code only.
 */
@NullMarked
package com.inboxapp.sdk.runtime;

import org.jspecify.annotations.NullMarked;
