package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;

/** What the OpenAPI document says of an operation. */
record Operation(String id, Safety safety) {}
