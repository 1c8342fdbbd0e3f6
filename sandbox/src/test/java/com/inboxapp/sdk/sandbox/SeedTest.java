package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SeedTest {

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(builder -> builder.seed(readme()).unlimited());

    /** Returns the example in the module's README. */
    static String readme() {
        try {
            Matcher example = Pattern.compile("```json\n(\\{\\s+\"accountLinks\".*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of("README.md")));
            assertThat(example.find()).isTrue();
            return example.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void servesTheExampleInTheReadme() {
        assertThat(Reply.texts(sandbox.ok("/account-links").path("accountLinks"), "id"))
                .containsExactly("acc_sales", "acc_support");
        assertThat(Reply.texts(sandbox.ok("/members"), "name")).containsExactly("Ana Lima");
        assertThat(Reply.texts(sandbox.ok("/tags"), "name")).containsExactly("Support");
        assertThat(Reply.texts(sandbox.ok("/statuses"), "id")).containsExactly("status_qualified");

        JsonNode prospect = sandbox.ok("/prospects/prospect_jdoe");
        assertThat(prospect.path("username").stringValue()).isEqualTo("jdoe");
        assertThat(prospect.path("followersCount").intValue()).isEqualTo(125_000);
        assertThat(prospect.at("/context/tags/0").stringValue()).isEqualTo("tag_support");
        assertThat(prospect.at("/context/statusId").stringValue()).isEqualTo("status_qualified");
        assertThat(prospect.at("/context/valuation").doubleValue()).isEqualTo(12500.5);

        assertThat(prospect.path("confidence").doubleValue()).isEqualTo(0.98);
        assertThat(prospect.path("isFresh").booleanValue()).isTrue();

        JsonNode thread = sandbox.ok("/threads/thread_1");
        assertThat(thread.path("variant").stringValue()).isEqualTo("xChat");
        assertThat(thread.path("assigneeId").stringValue()).isEqualTo("member_ana");
        assertThat(thread.at("/lastMessage/text").stringValue()).isEqualTo("Gladly. Does ten suit you?");
        JsonNode messages = sandbox.ok("/threads/thread_1/messages").path("messages");
        assertThat(Reply.texts(messages, "id")).startsWith("msg_2").hasSize(2);
        assertThat(messages.path(1).path("createdAt").stringValue()).isEqualTo("2025-11-10T18:03:16.000Z");
        assertThat(messages.path(0).path("authorId").stringValue()).isEqualTo("acc_sales");
        assertThat(sandbox.sandbox().sentMessages()).isEmpty();
    }

    @Test
    void newActivityIsNewerThanTheSeed() {
        String message = sandbox.sandbox().receive("acc_support", "555555555", "Hello");
        JsonNode newest = sandbox.ok("/threads").path("threads").path(0);
        assertThat(newest.at("/lastMessage/id").stringValue()).isEqualTo(message);
        assertThat(newest.path("accountLinkId").stringValue()).isEqualTo("acc_support");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | the document must be an object",
                "{'threads':} | is not JSON",
                "{'lists':[]} | lists is not a known field",
                "{'tags':{}} | tags must be a list",
                "{'tags':[{}]} | tags[0].name is missing",
                "{'prospects':[{'platformId':'7','also':[]}]} | prospects[0].also must be an object",
                "{'tags':[{'name':'a'},{'name':'a'}]} | tags[1].name is invalid",
                "{'tags':[{'name':'a','color':'mauve'}]} | tags[0].color is invalid",
                "{'statuses':[{'name':'a'},{'name':'b','color':'#12345'}]} | statuses[1].color is invalid",
                "{'tags':[{'id':'a/b','name':'a'}]} | tags[0].id is not allowed in a path",
                "{'statuses':[{'id':'a b','name':'a'}]} | statuses[0].id is not allowed in a path",
                "{'members':[{'id':'..','name':'a','email':'b'}]} | members[0].id is not allowed in a path",
                "{'members':[{'userId':'a?b','name':'a','email':'b'}]} | members[0].userId is not allowed in a path",
                "{'accountLinks':[{'id':'caf\u00e9','platformUsername':'a','platformId':'7'}]} | accountLinks[0].id is not allowed",
                "{'accountLinks':[{'id':'123','platformUsername':'a','platformId':'7'}]} | accountLinks[0].id must not be all digits",
                "{'prospects':[{'externalId':'a%62','platformId':'7'}]} | prospects[0].externalId is not allowed in a path",
                "{'prospects':[{'platformId':'7'}],'threads':[{'id':'a#b','accountLinkId':'acc_abc123',"
                        + "'prospectPlatformId':'7'}]} | threads[0].id is not allowed in a path",
                "{'prospects':[{'platformId':'7'}],'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7',"
                        + "'messages':[{'id':'a\\\\b','text':'a'}]}]} | threads[0].messages[0].id is not allowed in a path",
                "{'tags':[{'name':'a','createdAt':'2025-01-01T00:00:00Z'}]} | tags[0].createdAt is not a known field",
                "{'accountLinks':[{'platformUsername':'a','platformId':'7',"
                        + "'createdAt':'+1000000000-12-31T23:59:59.999999999Z'}]} | accountLinks[0].createdAt must be a time from",
                "{'members':[{'name':'a','email':'b','createdAt':'-0001-01-01T00:00:00Z'}]} | members[0].createdAt must be a time",
                "{'statuses':[{'name':'a','createdAt':'1969-12-31T23:59:59.999Z'}]} | statuses[0].createdAt must be a time from",
                "{'prospects':[{'platformId':'7','firstSeenAt':'9999-01-01T00:00:00Z'}]} | prospects[0].firstSeenAt must be a time",
                "{'prospects':[{'platformId':'7'}],'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7',"
                        + "'createdAt':'+1000000000-12-31T23:59:59.999999999Z'}]} | threads[0].createdAt must be a time from",
                "{'prospects':[{'platformId':'7'}],'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7',"
                        + "'messages':[{'text':'a','createdAt':'+1000000000-12-31T23:59:59.999999999Z'}]}]}"
                        + " | threads[0].messages[0].createdAt must be a time from",
                "{'tags':[{'id':'t','name':'a'},{'id':'t','name':'b'}]} | tags[1].id must be unique, but",
                "{'members':[{'name':'a','email':'b','role':'boss'}]} | members[0].role must be one of",
                "{'accountLinks':[{'platformUsername':'a','platformId':'x'}]} | accountLinks[0].platformId is invalid",
                "{'prospects':[{'platformId':'7','verified':true}]} | prospects[0].verified must be a string",
                "{'prospects':[{'platformId':'7','followersCount':-1}]} | prospects[0].followersCount must be an integer",
                "{'prospects':[{'platformId':'7'},{'platformId':'7'}]} | prospects[1].platformId must be unique, but",
                "{'prospects':[{'platformId':'7','context':{'tags':['t']}}]} | prospects[0].context.tags is invalid",
                "{'threads':[{'accountLinkId':'a','prospectPlatformId':'7'}]} | threads[0].accountLinkId is invalid",
                "{'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7'}]} | add the prospect",
                "{'prospects':[{'platformId':'7'}],'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7',"
                        + "'messages':[{'text':''}]}]} | threads[0].messages[0].text must be a string",
                "{'prospects':[{'platformId':'7'}],'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7',"
                        + "'messages':[{'text':'a','createdAt':'now'}]}]} | threads[0].messages[0].createdAt must be a time",
                "{'prospects':[{'platformId':'7'}],'threads':[{'accountLinkId':'acc_abc123','prospectPlatformId':'7'},"
                        + "{'accountLinkId':'acc_abc123','prospectPlatformId':'7'}]} | threads[1].prospectPlatformId already has a thread"
            })
    void errorContainsTheLocation(String seed, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxSandbox.builder().seed(seed.replace('\'', '"')))
                .withMessageStartingWith("seed: ")
                .withMessageContaining(problem.split("\\|", -1)[0].strip());
    }

    /** Cursors have millisecond precision, so that threads with seeded times would be lost between pages. */
    @Test
    void truncatesTimesToMilliseconds() {
        String seed = "{'prospects':[{'platformId':'1'},{'platformId':'2'},{'platformId':'3'}],'threads':["
                + "{'accountLinkId':'acc_abc123','prospectPlatformId':'1','createdAt':'2025-06-01T00:00:00.123456Z'},"
                + "{'accountLinkId':'acc_abc123','prospectPlatformId':'2','createdAt':'2025-06-01T00:00:00.1232Z'},"
                + "{'accountLinkId':'acc_abc123','prospectPlatformId':'3','createdAt':'2025-06-01T00:00:00.123Z'}]}";
        RunningSandbox seeded = new RunningSandbox(
                builder -> builder.seed(seed.replace('\'', '"')).unlimited());
        seeded.beforeEach(null);
        try {
            Set<String> listed = new TreeSet<>();
            String cursor = "";
            do {
                JsonNode page = seeded.ok("/threads?limit=1" + cursor);
                listed.add(page.at("/threads/0/prospect/platformId").stringValue());
                cursor = page.path("nextCursor").isNull()
                        ? ""
                        : "&cursorId=" + page.at("/nextCursor/id").stringValue() + "&cursorTimestamp="
                                + page.at("/nextCursor/timestamp").stringValue();
            } while (!cursor.isEmpty());
            assertThat(listed).containsExactly("1", "2", "3");
        } finally {
            seeded.afterEach(null);
        }
    }

    @Test
    void readsAFileAndFailsWhenItIsMissing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("seed.json"), "{\"tags\":[{\"name\":\"Only\"}]}");
        try (InboxSandbox other = InboxSandbox.builder().seed(file).start()) {
            assertThat(other.baseUrl()).isNotEmpty();
        }
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> InboxSandbox.builder().seed(folder.resolve("none.json")))
                .withMessageContaining("none.json");
    }
}
