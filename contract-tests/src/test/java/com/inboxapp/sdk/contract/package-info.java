/** Tests of the contract between the SDK, the OpenAPI document and a provider. */
@NullMarked
package com.inboxapp.sdk.contract;

import org.jspecify.annotations.NullMarked;
