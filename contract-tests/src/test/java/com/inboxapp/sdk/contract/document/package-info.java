/** Checks requests and responses against the OpenAPI document. */
@NullMarked
package com.inboxapp.sdk.contract.document;

import org.jspecify.annotations.NullMarked;
