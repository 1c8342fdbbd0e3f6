/** Traffic against the OpenAPI document: nothing that the document does not say, in either direction. */
@NullMarked
package com.inboxapp.sdk.contract.document;

import org.jspecify.annotations.NullMarked;
