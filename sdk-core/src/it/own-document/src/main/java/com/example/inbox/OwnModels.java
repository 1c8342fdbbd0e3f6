package com.example.inbox;

import com.example.inbox.api.AccountLinksApi;
import com.example.inbox.model.AccountLink;
import com.example.inbox.model.InboxModels;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.query.NameSet;
import com.squareup.moshi.Moshi;

/** Uses what was generated from the edited document, with the client of the SDK. */
public final class OwnModels {
    private OwnModels() {}

    public static void main(String[] args) throws Exception {
        InboxModels models = new InboxModels(NameSet.GUIDE);
        AccountLink link = new Moshi.Builder()
                .add(models)
                .build()
                .adapter(AccountLink.class)
                .fromJson("{\"id\":\"acc_abc123\",\"platformId\":\"123456789\",\"platform\":\"x\",\"platformUsername\":\"acmecorp\","
                        + "\"name\":\"Acme Corp\",\"createdAt\":\"2024-01-15T10:30:00.000Z\",\"nickname\":\"the shop\"}");
        try (InboxClient inbox = InboxClient.builder().apiToken("token").models(models).build()) {
            System.out.println(inbox.api(AccountLinksApi.class).list().operation() + " knows " + link.nickname());
        }
    }
}
