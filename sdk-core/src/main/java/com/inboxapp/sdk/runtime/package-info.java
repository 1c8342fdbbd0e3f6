/**
 * The runtime of the generated code: three-state properties, raw JSON, query encoding, validation.
 *
 * <p>Callers use {@link com.inboxapp.sdk.runtime.Patch}, {@link com.inboxapp.sdk.runtime.JsonValue}, and the
 * options {@link com.inboxapp.sdk.query.NameSet}, {@link com.inboxapp.sdk.query.ArrayFormat} and
 * {@link com.inboxapp.sdk.query.CursorFormat}. Only generated code calls the rest.
 */
@NullMarked
package com.inboxapp.sdk.runtime;

import org.jspecify.annotations.NullMarked;
