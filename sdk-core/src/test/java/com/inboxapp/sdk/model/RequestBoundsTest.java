package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.JsonDataException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBoundsTest {
    @Test
    void aPageHasOneToOneHundredEntriesAndOneOfEventsUpToAThousand() {
        assertThat(ListThreadsQuery.builder().limit(1).build().limit()).isEqualTo(1);
        assertThat(ListThreadsQuery.builder().limit(100).build().limit()).isEqualTo(100);
        assertThat(ListEventsQuery.builder().limit(1000).build().limit()).isEqualTo(1000);
        refused(() -> ListThreadsQuery.builder().limit(0).build(), "ListThreadsQuery.limit");
        refused(() -> ListThreadsQuery.builder().limit(101).build(), "ListThreadsQuery.limit");
        refused(() -> ListMessagesQuery.builder().limit(101).build(), "ListMessagesQuery.limit");
        refused(() -> ListEventsQuery.builder().limit(1001).build(), "ListEventsQuery.limit");
    }

    @Test
    void aSequenceNumberIsNotNegative() {
        assertThat(ListEventsQuery.builder().afterSeq(0L).build().afterSeq()).isZero();
        refused(() -> ListEventsQuery.builder().afterSeq(-1L).build(), "ListEventsQuery.afterSeq");
    }

    @Test
    void aTextToSendHasAtLeastOneCharacter() {
        refused(() -> SendMessageRequest.builder().text("").build(), "SendMessageRequest.text");
        refused(() -> EditMessageRequest.builder().text("").build(), "EditMessageRequest.text");
        refused(() -> ReactionRequest.builder().emoji("").build(), "ReactionRequest.emoji");
        refused(
                () -> quickSend()
                        .text("")
                        .prospectPlatformId(PlatformUserId.of("1"))
                        .build(),
                "QuickSendRequest.text");
        refused(() -> SendMessageRequest.builder().build(), "SendMessageRequest.text");
    }

    @Test
    void aNameHasOneToTwoHundredAndFiftyFiveCharacters() {
        String longest = "👍".repeat(255);
        assertThat(CreateTagRequest.builder().name(longest).build().name()).isEqualTo(longest);
        assertThat(UpdateStatusRequest.builder().name("n").build().name()).isEqualTo("n");
        refused(() -> CreateTagRequest.builder().name("").build(), "CreateTagRequest.name");
        refused(() -> CreateTagRequest.builder().name(longest + "a").build(), "CreateTagRequest.name");
        refused(() -> CreateStatusRequest.builder().name("").build(), "CreateStatusRequest.name");
        refused(() -> UpdateTagRequest.builder().name("").build(), "UpdateTagRequest.name");
        refused(() -> UpdateStatusRequest.builder().name(longest + "a").build(), "UpdateStatusRequest.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#1d9bf0", "#1D9BF0", "light blue"})
    void aColorIsANameOrSixHexadecimalDigits(String color) {
        assertThatCode(() -> {
                    CreateTagRequest.builder().name("n").color(color).build();
                    CreateStatusRequest.builder().name("n").color(color).build();
                    UpdateTagRequest.builder().color(color).build();
                    UpdateStatusRequest.builder().color(color).build();
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "#1d9bf", "#1d9bf0f", "#gggggg", "#1d9bf0\n"})
    void anyOtherColorIsRefused(String color) {
        refused(() -> CreateTagRequest.builder().name("n").color(color).build(), "CreateTagRequest.color");
        refused(() -> CreateStatusRequest.builder().name("n").color(color).build(), "CreateStatusRequest.color");
        refused(() -> UpdateTagRequest.builder().color(color).build(), "UpdateTagRequest.color");
        refused(() -> UpdateStatusRequest.builder().color(color).build(), "UpdateStatusRequest.color");
    }

    @Test
    void aProspectIsNamedExactlyOnce() {
        PlatformUserId platformId = PlatformUserId.of("555555555");
        ProspectId externalId = ProspectId.of("prospect_1");

        refused(() -> quickSend().text("t").build(), "QuickSendRequest");
        refused(
                () -> quickSend()
                        .text("t")
                        .prospectPlatformId(platformId)
                        .externalId(externalId)
                        .build(),
                "QuickSendRequest");
        refused(
                () -> CreateThreadRequest.builder()
                        .accountLinkId(AccountLinkId.of("acc_1"))
                        .build(),
                "CreateThreadRequest");
        refused(
                () -> LookupThreadQuery.builder()
                        .accountLinkId(AccountLinkId.of("acc_1"))
                        .prospectPlatformId(platformId)
                        .externalId(externalId)
                        .build(),
                "LookupThreadQuery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@jordanellis"})
    void aUsernameIsNotEmptyAndHasNoAtSign(String username) {
        refused(
                () -> LookupThreadsByUsernameQuery.builder().username(username).build(),
                "LookupThreadsByUsernameQuery.username");
    }

    @Test
    void aSettingIsSetOrClearedButNeverAbsent() {
        refused(
                () -> UpdateThreadSettingsRequest.builder().build(),
                "UpdateThreadSettingsRequest.typingIndicatorsEnabled");
    }

    @Test
    void theRefusedTextIsNotInTheError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CreateTagRequest.builder().name("n").color("#private").build())
                .withMessageNotContaining("private");
    }

    @Test
    void aStoredRequestThatBreaksARuleIsRefusedAsJson() {
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Adapters.read(CreateTagRequest.class, "{\"name\":\"\"}"))
                .withMessageStartingWith("CreateTagRequest.name ")
                .withMessageContaining("$");
    }

    private static QuickSendRequest.Builder quickSend() {
        return QuickSendRequest.builder().accountLinkId(AccountLinkId.of("acc_abc123"));
    }

    private static void refused(ThrowingCallable building, String what) {
        assertThatIllegalArgumentException().isThrownBy(building).withMessageStartingWith(what + " ");
    }
}
