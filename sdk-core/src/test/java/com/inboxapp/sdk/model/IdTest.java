package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.JsonDataException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdTest {
    private record Kind(String name, Function<String, Object> of, Function<String, Object> fromServer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Kind> INBOX = List.of(
            new Kind("AccountLinkId", AccountLinkId::of, AccountLinkId::fromServer),
            new Kind("CampaignId", CampaignId::of, CampaignId::fromServer),
            new Kind("CampaignStepId", CampaignStepId::of, CampaignStepId::fromServer),
            new Kind("EventId", EventId::of, EventId::fromServer),
            new Kind("MemberId", MemberId::of, MemberId::fromServer),
            new Kind("MessageId", MessageId::of, MessageId::fromServer),
            new Kind("MessageVersionId", MessageVersionId::of, MessageVersionId::fromServer),
            new Kind("ProspectId", ProspectId::of, ProspectId::fromServer),
            new Kind("StatusId", StatusId::of, StatusId::fromServer),
            new Kind("TagId", TagId::of, TagId::fromServer),
            new Kind("TeamId", TeamId::of, TeamId::fromServer),
            new Kind("ThreadId", ThreadId::of, ThreadId::fromServer),
            new Kind("UserId", UserId::of, UserId::fromServer));
    private static final Kind PLATFORM = new Kind("PlatformUserId", PlatformUserId::of, PlatformUserId::fromServer);
    private static final List<Kind> ANY = List.of(
            new Kind("AuthorId", AuthorId::of, AuthorId::fromServer),
            new Kind("PlatformConversationId", PlatformConversationId::of, PlatformConversationId::fromServer),
            new Kind("PlatformMessageId", PlatformMessageId::of, PlatformMessageId::fromServer));

    static List<Kind> inbox() {
        return INBOX;
    }

    static List<Kind> all() {
        return Stream.of(INBOX, List.of(PLATFORM), ANY).flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource("inbox")
    void rejectsInboxIdsThatArePlatformIdsOrUnsafeInPaths(Kind id) {
        assertThat(id.of().apply("acc_abc123")).hasToString("acc_abc123");
        for (String wrong : List.of("123456789", ".", "..", "a/b", "a b", "a\n", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> id.of().apply(wrong))
                    .withMessageStartingWith(id.name());
        }
    }

    @Test
    void acceptsPlatformIdsOfOneToNineteenDigitsOnly() {
        assertThat(PLATFORM.of().apply("9999999999999999999")).hasToString("9999999999999999999");
        for (String wrong : List.of("acc_abc123", "@acmecorp", "12345678901234567890", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PLATFORM.of().apply(wrong))
                    .withMessageStartingWith("PlatformUserId");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void acceptsServerIdsOfAnyForm(Kind id) {
        for (String text : List.of("acc_abc123", "123456789", "12345-67890", "a/b", "..", "ä \n")) {
            assertThat(id.fromServer().apply(text)).hasToString(text);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> id.fromServer().apply(""));
        assertThatIllegalArgumentException().isThrownBy(() -> id.fromServer().apply(null));
    }

    @ParameterizedTest
    @MethodSource("all")
    void comparesIdsOfOneTypeByText(Kind id) {
        assertThat(id.fromServer().apply("a"))
                .isEqualTo(id.fromServer().apply("a"))
                .hasSameHashCodeAs(id.fromServer().apply("a"))
                .isNotEqualTo(id.fromServer().apply("b"));
    }

    @Test
    void neverEqualsAnIdOfAnotherType() {
        Object thread = ThreadId.of("a");

        assertThat(thread).isNotEqualTo(MessageId.of("a"));
    }

    @Test
    void matchesAnAuthorWithAnAccountByText() {
        assertThat(AuthorId.of("acc_abc123").isAccount(AccountLinkId.of("acc_abc123")))
                .isTrue();
        assertThat(AuthorId.of("555555555").isAccount(AccountLinkId.of("acc_abc123")))
                .isFalse();
    }

    @Test
    void reportsAnEmptyIdInAResponseWithItsPath() {
        assertThatExceptionOfType(JsonDataException.class)
                .isThrownBy(() -> Adapters.read(Tag.class, "{\"id\":\"\",\"name\":\"n\",\"color\":\"red\"}"))
                .withMessageStartingWith("$.id ");
    }
}
