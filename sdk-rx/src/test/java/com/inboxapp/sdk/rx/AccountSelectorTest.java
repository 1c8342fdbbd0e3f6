package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.ProspectContext;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.model.TagId;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(UndeliverableErrors.class)
class AccountSelectorTest {
    private static final List<AccountLinkId> IDS = TeamSandbox.ids(3);

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(3);

    private final Accounts accounts = team.rx.accounts();

    private final AccountSelector guide = accounts.selector()
            .when("high value", Prospect::followersCount, count -> count >= 100_000, AccountRef.id(IDS.get(0)))
            .whenTagged("Support", AccountRef.id(IDS.get(1)))
            .defaultAccount(IDS.get(2))
            .build();

    private static Prospect prospect(@Nullable Long followers, List<String> tags) {
        return Prospect.builder()
                .platformId(PlatformUserId.of("7"))
                .username("jordan")
                .followersCount(followers)
                .tags(tags.stream()
                        .map(name -> Tag.builder()
                                .id(TagId.of("tag" + name))
                                .name(name)
                                .color("red")
                                .build())
                        .toList())
                .build();
    }

    private Selection select(Prospect prospect) {
        return guide.select(prospect).blockingGet();
    }

    @Test
    void selectsByTheFirstMatchingRuleAndReportsIt() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            Long followers = random.nextInt(4) == 0 ? null : 99_990L + random.nextInt(20);
            List<String> tags = random.nextBoolean() ? List.of("Support") : List.of("support", "Sales");
            String rule = followers != null && followers >= 100_000
                    ? "high value"
                    : tags.contains("Support") ? "tag Support" : "default";
            Selection selection = select(prospect(followers, tags));
            assertThat(selection.rule()).isEqualTo(rule);
            assertThat(selection.isDefault()).isEqualTo(rule.equals("default"));
            assertThat(selection.account().id())
                    .isEqualTo(IDS.get(
                            List.of("high value", "tag Support", "default").indexOf(rule)));
            assertThat(selection.undecided()).isEqualTo(followers == null ? List.of("high value") : List.of());
        }
        assertThat(team.received()).containsExactly("GET /account-links");
    }

    @Test
    void suggestsTheNullSafeOverloadWhenAConditionUnboxesNull() {
        AccountSelector selector = accounts.selector()
                .when("high value", candidate -> candidate.followersCount() >= 100_000, AccountRef.id(IDS.get(0)))
                .defaultAccount(IDS.get(2))
                .build();
        assertThatThrownBy(() -> selector.select(prospect(null, List.of())).blockingGet())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"high value\"")
                .hasMessageContaining("when(rule, value, condition, account)")
                .hasCauseInstanceOf(NullPointerException.class);
        assertThat(selector.select(prospect(100_000L, List.of())).blockingGet().rule())
                .isEqualTo("high value");
    }

    @Test
    void resolvesTagIdsWithOneRequest() {
        TagId tag = team.inbox
                .tags()
                .create(CreateTagRequest.builder().name("Support").build())
                .execute()
                .id();
        Prospect byId = Prospect.builder()
                .platformId(PlatformUserId.of("7"))
                .username("jordan")
                .context(ProspectContext.builder().tags(List.of(tag)).build())
                .build();
        for (int i = 0; i < 3; i++) {
            assertThat(select(byId).rule()).isEqualTo("tag Support");
        }
        assertThat(team.received("GET /tags")).isEqualTo(1);
    }

    @Test
    void namesAFailingRuleAndRejectsInvalidSelectors() {
        AccountSelector broken = accounts.selector()
                .when("broken", candidate -> candidate.username().charAt(100) == 'x', AccountRef.id(IDS.get(0)))
                .defaultAccount(IDS.get(2))
                .build();
        assertThatThrownBy(() -> broken.select(prospect(1L, List.of())).blockingGet())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken");
        AccountSelector unknown =
                accounts.selector().defaultAccount(AccountRef.handle("nobody")).build();
        assertThatThrownBy(() -> unknown.select(prospect(1L, List.of())).blockingGet())
                .isInstanceOf(InboxAccountException.class);
        assertThatThrownBy(() -> accounts.selector().when("default", candidate -> true, AccountRef.id(IDS.get(0))))
                .hasMessageContaining("unique, non-blank name");
        assertThatThrownBy(() -> accounts.selector().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("defaultAccount is required");
    }
}
