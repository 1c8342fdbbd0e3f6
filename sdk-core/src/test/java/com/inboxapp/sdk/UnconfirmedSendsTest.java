package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnconfirmedSendsTest {
    private static final ThreadId THREAD = ThreadId.of("thread_1");
    private static final AccountLinkId SALES = AccountLinkId.of("acc_abc123");

    private final UnconfirmedSends open = new UnconfirmedSends();

    private static SendContext quickSend(
            String account, @Nullable String platformId, @Nullable String externalId, String text) {
        AccountLinkId link = AccountLinkId.of(account);
        QuickSendRequest message = QuickSendRequest.builder()
                .accountLinkId(link)
                .prospectPlatformId(platformId == null ? null : PlatformUserId.of(platformId))
                .externalId(externalId == null ? null : ProspectId.of(externalId))
                .text(text)
                .build();
        return new SendContext(link, null, message, null, null);
    }

    private static SendContext reply(String thread, String text) {
        return new SendContext(
                null,
                ThreadId.of(thread),
                null,
                SendMessageRequest.builder().text(text).build(),
                null);
    }

    private boolean mayMatch(SendContext underWay, SendContext lost) {
        open.add(1, underWay);
        boolean may = mayCreateTheSameText(lost);
        open.remove(1, false);
        return may;
    }

    private boolean mayCreateTheSameText(SendContext lost) {
        return open.mayOneLeave(open.underWay(lost, THREAD, SALES), lost.text());
    }

    @Test
    void matchesQuickSendsToTheSameProspect() {
        SendContext lost = quickSend("acc_abc123", "555", null, "Hi");

        assertThat(mayMatch(quickSend("acc_abc123", "555", null, " Hi "), lost)).isTrue();
        assertThat(mayMatch(quickSend("acc_abc123", null, "prospect_1", "Hi"), lost))
                .isTrue();
        assertThat(mayMatch(quickSend("acc_abc123", "666", null, "Hi"), lost)).isFalse();
        assertThat(mayMatch(quickSend("acc_def456", "555", null, "Hi"), lost)).isFalse();
        assertThat(mayMatch(quickSend("acc_abc123", "555", null, "Ho"), lost)).isFalse();
        assertThat(mayMatch(
                        quickSend("acc_abc123", null, "prospect_1", "Hi"),
                        quickSend("acc_abc123", null, "prospect_2", "Hi")))
                .isFalse();
    }

    @Test
    void matchesRepliesInTheSameThread() {
        assertThat(mayMatch(reply("thread_1", "Hi"), reply("thread_1", "Hi"))).isTrue();
        assertThat(mayMatch(reply("thread_2", "Hi"), reply("thread_1", "Hi"))).isFalse();
    }

    @Test
    void matchesRepliesAndQuickSendsByThreadOrAccount() {
        assertThat(mayMatch(reply("thread_1", "Hi"), quickSend("acc_abc123", "555", null, "Hi")))
                .isTrue();
        assertThat(mayMatch(reply("thread_2", "Hi"), quickSend("acc_abc123", "555", null, "Hi")))
                .isFalse();
        assertThat(mayMatch(quickSend("acc_abc123", "555", null, "Hi"), reply("thread_1", "Hi")))
                .isTrue();
        assertThat(mayMatch(quickSend("acc_def456", "555", null, "Hi"), reply("thread_1", "Hi")))
                .isFalse();
    }

    @Test
    void ignoresCallsThatDoNotSend() {
        open.add(1, new SendContext(SALES, THREAD, null, null, "Hi"));

        assertThat(mayCreateTheSameText(reply("thread_1", "Hi"))).isFalse();
    }

    @Test
    void forgetsCompletedSends() {
        open.add(1, reply("thread_1", "Hi"));
        open.add(2, reply("thread_1", "Hi"));
        open.remove(1, false);
        assertThat(mayCreateTheSameText(reply("thread_1", "Hi"))).isTrue();
        open.remove(2, false);
        assertThat(mayCreateTheSameText(reply("thread_1", "Hi"))).isFalse();
    }

    @Test
    void attributesAMessageToAnUnconfirmedSend() {
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
    void attributesAnEquivalentTextToAnUnconfirmedSend() {
        open.add(1, reply("thread_1", "Fish & chips, see https://a.example"));
        open.remove(1, true);

        assertThat(isOfAnother("Fish &amp; chips, see https://t.co/Ab1", 3, "thread_1"))
                .isTrue();
        assertThat(isOfAnother("Fish and chips, see https://t.co/Ab1", 3, "thread_1"))
                .isFalse();
    }

    @Test
    void doesNotAttributeAMessageToAnotherSendOfTheSameText() {
        open.add(1, reply("thread_1", "Fish & chips"));
        open.remove(1, true);

        assertThat(open.isOfAnother("Fish &amp; chips", 3, reply("thread_1", "Fish & chips"), THREAD, SALES))
                .isFalse();
    }

    @Test
    void attributesNoFurtherMessageToAConfirmedSend() {
        open.add(1, reply("thread_1", "Hi"));
        open.remove(1, true);

        open.confirmed(Set.of(1L, 2L));

        assertThat(isOfAnother("Hi", 3, "thread_1")).isFalse();
    }

    @Test
    void tracksSendsOfTheSameThreadUntilTheyEnd() {
        open.add(1, reply("thread_1", "Hi"));
        open.add(2, reply("thread_2", "Hi"));
        Set<Long> underWay = open.underWay(reply("thread_1", "Ho"), THREAD, SALES);
        open.add(3, reply("thread_1", "Hi"));

        assertThat(underWay).containsExactly(1L);
        assertThat(open.isOneUnderWay(underWay)).isTrue();
        assertThat(open.mayOneLeave(underWay, "Ho")).isFalse();
        assertThat(open.mayOneLeave(underWay, "hi!")).isTrue();

        open.remove(1, false);

        assertThat(open.isOneUnderWay(underWay)).isFalse();
        assertThat(open.mayOneLeave(underWay, "Hi")).isFalse();
    }
}
