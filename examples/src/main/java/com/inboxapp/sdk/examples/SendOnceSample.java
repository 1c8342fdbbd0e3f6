package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;

/** A sample of the README. A test checks that the README has exactly this code. */
final class SendOnceSample {
    private SendOnceSample() {}

    static SentMessage run(InboxClient inbox) {
        // sample
        QuickSendRequest message = QuickSendRequest.builder()
                .accountLinkId(AccountLinkId.of("acc_abc123"))
                .prospectPlatformId(PlatformUserId.of("555555555"))
                .text("Hi! Thanks for reaching out.")
                .build();
        SentMessage sent = inbox.confirmed().quickSend(message);
        // end of sample
        return sent;
    }
}
