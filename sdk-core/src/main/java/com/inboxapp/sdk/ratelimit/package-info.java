/**
 * The limits on how often requests may be sent: the options of a client, the limits that the server reports, and the limiter, which
 * {@link com.inboxapp.sdk.ratelimit.RateLimiter} lets you replace.
 */
@NullMarked
package com.inboxapp.sdk.ratelimit;

import org.jspecify.annotations.NullMarked;
