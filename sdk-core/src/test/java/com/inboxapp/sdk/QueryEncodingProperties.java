package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.AssigneeFilter;
import com.inboxapp.sdk.model.CampaignFilter;
import com.inboxapp.sdk.model.CampaignId;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.MemberId;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.model.StatusFilter;
import com.inboxapp.sdk.model.StatusId;
import com.inboxapp.sdk.model.TagFilter;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.Texts;
import com.inboxapp.sdk.sandbox.QueryDecoder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** The queries that a client sends, parsed by two independent decoders. */
class QueryEncodingProperties {
    private static final MockWebServer server = NoDelaySockets.mockWebServer();
    private static @Nullable NodeQs qs;
    private static String qsFailure = "";

    @BeforeContainer
    static void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().code(404).build();
            }
        });
        server.start();
        try {
            qs = NodeQs.start();
        } catch (IOException e) {
            qsFailure = e.getMessage();
        }
    }

    @AfterContainer
    static void stop() throws IOException {
        server.close();
        if (qs != null) {
            qs.close();
        }
    }

    /** The query formats of a client. */
    record Formats(NameSet names, ArrayFormat arrays, CursorFormat cursors) {}

    /** One group of {@code filters}. */
    record Group(@Nullable List<String> ids, @Nullable Boolean none) {
        <T> @Nullable List<T> ids(Function<String, T> type) {
            return ids == null ? null : ids.stream().map(type).toList();
        }

        Map<String, Object> expected(String noneName) {
            Map<String, Object> expected = new LinkedHashMap<>();
            put(expected, "selectedIds", ids);
            put(expected, noneName, none);
            return expected;
        }
    }

    @Example
    void runsTheNpmDecoder() {
        boolean required = "true".equals(System.getenv("INBOX_REQUIRE_NODE"));

        assumeTrue(qs != null || required, qsFailure);
        assertThat(qs).as(qsFailure).isNotNull();
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void encodesThreadQueriesForBothDecoders(
            @ForAll("formats") Formats formats,
            @ForAll("ids") @Nullable String account,
            @ForAll("views") @Nullable InboxView view,
            @ForAll("cursors") @Nullable Cursor cursor,
            @ForAll("filters") @Nullable List<Group> groups,
            @ForAll("orders") @Nullable SortOrder order,
            @ForAll("limits") @Nullable Integer limit)
            throws IOException {
        ListThreadsQuery query = ListThreadsQuery.builder()
                .accountLinkId(account == null ? null : AccountLinkId.fromServer(account))
                .inboxView(view)
                .cursor(cursor)
                .filters(groups == null ? null : filters(groups, order))
                .limit(limit)
                .build();
        Map<String, Object> expected = new LinkedHashMap<>();
        if (formats.names() == NameSet.GUIDE) {
            put(expected, "accountLinkId", account);
        } else {
            put(expected, "accountLinkIds", account == null ? null : List.of(account));
        }
        put(expected, formats.names() == NameSet.GUIDE ? "inboxView" : "inbox", view);
        put(expected, formats.cursors(), cursor);
        put(expected, "filters", groups == null ? null : expected(groups, order));
        put(expected, "limit", limit);

        assertDecodesTo(expected, sent(formats, client -> client.threads().list(query)));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void encodesListsForBothDecoders(
            @ForAll("formats") Formats formats,
            @ForAll("usernames") String username,
            @ForAll("idLists") List<String> ids)
            throws IOException {
        LookupThreadsByUsernameQuery query = LookupThreadsByUsernameQuery.builder()
                .username(username)
                .accountLinkIds(ids.stream().map(AccountLinkId::fromServer).toList())
                .build();
        Map<String, Object> expected = new LinkedHashMap<>();
        put(expected, "username", username);
        put(expected, "accountLinkIds", ids);

        assertDecodesTo(expected, sent(formats, client -> client.threads().lookupByUsername(query)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void encodesCursorsByteForByteForBothDecoders(
            @ForAll("formats") Formats formats, @ForAll("someCursors") Cursor cursor) throws IOException {
        ListMessagesQuery query = ListMessagesQuery.builder().cursor(cursor).build();
        Map<String, Object> expected = new LinkedHashMap<>();
        put(expected, formats.cursors(), cursor);

        assertDecodesTo(expected, sent(formats, client -> client.messages().list(ThreadId.of("thread_1"), query)));
    }

    private static void assertDecodesTo(Map<String, Object> expected, @Nullable String query) throws IOException {
        assertThat(QueryDecoder.decode(query)).isEqualTo(expected);
        if (qs != null) {
            assertThat(qs.parse(query == null ? "" : query)).isEqualTo(expected);
        }
    }

    /** Returns the query string of the request that the call sent, or null. */
    private static @Nullable String sent(Formats formats, Function<InboxClient, InboxCall<?>> call) {
        try (InboxClient client = InboxClient.builder()
                .apiToken("t")
                .baseUrl(server.url("/").toString())
                .names(formats.names())
                .arrayFormat(formats.arrays())
                .cursorFormat(formats.cursors())
                .build()) {
            call.apply(client).execute();
        } catch (InboxApiException.NotFound e) {
            // the response to every request
        }
        try {
            String target = server.takeRequest().getTarget();
            int query = target.indexOf('?');
            return query < 0 ? null : target.substring(query + 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ThreadFilters filters(List<Group> groups, @Nullable SortOrder order) {
        return ThreadFilters.builder()
                .tags(TagFilter.builder()
                        .selectedIds(groups.get(0).ids(TagId::fromServer))
                        .noTags(groups.get(0).none())
                        .build())
                .statuses(StatusFilter.builder()
                        .selectedIds(groups.get(1).ids(StatusId::fromServer))
                        .noStatus(groups.get(1).none())
                        .build())
                .assignees(AssigneeFilter.builder()
                        .selectedIds(groups.get(2).ids(MemberId::fromServer))
                        .noAssignee(groups.get(2).none())
                        .build())
                .campaigns(CampaignFilter.builder()
                        .selectedIds(groups.get(3).ids(CampaignId::fromServer))
                        .noCampaign(groups.get(3).none())
                        .build())
                .sortOrder(order)
                .build();
    }

    private static Map<String, Object> expected(List<Group> groups, @Nullable SortOrder order) {
        Map<String, Object> expected = new LinkedHashMap<>();
        put(expected, "tags", groups.get(0).expected("noTags"));
        put(expected, "statuses", groups.get(1).expected("noStatus"));
        put(expected, "assignees", groups.get(2).expected("noAssignee"));
        put(expected, "campaigns", groups.get(3).expected("noCampaign"));
        put(expected, "sortOrder", order);
        return expected;
    }

    private static void put(Map<String, Object> expected, CursorFormat format, @Nullable Cursor cursor) {
        if (cursor != null && format == CursorFormat.FLAT) {
            put(expected, "cursorId", cursor.id());
            put(expected, "cursorTimestamp", cursor.timestamp());
        } else if (cursor != null) {
            put(expected, "cursor", Map.of("id", cursor.id(), "timestamp", cursor.timestamp()));
        }
    }

    /** Adds nothing for null and for empty values. */
    private static void put(Map<String, Object> expected, String name, @Nullable Object value) {
        boolean empty = value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        if (!empty) {
            expected.put(name, value instanceof List<?> || value instanceof Map<?, ?> ? value : value.toString());
        }
    }

    @Provide
    Arbitrary<Formats> formats() {
        return Combinators.combine(
                        Arbitraries.of(NameSet.class),
                        Arbitraries.of(ArrayFormat.class),
                        Arbitraries.of(CursorFormat.class))
                .as(Formats::new);
    }

    @Provide
    Arbitrary<String> ids() {
        return someIds().injectNull(0.3);
    }

    private static Arbitrary<String> someIds() {
        return Arbitraries.oneOf(Texts.any(1, 8), Arbitraries.of("1", "0", "true", "null", "[]", "a[0]", "a=b&c=d"));
    }

    @Provide
    Arbitrary<List<String>> idLists() {
        return Arbitraries.oneOf(
                someIds().list().ofMaxSize(3), someIds().list().ofMinSize(18).ofMaxSize(25));
    }

    @Provide
    Arbitrary<String> usernames() {
        return Texts.without("@", 1, 8);
    }

    @Provide
    Arbitrary<InboxView> views() {
        return Arbitraries.of(InboxView.class).injectNull(0.3);
    }

    @Provide
    Arbitrary<SortOrder> orders() {
        return Arbitraries.of(SortOrder.class).injectNull(0.3);
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.integers().between(1, 100).injectNull(0.3);
    }

    @Provide
    Arbitrary<Cursor> cursors() {
        return someCursors().injectNull(0.3);
    }

    @Provide
    Arbitrary<Cursor> someCursors() {
        Arbitrary<String> timestamps = Arbitraries.oneOf(
                Texts.any(1, 8),
                Arbitraries.of("2025-11-10T18:03:16.123456Z", "2025-11-10T20:03:16.000+02:00", "2025-11-10T18:03:16Z"));
        return Combinators.combine(someIds(), timestamps).as(Cursor::new);
    }

    @Provide
    Arbitrary<List<Group>> filters() {
        Arbitrary<Group> groups = Combinators.combine(
                        someIds().list().ofMaxSize(3).injectNull(0.3),
                        Arbitraries.of(true, false).injectNull(0.3))
                .as(Group::new);
        return groups.list().ofSize(4).injectNull(0.2);
    }
}
