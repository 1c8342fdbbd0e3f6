package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Platform;
import com.inboxapp.sdk.model.PlatformUserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrandVoicesTest {
    private static final AccountDirectory DIRECTORY = new AccountDirectory(
            Stream.of("founder", "sales", "support", "main")
                    .map(name -> AccountLink.builder()
                            .id(AccountLinkId.of("acc_" + name))
                            .platformId(PlatformUserId.of("1"))
                            .platform(Platform.X)
                            .platformUsername(name)
                            .name(name)
                            .createdAt(Instant.EPOCH)
                            .build())
                    .toList(),
            Map.of());

    private static BrandVoices.Builder guide() {
        return BrandVoices.builder(DIRECTORY)
                .voice(id("acc_founder"), "personal, casual, founder-to-founder")
                .voice(id("acc_sales"), "professional, helpful, solution-focused")
                .voice(id("acc_support"), "empathetic, patient, technical when needed");
    }

    private static AccountRef id(String id) {
        return AccountRef.id(AccountLinkId.of(id));
    }

    @Test
    void promptsMatchTheGuideVerbatim() {
        BrandVoices voices = guide().defaultVoice("professional and helpful").build();
        assertThat(List.of("acc_founder", "acc_sales", "acc_support", "acc_main"))
                .extracting(account -> voices.systemPrompt(AccountLinkId.of(account)))
                .containsExactly(
                        "You are responding on behalf of this account. Maintain a personal, casual, founder-to-founder tone.",
                        "You are responding on behalf of this account. Maintain a professional, helpful, solution-focused tone.",
                        "You are responding on behalf of this account. Maintain a empathetic, patient, technical when needed tone.",
                        "You are responding on behalf of this account. Maintain a professional and helpful tone.");
    }

    @Test
    void rejectsAVoiceForAnAccountThatIsNotConnected() {
        assertThatThrownBy(() -> guide().voice(id("acc_gone"), "loud")
                        .defaultVoice("professional and helpful")
                        .build())
                .isInstanceOf(InboxAccountException.class)
                .hasMessageContaining("acc_gone")
                .hasMessageContaining("@founder");
    }

    @Test
    void insertsTheVoiceIntoACustomTemplate() {
        BrandVoices voices = guide().template("Be {voice}. $1 \\")
                .defaultVoice("professional and helpful")
                .build();
        assertThat(voices.systemPrompt(AccountLinkId.of("acc_main"))).isEqualTo("Be professional and helpful. $1 \\");
        assertThatThrownBy(() -> guide().template("Be loud")).hasMessageContaining("{voice}");
    }

    @Test
    void rejectsDuplicateAndBlankVoices() {
        assertThatThrownBy(() -> guide().voice(id("acc_sales"), "loud")).hasMessageContaining("already");
        assertThatThrownBy(() -> guide().voice(AccountRef.handle("sales"), "loud")
                        .defaultVoice("professional and helpful")
                        .build())
                .hasMessageContaining("two voices");
        assertThatThrownBy(() -> guide().voice(id("acc_main"), " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> guide().defaultVoice(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> guide().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("defaultVoice is required");
    }
}
