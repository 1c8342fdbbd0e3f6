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
    void limitsPageSizesTo100AndTo1000ForEvents() {
        assertThat(ListThreadsQuery.builder().limit(1).build().limit()).isEqualTo(1);
        assertThat(ListThreadsQuery.builder().limit(100).build().limit()).isEqualTo(100);
        assertThat(ListEventsQuery.builder().limit(1000).build().limit()).isEqualTo(1000);
        assertRejected(() -> ListThreadsQuery.builder().limit(0).build(), "ListThreadsQuery.limit");
        assertRejected(() -> ListThreadsQuery.builder().limit(101).build(), "ListThreadsQuery.limit");
        assertRejected(() -> ListMessagesQuery.builder().limit(101).build(), "ListMessagesQuery.limit");
        assertRejected(() -> ListEventsQuery.builder().limit(1001).build(), "ListEventsQuery.limit");
    }

    @Test
    void rejectsANegativeSequenceNumber() {
        assertThat(ListEventsQuery.builder().afterSeq(0L).build().afterSeq()).isZero();
        assertRejected(() -> ListEventsQuery.builder().afterSeq(-1L).build(), "ListEventsQuery.afterSeq");
    }

    @Test
    void rejectsAnEmptyText() {
        assertRejected(() -> SendMessageRequest.builder().text("").build(), "SendMessageRequest.text");
        assertRejected(() -> EditMessageRequest.builder().text("").build(), "EditMessageRequest.text");
        assertRejected(() -> ReactionRequest.builder().emoji("").build(), "ReactionRequest.emoji");
        assertRejected(
                () -> quickSend()
                        .text("")
                        .prospectPlatformId(PlatformUserId.of("1"))
                        .build(),
                "QuickSendRequest.text");
        assertRejected(() -> SendMessageRequest.builder().build(), "SendMessageRequest.text");
    }

    @Test
    void limitsNamesTo255Characters() {
        String maxName = "👍".repeat(255);
        assertThat(CreateTagRequest.builder().name(maxName).build().name()).isEqualTo(maxName);
        assertThat(UpdateStatusRequest.builder().name("n").build().name()).isEqualTo("n");
        assertRejected(() -> CreateTagRequest.builder().name("").build(), "CreateTagRequest.name");
        assertRejected(() -> CreateTagRequest.builder().name(maxName + "a").build(), "CreateTagRequest.name");
        assertRejected(() -> CreateStatusRequest.builder().name("").build(), "CreateStatusRequest.name");
        assertRejected(() -> UpdateTagRequest.builder().name("").build(), "UpdateTagRequest.name");
        assertRejected(() -> UpdateStatusRequest.builder().name(maxName + "a").build(), "UpdateStatusRequest.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#1d9bf0", "#1D9BF0", "light blue"})
    void acceptsColorNamesAndSixHexadecimalDigits(String color) {
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
    void rejectsAnyOtherColor(String color) {
        assertRejected(() -> CreateTagRequest.builder().name("n").color(color).build(), "CreateTagRequest.color");
        assertRejected(
                () -> CreateStatusRequest.builder().name("n").color(color).build(), "CreateStatusRequest.color");
        assertRejected(() -> UpdateTagRequest.builder().color(color).build(), "UpdateTagRequest.color");
        assertRejected(() -> UpdateStatusRequest.builder().color(color).build(), "UpdateStatusRequest.color");
    }

    @Test
    void requiresExactlyOneProspectId() {
        PlatformUserId platformId = PlatformUserId.of("555555555");
        ProspectId externalId = ProspectId.of("prospect_1");

        assertRejected(() -> quickSend().text("t").build(), "QuickSendRequest");
        assertRejected(
                () -> quickSend()
                        .text("t")
                        .prospectPlatformId(platformId)
                        .externalId(externalId)
                        .build(),
                "QuickSendRequest");
        assertRejected(
                () -> CreateThreadRequest.builder()
                        .accountLinkId(AccountLinkId.of("acc_1"))
                        .build(),
                "CreateThreadRequest");
        assertRejected(
                () -> LookupThreadQuery.builder()
                        .accountLinkId(AccountLinkId.of("acc_1"))
                        .prospectPlatformId(platformId)
                        .externalId(externalId)
                        .build(),
                "LookupThreadQuery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@jordanellis"})
    void rejectsAnEmptyUsernameAndAnAtSign(String username) {
        assertRejected(
                () -> LookupThreadsByUsernameQuery.builder().username(username).build(),
                "LookupThreadsByUsernameQuery.username");
    }

    @Test
    void rejectsAnAbsentSetting() {
        assertRejected(
                () -> UpdateThreadSettingsRequest.builder().build(),
                "UpdateThreadSettingsRequest.typingIndicatorsEnabled");
    }

    @Test
    void omitsTheRejectedTextFromTheError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CreateTagRequest.builder().name("n").color("#private").build())
                .withMessageNotContaining("private");
    }

    @Test
    void rejectsAStoredRequestThatBreaksARule() {
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Adapters.read(CreateTagRequest.class, "{\"name\":\"\"}"))
                .withMessageStartingWith("CreateTagRequest.name ")
                .withMessageContaining("$");
    }

    private static QuickSendRequest.Builder quickSend() {
        return QuickSendRequest.builder().accountLinkId(AccountLinkId.of("acc_abc123"));
    }

    private static void assertRejected(ThrowingCallable building, String what) {
        assertThatIllegalArgumentException().isThrownBy(building).withMessageStartingWith(what + " ");
    }
}
