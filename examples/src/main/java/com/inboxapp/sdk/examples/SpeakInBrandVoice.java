package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.BrandVoices;
import java.io.PrintStream;

/** Implements the guide's recipe "Brand Voice by Account". */
final class SpeakInBrandVoice {
    private SpeakInBrandVoice() {}

    static void run(Accounts accounts, PrintStream out) {
        BrandVoices voices = BrandVoices.builder(accounts.directory().blockingGet())
                .voice(AccountRef.handle("acmesupport"), "empathetic, patient, technical when needed")
                .defaultVoice("professional and helpful")
                .build();
        out.println(voices.systemPrompt(AccountLinkId.of("acc_def456")));
        out.println(voices.systemPrompt(AccountLinkId.of("acc_abc123")));
    }
}
