package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenSendsTest {
    private static final ThreadId THREAD = ThreadId.of("thread_1");
    private static final AccountLinkId SALES = AccountLinkId.of("acc_abc123");

    private final OpenSends open = new OpenSends();

    private static CallSubject quickSend(
            String account, @Nullable String platformId, @Nullable String externalId, String text) {
        AccountLinkId link = AccountLinkId.of(account);
        QuickSendRequest message = QuickSendRequest.builder()
                .accountLinkId(link)
                .prospectPlatformId(platformId == null ? null : PlatformUserId.of(platformId))
                .externalId(externalId == null ? null : ProspectId.of(externalId))
                .text(text)
                .build();
        return new CallSubject(link, null, message, null, null);
    }

    private static CallSubject reply(String thread, String text) {
        return new CallSubject(
                null,
                ThreadId.of(thread),
                null,
                SendMessageRequest.builder().text(text).build(),
                null);
    }

    private boolean mayBeTaken(CallSubject underWay, CallSubject lost) {
        open.add(1, underWay);
        boolean may = open.mayLeaveTheSame(lost, THREAD, SALES);
        open.remove(1, false);
        return may;
    }

    @Test
    void ofQuickSendsTheSameProspectCounts() {
        CallSubject lost = quickSend("acc_abc123", "555", null, "Hi");

        assertThat(mayBeTaken(quickSend("acc_abc123", "555", null, " Hi "), lost))
                .isTrue();
        assertThat(mayBeTaken(quickSend("acc_abc123", null, "prospect_1", "Hi"), lost))
                .isTrue();
        assertThat(mayBeTaken(quickSend("acc_abc123", "666", null, "Hi"), lost)).isFalse();
        assertThat(mayBeTaken(quickSend("acc_def456", "555", null, "Hi"), lost)).isFalse();
        assertThat(mayBeTaken(quickSend("acc_abc123", "555", null, "Ho"), lost)).isFalse();
        assertThat(mayBeTaken(
                        quickSend("acc_abc123", null, "prospect_1", "Hi"),
                        quickSend("acc_abc123", null, "prospect_2", "Hi")))
                .isFalse();
    }

    @Test
    void ofRepliesTheSameThreadCounts() {
        assertThat(mayBeTaken(reply("thread_1", "Hi"), reply("thread_1", "Hi"))).isTrue();
        assertThat(mayBeTaken(reply("thread_2", "Hi"), reply("thread_1", "Hi"))).isFalse();
    }

    @Test
    void betweenBothTheThreadOrTheAccountCounts() {
        assertThat(mayBeTaken(reply("thread_1", "Hi"), quickSend("acc_abc123", "555", null, "Hi")))
                .isTrue();
        assertThat(mayBeTaken(reply("thread_2", "Hi"), quickSend("acc_abc123", "555", null, "Hi")))
                .isFalse();
        assertThat(mayBeTaken(quickSend("acc_abc123", "555", null, "Hi"), reply("thread_1", "Hi")))
                .isTrue();
        assertThat(mayBeTaken(quickSend("acc_def456", "555", null, "Hi"), reply("thread_1", "Hi")))
                .isFalse();
    }

    @Test
    void whatDoesNotSendIsNotThere() {
        open.add(1, new CallSubject(SALES, THREAD, null, null, "Hi"));

        assertThat(open.mayLeaveTheSame(reply("thread_1", "Hi"), THREAD, SALES)).isFalse();
    }

    @Test
    void whatIsOverIsGone() {
        open.add(1, reply("thread_1", "Hi"));
        open.add(2, reply("thread_1", "Hi"));
        open.remove(1, false);
        assertThat(open.mayLeaveTheSame(reply("thread_1", "Hi"), THREAD, SALES)).isTrue();
        open.remove(2, false);
        assertThat(open.mayLeaveTheSame(reply("thread_1", "Hi"), THREAD, SALES)).isFalse();
    }

    @Test
    void whatEndedUnconfirmedHasItsOwnMessage() {
        open.add(1, reply("thread_1", "Hi"));
        open.remove(1, true);
        open.add(2, reply("thread_1", "Ho"));
        open.remove(2, false);

        assertThat(isOfAnother("Hi", 3, "thread_1")).isTrue();
        assertThat(isOfAnother("Hi", 1, "thread_1")).isFalse();
        assertThat(isOfAnother("Hi!", 3, "thread_1")).isFalse();
        assertThat(isOfAnother("Ho", 3, "thread_1")).isFalse();
        assertThat(isOfAnother("Hi", 3, "thread_2")).isFalse();
    }

    private boolean isOfAnother(String text, long call, String thread) {
        return open.isOfAnother(text, call, reply(thread, "Something else"), ThreadId.of(thread), SALES);
    }

    @Test
    void anyTextInTheSamePlaceMayBeLeftByACallUnderWay() {
        open.add(1, reply("thread_1", "Hi"));

        assertThat(open.mayLeaveAny(reply("thread_1", "Ho"), THREAD, SALES)).isTrue();
        assertThat(open.mayLeaveAny(reply("thread_2", "Ho"), ThreadId.of("thread_2"), SALES))
                .isFalse();
    }
}
