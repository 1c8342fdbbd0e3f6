package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.CreateStatusRequest;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.CreateThreadRequest;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.MemberId;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ReactionRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.TagFilter;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import com.inboxapp.sdk.model.UpdateStatusRequest;
import com.inboxapp.sdk.model.UpdateTagRequest;
import com.inboxapp.sdk.model.UpdateThreadRequest;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.runtime.Texts;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** A text either reaches the server unchanged or is rejected before anything is sent. */
class SentTextProperties {
    private static final MockWebServer server = NoDelaySockets.mockWebServer();
    private static InboxClient client;

    /** Calls with plain strings, as in a custom API interface. */
    interface Custom {
        @GET("own/{value}")
        InboxCall<Void> path(@Path("value") String value);

        @GET("own")
        InboxCall<Void> query(@Query("value") String value);

        @GET("own")
        InboxCall<Void> list(@Query("value") List<String> values);
    }

    /** A parameter that accepts a text: the name expected in errors, the call, and the position in the request. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Target {
        QUICK_SEND(
                "text",
                text -> client.messages().quickSend(quickSend().text(text).build()),
                body("text")),
        QUICK_SEND_FROM(
                "accountLinkId",
                text -> client.messages()
                        .quickSend(quickSend()
                                .accountLinkId(AccountLinkId.fromServer(text))
                                .text("Hi")
                                .build()),
                body("accountLinkId")),
        SEND(
                "text",
                text -> client.messages()
                        .send(thread(), SendMessageRequest.builder().text(text).build()),
                body("text")),
        SEND_IN_THE_REFERENCES_NAMES(
                "text",
                text -> client.toBuilder()
                        .names(NameSet.REFERENCE)
                        .build()
                        .messages()
                        .send(thread(), SendMessageRequest.builder().text(text).build()),
                body("content")),
        REPLY_TO(
                "replyToMessageId",
                text -> client.messages()
                        .send(
                                thread(),
                                SendMessageRequest.builder()
                                        .text("Hi")
                                        .replyToMessageId(MessageId.fromServer(text))
                                        .build()),
                body("replyToMessageId")),
        EDIT(
                "text",
                text -> client.messages()
                        .edit(
                                thread(),
                                message(),
                                EditMessageRequest.builder().text(text).build()),
                body("text")),
        REACT(
                "emoji",
                text -> client.messages()
                        .addReaction(
                                thread(),
                                message(),
                                ReactionRequest.builder().emoji(text).build()),
                body("emoji")),
        CREATE_THREAD(
                "externalId",
                text -> client.threads()
                        .create(CreateThreadRequest.builder()
                                .accountLinkId(AccountLinkId.of("acc_abc123"))
                                .externalId(ProspectId.fromServer(text))
                                .build()),
                body("externalId")),
        ASSIGN(
                "assigneeId",
                text -> client.threads()
                        .update(
                                thread(),
                                UpdateThreadRequest.builder()
                                        .assigneeId(MemberId.fromServer(text))
                                        .build()),
                body("assigneeId")),
        NOTES("notes", text -> context(UpdateProspectContextRequest.builder().notes(text)), body("notes")),
        ADD_TAGS(
                "addTags[1]",
                text -> context(UpdateProspectContextRequest.builder()
                        .addTags(List.of(TagId.of("tag_1"), TagId.fromServer(text)))),
                request -> ((List<?>) Objects.requireNonNull(json(request).get("addTags"))).get(1)),
        CREATE_TAG(
                "name",
                text -> client.tags()
                        .create(CreateTagRequest.builder().name(text).build()),
                body("name")),
        UPDATE_TAG(
                "name",
                text -> client.tags()
                        .update(
                                TagId.of("tag_1"),
                                UpdateTagRequest.builder().name(text).build()),
                body("name")),
        CREATE_STATUS(
                "name",
                text -> client.statuses()
                        .create(CreateStatusRequest.builder().name(text).build()),
                body("name")),
        UPDATE_STATUS(
                "name",
                text -> client.statuses()
                        .update(
                                com.inboxapp.sdk.model.StatusId.of("status_1"),
                                UpdateStatusRequest.builder().name(text).build()),
                body("name")),
        USERNAME(
                "username",
                text -> client.threads()
                        .lookupByUsername(LookupThreadsByUsernameQuery.builder()
                                .username(text)
                                .build()),
                query("username")),
        ACCOUNT_IN_QUERY(
                "accountLinkId",
                text -> client.threads()
                        .list(ListThreadsQuery.builder()
                                .accountLinkId(AccountLinkId.fromServer(text))
                                .build()),
                query("accountLinkId")),
        FILTER(
                "selectedIds[0]",
                text -> client.threads()
                        .list(ListThreadsQuery.builder()
                                .filters(ThreadFilters.builder()
                                        .tags(TagFilter.builder()
                                                .selectedIds(List.of(TagId.fromServer(text)))
                                                .build())
                                        .build())
                                .build()),
                query("filters[tags][selectedIds][0]")),
        CURSOR_ID("Cursor.id", text -> page(client, new Cursor(text, "2026-01-01T00:00:00Z")), query("cursorId")),
        CURSOR_TIMESTAMP("Cursor.timestamp", text -> page(client, new Cursor("a", text)), query("cursorTimestamp")),
        CURSOR_IN_BRACKETS(
                "Cursor.id",
                text -> page(
                        client.toBuilder().cursorFormat(CursorFormat.BRACKETS).build(),
                        new Cursor(text, "2026-01-01T00:00:00Z")),
                query("cursor[id]")),
        PATH("threadId", text -> client.threads().get(ThreadId.fromServer(text)), path("threads")),
        PLAIN_PATH("value", text -> client.api(Custom.class).path(text), path("own")),
        PLAIN_QUERY("value", text -> client.api(Custom.class).query(text), query("value")),
        PLAIN_QUERIES("value", text -> client.api(Custom.class).list(List.of(text)), query("value")),
        HEADER(
                "X-Trace",
                text -> client.team()
                        .get()
                        .with(CallOptions.builder().header("X-Trace", text).build()),
                request -> request.getHeaders().get("X-Trace"));

        private final String parameter;
        private final Function<String, InboxCall<?>> call;
        private final Function<RecordedRequest, Object> received;

        Target(String parameter, Function<String, InboxCall<?>> call, Function<RecordedRequest, Object> received) {
            this.parameter = parameter;
            this.call = call;
            this.received = received;
        }

        private static QuickSendRequest.Builder quickSend() {
            return QuickSendRequest.builder()
                    .accountLinkId(AccountLinkId.of("acc_abc123"))
                    .prospectPlatformId(PlatformUserId.of("555555555"));
        }

        private static ThreadId thread() {
            return ThreadId.of("thread_1");
        }

        private static MessageId message() {
            return MessageId.of("msg_1");
        }

        private static InboxCall<?> context(UpdateProspectContextRequest.Builder request) {
            return client.prospects().updateContext(ProspectId.of("prospect_1"), request.build());
        }

        private static InboxCall<?> page(InboxClient from, Cursor cursor) {
            return from.messages()
                    .list(thread(), ListMessagesQuery.builder().cursor(cursor).build());
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> json(RecordedRequest request) {
            return (Map<String, Object>) JsonValue.of(TestServer.body(request)).toJava();
        }

        private static Function<RecordedRequest, Object> body(String name) {
            return request -> Objects.requireNonNull(json(request).get(name));
        }

        private static Function<RecordedRequest, Object> query(String name) {
            return request -> Arrays.stream(queryString(request).split("&", -1))
                    .map(pair -> pair.split("=", -1))
                    .filter(pair -> decoded(pair[0]).equals(name))
                    .map(pair -> decoded(pair[1]))
                    .findFirst()
                    .orElseThrow();
        }

        private static String queryString(RecordedRequest request) {
            return request.getTarget().substring(request.getTarget().indexOf('?') + 1);
        }

        private static Function<RecordedRequest, Object> path(String before) {
            return request -> decoded(request.getTarget()
                    .substring(("/api/v1/" + before + "/").length())
                    .replace("+", "%2B"));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    @BeforeContainer
    static void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().code(404).build();
            }
        });
        server.start();
        client = InboxClient.builder()
                .apiToken("token")
                .baseUrl(server.url("/api/v1").toString())
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder().retries(RetryPolicy.none()).build())
                .build();
    }

    @AfterContainer
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
    void sendsATextUnchangedOrRejectsItByName(@ForAll Target target, @ForAll("texts") String text)
            throws InterruptedException {
        int before = server.getRequestCount();
        Throwable rejection = catchThrowable(() -> target.call.apply(text).execute());

        int index = firstUnpaired(text);
        if (rejection instanceof IllegalArgumentException) {
            assertThat(server.getRequestCount()).isEqualTo(before);
            assertThat(rejection).hasMessageContaining(target.parameter);
            if (index >= 0 && target != Target.PATH && target != Target.PLAIN_PATH && target != Target.HEADER) {
                assertThat(rejection).hasMessageContaining("index " + index);
            }
            return;
        }
        assertThat(index).as("half a surrogate pair").isNegative();
        assertThat(rejection).isInstanceOf(InboxApiException.NotFound.class);
        assertThat(server.getRequestCount()).isEqualTo(before + 1);
        RecordedRequest request = Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS));
        assertThat(target.received.apply(request)).isEqualTo(text);
    }

    private static int firstUnpaired(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                return i;
            }
        }
        return -1;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Texts.utf16(1, 12)),
                Tuple.of(1, Texts.any(1, 12)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "Hi \ud83d",
                                "\ude00 there",
                                "\ude00\ud83d",
                                "\ud83d\ud83d\ude00",
                                "\ud83d\ude00\ude00",
                                "\ud83d\ude00",
                                "\0",
                                "\u2028\u2029",
                                "+ %2B %00",
                                "\r\n")));
    }
}
