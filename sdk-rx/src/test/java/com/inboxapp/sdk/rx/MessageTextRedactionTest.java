package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.AuthorId;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventId;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.EventVersion;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.LastMessage;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.Platform;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.TeamId;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.runtime.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTextRedactionTest {
    private static final String TEXT = "canary";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final AccountLink ACCOUNT = AccountLink.builder()
            .id(AccountLinkId.of("acc_abc123"))
            .platformId(PlatformUserId.of("123456789"))
            .platform(Platform.X)
            .platformUsername("acmecorp")
            .name("Acme")
            .createdAt(NOW)
            .build();

    private static final Message MESSAGE = Message.builder()
            .id(MessageId.of("msg_1"))
            .threadId(ThreadId.of("thread_1"))
            .text(TEXT)
            .attachment(JsonValue.of("{\"name\":\"" + TEXT + "\"}"))
            .createdAt(NOW)
            .build();

    private static final InboxThread THREAD = InboxThread.builder()
            .id(ThreadId.of("thread_1"))
            .accountLinkId(ACCOUNT.id())
            .prospect(Prospect.builder()
                    .platformId(PlatformUserId.of("555555555"))
                    .username("jordanellis")
                    .build())
            .done(false)
            .createdAt(NOW)
            .lastMessage(LastMessage.builder()
                    .id(MessageId.of("msg_1"))
                    .text(TEXT)
                    .authorId(AuthorId.fromServer("acc_abc123"))
                    .createdAt(NOW)
                    .build())
            .build();

    private static final Event EVENT = Event.builder()
            .id(EventId.of("event_1"))
            .seq(1L)
            .teamId(TeamId.of("team_1"))
            .type(EventType.MESSAGE_CREATED)
            .timestamp(NOW)
            .version(EventVersion.V1_0)
            .data(JsonValue.of("{\"text\":\"" + TEXT + "\"}"))
            .build();

    static Stream<Object> values() {
        IncomingMessage incoming = new IncomingMessage(ACCOUNT, THREAD, MESSAGE);
        OutreachMessage outreach = new OutreachMessage(PlatformUserId.of("555555555"), TEXT);
        return Stream.of(
                MESSAGE,
                THREAD,
                EVENT,
                incoming,
                new RoutingResult(incoming, RoutingResult.Outcome.UNMATCHED, null, null),
                new EventSignal.Received(EVENT),
                new Page<>(List.of(THREAD), null),
                outreach,
                new OutreachResult(outreach, OutreachResult.Outcome.FAILED, null, null, null),
                new OutreachPlan(
                        List.of(new OutreachPlan.Planned(
                                outreach, OutreachResult.Outcome.SENT, ACCOUNT, Duration.ZERO)),
                        Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("values")
    void toStringOmitsTheMessageText(Object value) {
        assertThat(value.toString()).isNotEmpty().doesNotContain(TEXT);
    }
}
