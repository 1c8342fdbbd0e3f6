package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PaginationTest {

    private static final String FLAT = "&cursorId=%s&cursorTimestamp=%s";
    private static final String BRACKETS = "&cursor[id]=%s&cursor[timestamp]=%s";
    private static final String ESCAPED = "&cursor%%5Bid%%5D=%s&cursor%%5Btimestamp%%5D=%s";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    private record Paged(List<String> ids, int pages) {}

    @ParameterizedTest
    @CsvSource({"1, 260", "7, 38", "20, 13", "65, 4", "100, 3"})
    void pagingReturnsEachThreadOnceWithEitherCursorFormat(int limit, int pages) {
        List<String> whole = wholeList("acc_abc123");

        for (String form : List.of(FLAT, BRACKETS, ESCAPED)) {
            Paged paged = pageThrough("/threads?accountLinkId=acc_abc123&limit=" + limit, "threads", form);
            assertThat(paged.ids()).isEqualTo(whole).doesNotHaveDuplicates().hasSize(260);
            assertThat(paged.pages()).isEqualTo(pages);
        }
    }

    @Test
    void ascendingPagingReturnsEachThreadOnce() {
        Paged paged = pageThrough("/threads?accountLinkId=acc_abc123&limit=7&filters[sortOrder]=asc", "threads", FLAT);

        assertThat(paged.ids()).containsExactlyInAnyOrderElementsOf(wholeList("acc_abc123"));
        assertThat(paged.ids().get(0)).isEqualTo(wholeList("acc_abc123").get(259));
    }

    @Test
    void lastFullPageHasNoCursor() {
        Paged paged = pageThrough("/threads?accountLinkId=acc_abc123&inboxView=archived&limit=10", "threads", FLAT);

        assertThat(paged.ids()).hasSize(30).doesNotHaveDuplicates();
        assertThat(paged.pages()).isEqualTo(3);
    }

    @Test
    void listsMessagesNewestFirstInPagesOfFifty() {
        String path = "/threads/" + guideThread() + "/messages";

        JsonNode first = sandbox.ok(path);
        assertThat(first.path("messages")).hasSize(50);
        for (String form : List.of(FLAT, BRACKETS, ESCAPED)) {
            Paged paged = pageThrough(path + "?limit=7", "messages", form);
            assertThat(paged.ids()).hasSize(120).doesNotHaveDuplicates();
            assertThat(paged.ids().subList(0, 50)).isEqualTo(Reply.texts(first.path("messages"), "id"));
        }
        assertThat(Reply.texts(first.path("messages"), "createdAt"))
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(pageThrough(path, "messages", FLAT).pages()).isEqualTo(3);
    }

    @Test
    void cursorIsValidAfterItsThreadIsDeleted() {
        JsonNode page = sandbox.ok("/threads?accountLinkId=acc_abc123&limit=5");
        String last = page.path("threads").path(4).path("id").stringValue();
        assertThat(page.path("nextCursor").path("id").stringValue()).isEqualTo(last);

        sandbox.send("DELETE", "/threads/" + last);

        JsonNode next = sandbox.ok("/threads?accountLinkId=acc_abc123&limit=5" + cursor(page, FLAT));
        assertThat(Reply.texts(next.path("threads"), "id"))
                .isEqualTo(wholeList("acc_abc123").subList(4, 9));
    }

    @Test
    void threadThatMovesAboveTheCursorIsMissingFromTheNextPage() {
        JsonNode page = sandbox.ok("/threads?accountLinkId=acc_abc123&limit=5");
        List<String> before = wholeList("acc_abc123");

        sandbox.ok("POST", "/threads/" + before.get(6) + "/messages", "{\"text\":\"Hello again\"}");

        JsonNode next = sandbox.ok("/threads?accountLinkId=acc_abc123&limit=5" + cursor(page, FLAT));
        List<String> expected = new ArrayList<>(before.subList(5, 11));
        expected.remove(before.get(6));
        assertThat(Reply.texts(next.path("threads"), "id")).isEqualTo(expected);
    }

    @Test
    void timestampMayHaveAnyFractionAndOffset() {
        JsonNode page = sandbox.ok("/threads?limit=3");
        String id = page.path("nextCursor").path("id").stringValue();
        String timestamp = page.path("nextCursor").path("timestamp").stringValue();
        JsonNode expected = sandbox.ok("/threads?limit=3" + cursor(page, FLAT));

        String other = URLEncoder.encode(timestamp.replace("Z", "000+00:00"), StandardCharsets.UTF_8);
        assertThat(sandbox.ok("/threads?limit=3&cursorId=" + id + "&cursorTimestamp=" + other))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursorId=abc",
                "cursorTimestamp=2025-11-10T18:03:16.000Z",
                "cursorId=abc&cursorTimestamp=",
                "cursor[id]=abc",
                "cursor[timestamp]=2025-11-10T18:03:16.000Z",
                "cursor[id]=abc&cursor[timestamp]=yesterday",
                "cursor[id]=abc&cursor[timestamp]=2025-11-10T18:03:16.000Z&cursor[page]=2",
                "cursor=abc",
                "cursor[]=abc",
                "cursorId=abc&cursorTimestamp=1762797796",
                "cursorId=abc&cursorId=def&cursorTimestamp=2025-11-10T18:03:16.000Z",
                "cursorId=abc&cursor[timestamp]=2025-11-10T18:03:16.000Z",
                "cursorId=abc&cursorTimestamp=2025-11-10T18:03:16.000Z"
                        + "&cursor[id]=abc&cursor[timestamp]=2025-11-10T18:03:16.000Z"
            })
    void rejectsAnInvalidCursorForThreadsAndMessages(String cursor) {
        sandbox.assertError(sandbox.get("/threads?" + cursor), 400, "BAD_REQUEST", "ursor");
        sandbox.assertError(
                sandbox.get("/threads/" + guideThread() + "/messages?" + cursor), 400, "BAD_REQUEST", "ursor");
    }

    private String guideThread() {
        return sandbox.ok("/threads/lookup?prospectPlatformId=555555555&accountLinkId=acc_abc123")
                .path("thread")
                .path("id")
                .stringValue();
    }

    private List<String> wholeList(String accountLinkId) {
        return Reply.texts(sandbox.allThreads("accountLinkId=" + accountLinkId), "id");
    }

    private Paged pageThrough(String firstPage, String items, String cursorForm) {
        List<String> ids = new ArrayList<>();
        int pages = 0;
        String first = firstPage.contains("?") ? firstPage : firstPage + "?";
        String next = "";
        while (next != null) {
            JsonNode page = sandbox.ok(first + next);
            pages++;
            ids.addAll(Reply.texts(page.path(items), "id"));
            next = page.path("nextCursor").isNull() ? null : cursor(page, cursorForm);
        }
        return new Paged(ids, pages);
    }

    private static String cursor(JsonNode page, String form) {
        JsonNode cursor = page.path("nextCursor");
        return String.format(
                form, cursor.path("id").stringValue(), cursor.path("timestamp").stringValue());
    }
}
