package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(UndeliverableErrors.class)
class AccountsTest {
    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(3);

    private final Accounts accounts = team.rx.accounts();

    @Test
    void supportsAllPatternsOfTheGuide() {
        List<AccountLinkId> ids = TeamSandbox.ids(3);
        team.threads(ids.get(0), 100, 3);
        team.threads(ids.get(2), 200, 150);
        AccountMetrics metrics = accounts.metrics(InboxView.DEFAULT).blockingGet();
        assertThat(metrics.total(InboxView.DEFAULT)).isEqualTo(153);
        assertThat(accounts.findAnyThread(PlatformUserId.of("101"))
                        .blockingGet()
                        .accountLink()
                        .platformUsername())
                .isEqualTo("acmecorp");
        assertThat(accounts.mergedInbox(
                                ListThreadsQuery.builder().build(),
                                AccountRef.handle("ACME3"),
                                AccountRef.id(ids.get(0)))
                        .count()
                        .blockingGet())
                .isEqualTo(153);
        var unused =
                accounts.from("@acmeCorp").send(PlatformUserId.of("7"), "Hi").blockingGet();
        assertThat(accounts.list().blockingGet()).extracting(AccountLink::id).isEqualTo(ids);
        assertThat(team.received("POST /threads/messages")).isEqualTo(1);
    }
}
