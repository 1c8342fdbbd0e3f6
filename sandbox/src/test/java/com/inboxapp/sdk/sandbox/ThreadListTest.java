package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ThreadListTest {

    private static final Comparator<JsonNode> BY_ACTIVITY = Comparator.<JsonNode, String>comparing(
                    thread -> thread.path("computedSortTimestamp").stringValue())
            .thenComparing(thread -> thread.path("id").stringValue());

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @Test
    void defaultViewExcludesDoneThreadsAndRequests() {
        assertThat(sandbox.allThreads("inboxView=default"))
                .hasSize(520)
                .allMatch(thread -> !isTrue(thread, "done") && !isTrue(thread, "isRequest"))
                .isEqualTo(sandbox.allThreads(""));
    }

    @Test
    void noReplyViewHasDefaultThreadsWithALastMessageFromTheProspect() {
        List<JsonNode> expected = matching(sandbox.allThreads("inboxView=default"), thread -> {
            JsonNode last = thread.path("lastMessage");
            return last.isObject() && !last.path("authorId").equals(thread.path("accountLinkId"));
        });

        assertThat(sandbox.allThreads("inboxView=no-reply"))
                .hasSizeGreaterThan(50)
                .isEqualTo(expected);
    }

    @Test
    void requestsViewExcludesDoneThreads() {
        String done = sandbox.allThreads("inboxView=requests").get(0).path("id").stringValue();
        sandbox.ok("PATCH", "/threads/" + done, "{\"done\":true}");

        assertThat(sandbox.allThreads("inboxView=requests"))
                .hasSize(59)
                .allMatch(thread -> isTrue(thread, "isRequest") && !isTrue(thread, "done"));
    }

    @Test
    void archivedViewHasDoneThreads() {
        assertThat(sandbox.allThreads("inboxView=archived")).hasSize(60).allMatch(thread -> isTrue(thread, "done"));
    }

    @Test
    void repliedThreadLeavesTheNoReplyView() {
        String id = sandbox.ok("/threads?inboxView=no-reply")
                .path("threads")
                .path(0)
                .path("id")
                .stringValue();

        sandbox.ok("POST", "/threads/" + id + "/messages", "{\"text\":\"On it.\"}");

        assertThat(Reply.texts(sandbox.allThreads("inboxView=no-reply"), "id")).doesNotContain(id);
        assertThat(Reply.texts(sandbox.allThreads("inboxView=default"), "id")).contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "accountLinkId=acc_abc123, accountLinkIds[]=acc_abc123",
        "accountLinkId=acc_abc123, accountLinkIds[0]=acc_abc123",
        "accountLinkId=acc_abc123, accountLinkIds=acc_abc123&accountLinkIds=acc_abc123",
        "'', accountLinkIds[7]=acc_def456&accountLinkIds[2]=acc_abc123",
        "inboxView=requests, inbox=requests",
        "accountLinkId=acc_abc123&inboxView=archived, inboxView=archived&accountLinkId=acc_abc123&inbox=default"
    })
    void equivalentQueriesReturnTheSameThreads(String one, String other) {
        assertThat(sandbox.allThreads(other)).isNotEmpty().isEqualTo(sandbox.allThreads(one));
    }

    @Test
    void canonicalNameWinsInEitherOrder() {
        List<JsonNode> expected = sandbox.allThreads("accountLinkId=acc_abc123");

        assertThat(sandbox.allThreads("accountLinkIds[]=acc_def456&accountLinkId=acc_abc123"))
                .isEqualTo(expected);
        assertThat(sandbox.allThreads("accountLinkId=acc_abc123&accountLinkIds[]=acc_def456"))
                .isEqualTo(expected);
    }

    @Test
    void ordersByNewestActivityThenById() {
        List<JsonNode> threads = sandbox.allThreads("");

        List<JsonNode> sorted = new ArrayList<>(threads);
        sorted.sort(BY_ACTIVITY.reversed());
        assertThat(threads).isEqualTo(sorted);
        assertThat(new HashSet<>(Reply.texts(threads, "computedSortTimestamp"))).hasSizeLessThan(threads.size() - 50);
    }

    @Test
    void ascendingOrderIsTheReverse() {
        List<JsonNode> threads = new ArrayList<>(sandbox.allThreads("filters[sortOrder]=asc"));
        Collections.reverse(threads);

        assertThat(threads).isEqualTo(sandbox.allThreads("filters[sortOrder]=desc"));
    }

    @Test
    void idsInAFilterGroupAreAlternatives() {
        String support = labelId("/tags", "Support");
        String vip = labelId("/tags", "VIP");

        assertFilter("filters[tags][selectedIds][0]=" + support, thread -> hasTag(thread, support));
        assertFilter(
                "filters[tags][selectedIds][]=" + support + "&filters[tags][selectedIds][]=" + vip,
                thread -> hasTag(thread, support) || hasTag(thread, vip));
        assertFilter(
                "filters[tags][selectedIds]=" + support + "&filters[tags][selectedIds]=" + vip
                        + "&filters[tags][noTags]=true",
                thread -> hasTag(thread, support)
                        || hasTag(thread, vip)
                        || thread.path("prospect").path("tags").isEmpty());
        assertFilter(
                "filters%5Btags%5D%5BnoTags%5D=true",
                thread -> thread.path("prospect").path("tags").isEmpty());
    }

    @Test
    void filterGroupsCombineWithAnd() {
        String support = labelId("/tags", "Support");
        String member = sandbox.ok("/members").path(1).path("id").stringValue();

        assertFilter(
                "filters[tags][selectedIds][]=" + support + "&filters[assignees][selectedIds][]=" + member,
                thread -> hasTag(thread, support)
                        && member.equals(thread.path("assigneeId").stringValue(null)));
        assertFilter(
                "filters[tags][selectedIds][]=" + support + "&filters[assignees][noAssignee]=true",
                thread -> hasTag(thread, support) && thread.path("assigneeId").isNull());
    }

    @Test
    void statusesAreFilteredByTheProspectsContext() {
        String won = labelId("/statuses", "Won");
        Set<String> wonThreads = new HashSet<>();
        Set<String> noStatusThreads = new HashSet<>();
        for (JsonNode thread : sandbox.allThreads("accountLinkId=acc_abc123")) {
            String prospectId = thread.path("prospect").path("externalId").stringValue();
            JsonNode statusId =
                    sandbox.ok("/prospects/" + prospectId).path("context").path("statusId");
            if (statusId.isNull()) {
                noStatusThreads.add(thread.path("id").stringValue());
            } else if (statusId.stringValue().equals(won)) {
                wonThreads.add(thread.path("id").stringValue());
            }
        }

        assertThat(ids("accountLinkId=acc_abc123&filters[statuses][selectedIds][]=" + won))
                .isNotEmpty()
                .isEqualTo(wonThreads);
        assertThat(ids("accountLinkId=acc_abc123&filters[statuses][noStatus]=true"))
                .isNotEmpty()
                .isEqualTo(noStatusThreads);
    }

    @Test
    void noThreadHasACampaign() {
        assertThat(sandbox.allThreads("filters[campaigns][selectedIds][]=any")).isEmpty();
        assertThat(sandbox.allThreads("filters[campaigns][noCampaign]=true")).hasSize(520);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inboxView=inbox",
                "inboxView=",
                "inboxView=default&inboxView=archived",
                "accountLinkId[]=acc_abc123",
                "accountLinkIds=acc_abc123",
                "accountLinkIds=acc_abc123&accountLinkIds[]=acc_def456",
                "limit=0",
                "limit=101",
                "limit=ten",
                "limit=99999999999999999999",
                "limit[]=5",
                "filters=tags",
                "filters[tags]=a",
                "filters[tags][selectedIds]=a",
                "filters[tags][noTags]=yes",
                "filters[tags][noStatus]=true",
                "filters[lists][selectedIds][]=a",
                "filters[sortOrder]=up",
                "acountLinkId=acc_abc123"
            })
    void errorNamesTheInvalidParameter(String query) {
        String name = query.replaceFirst("[=\\[].*", "");

        sandbox.assertError(sandbox.get("/threads?" + query), 400, "BAD_REQUEST", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accountLinkId=acc_other", "accountLinkIds[]=acc_abc123&accountLinkIds[]=acc_other"})
    void accountLinkOfAnotherTeamIsNotFound(String query) {
        sandbox.assertError(sandbox.get("/threads?" + query), 404, "NOT_FOUND", "acc_other");
    }

    private void assertFilter(String query, Predicate<JsonNode> expected) {
        List<JsonNode> all = sandbox.allThreads("");
        assertThat(sandbox.allThreads(query))
                .isNotEmpty()
                .hasSizeLessThan(all.size())
                .isEqualTo(matching(all, expected));
    }

    private static List<JsonNode> matching(List<JsonNode> threads, Predicate<JsonNode> condition) {
        return threads.stream().filter(condition).toList();
    }

    private Set<String> ids(String query) {
        return new HashSet<>(Reply.texts(sandbox.allThreads(query), "id"));
    }

    private String labelId(String path, String name) {
        return sandbox.ok(path)
                .valueStream()
                .filter(label -> label.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
    }

    private static boolean hasTag(JsonNode thread, String tagId) {
        return Reply.texts(thread.path("prospect").path("tags"), "id").contains(tagId);
    }

    private static boolean isTrue(JsonNode node, String field) {
        return node.path(field).booleanValue();
    }
}
