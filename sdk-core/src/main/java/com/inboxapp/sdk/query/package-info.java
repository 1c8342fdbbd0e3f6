/**
 * The choices of a client for what it sends: names, and the formats of arrays and cursors in query strings.
 */
@NullMarked
package com.inboxapp.sdk.query;

import org.jspecify.annotations.NullMarked;
