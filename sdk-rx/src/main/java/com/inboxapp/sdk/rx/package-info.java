/** The Inbox API as RxJava 3 streams. Start at {@link com.inboxapp.sdk.rx.RxInboxClient}. */
@NullMarked
package com.inboxapp.sdk.rx;

import org.jspecify.annotations.NullMarked;
