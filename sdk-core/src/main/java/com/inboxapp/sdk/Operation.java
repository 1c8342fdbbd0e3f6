package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;

/** An operation of the OpenAPI document. */
record Operation(String id, Safety safety) {}
