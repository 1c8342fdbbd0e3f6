package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TeamAndLabelsTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    @RegisterExtension
    final RunningSandbox many =
            new RunningSandbox(builder -> builder.accounts(100).unlimited());

    @Test
    void emptySandboxHasTheAccountLinksAndMembersOnly() {
        assertThat(sandbox.ok("/account-links").path("accountLinks")).hasSize(2);
        assertThat(sandbox.ok("/members")).hasSize(3);
        assertThat(sandbox.get("/threads").text()).isEqualTo("{\"threads\":[],\"nextCursor\":null}");
        assertThat(sandbox.get("/tags").text()).isEqualTo("[]");
        assertThat(sandbox.get("/statuses").text()).isEqualTo("[]");
        assertThat(sandbox.get("/events").text()).isEqualTo("{\"events\":[],\"hasMore\":false,\"lastSeq\":null}");
        assertThat(sandbox.get("/prospects/lookup?platformId=555555555").text()).isEqualTo("null");
    }

    @Test
    void connectsTheConfiguredNumberOfAccounts() {
        JsonNode links = many.ok("/account-links").path("accountLinks");

        assertThat(Reply.texts(links, "id"))
                .hasSize(100)
                .doesNotHaveDuplicates()
                .startsWith("acc_abc123", "acc_def456", "acc_3", "acc_4");
        assertThat(Reply.texts(links, "platformId")).doesNotHaveDuplicates();
        assertThat(Reply.texts(links, "platformUsername"))
                .doesNotHaveDuplicates()
                .endsWith("acme100");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 10_001})
    void rejectsAnInvalidNumberOfAccounts(int accounts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxSandbox.builder().accounts(accounts))
                .withMessageContaining(String.valueOf(accounts));
    }

    @Test
    void returnsTheTeamAndItsMembers() {
        assertThat(sandbox.ok("/team").path("currency").stringValue()).isEqualTo("USD");
        JsonNode members = sandbox.ok("/members");
        assertThat(Reply.texts(members, "role")).containsExactly("owner", "admin", "user");
        for (JsonNode member : members) {
            assertThat(sandbox.ok("/members/" + member.path("id").stringValue()))
                    .isEqualTo(member);
        }
        sandbox.assertError(sandbox.get("/members/nobody"), 404, "NOT_FOUND", "member", "nobody");
    }

    @Test
    void returnsTheSameColoursAtEveryPath() {
        JsonNode colors = sandbox.ok("/colors");

        assertThat(colors)
                .isNotEmpty()
                .allMatch(color -> color.path("hex").stringValue().matches("#[0-9a-f]{6}"));
        assertThat(sandbox.ok("/tags/colors")).isEqualTo(colors);
        assertThat(sandbox.ok("/statuses/colors")).isEqualTo(colors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tags", "/statuses"})
    void labelIsCreatedReadChangedAndDeleted(String path) {
        JsonNode created = sandbox.ok("POST", path, "{\"name\":\"Urgent\",\"color\":\"red\"}");
        String label = path + "/" + created.path("id").stringValue();

        assertThat(sandbox.ok(label)).isEqualTo(created);
        JsonNode renamed = sandbox.ok("PATCH", label, "{\"name\":\"Very urgent\"}");
        assertThat(renamed.path("name").stringValue()).isEqualTo("Very urgent");
        assertThat(renamed.path("color").stringValue()).isEqualTo("red");
        JsonNode recolored = sandbox.ok("PATCH", label, "{\"color\":\"#A1b2C3\"}");
        assertThat(recolored.path("name").stringValue()).isEqualTo("Very urgent");
        assertThat(recolored.path("color").stringValue()).isEqualTo("#A1b2C3");
        assertThat(sandbox.ok(path)).containsExactly(recolored);
        Reply deleted = sandbox.send("DELETE", label);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEmpty();
        assertThat(sandbox.ok(path)).isEmpty();
        sandbox.assertError(sandbox.send("DELETE", label), 404, "NOT_FOUND");
    }

    @Test
    void colourIsGrayForTagsAndOptionalForStatuses() {
        assertThat(sandbox.ok("POST", "/tags", "{\"name\":\"A\"}").path("color").stringValue())
                .isEqualTo("gray");
        JsonNode status = sandbox.ok("POST", "/statuses", "{\"name\":\"A\",\"color\":\"blue\"}");
        assertThat(sandbox.ok("PATCH", "/statuses/" + status.path("id").stringValue(), "{\"color\":null}")
                        .path("color")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tags", "/statuses"})
    void nameIsUnique(String path) {
        JsonNode first = sandbox.ok("POST", path, "{\"name\":\"First\"}");
        JsonNode second = sandbox.ok("POST", path, "{\"name\":\"Second\"}");

        sandbox.assertError(sandbox.send("POST", path, "{\"name\":\"First\"}"), 409, "CONFLICT", "name");
        sandbox.assertError(
                sandbox.send("PATCH", path + "/" + second.path("id").stringValue(), "{\"name\":\"First\"}"),
                409,
                "CONFLICT",
                first.path("id").stringValue());
        sandbox.ok("PATCH", path + "/" + first.path("id").stringValue(), "{\"name\":\"First\"}");
        assertThat(sandbox.ok(path)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"\"}", "{\"name\":null}", "{\"name\":[\"a\"]}", "{\"name\":\"%s\"}"})
    void rejectsAnInvalidName(String body) {
        String tooLong = "n".repeat(256);

        sandbox.assertError(
                sandbox.send("POST", "/tags", String.format(body, tooLong)), 422, "UNPROCESSABLE_CONTENT", "'name'");
        assertThat(sandbox.ok("POST", "/tags", String.format("{\"name\":\"%s\"}", tooLong.substring(1)))
                        .path("name")
                        .stringValue())
                .hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mauve", "#12345", "#1234567", "#12345g", "ef4444", ""})
    void rejectsAnInvalidColour(String color) {
        sandbox.assertError(
                sandbox.send("POST", "/statuses", "{\"name\":\"A\",\"color\":\"" + color + "\"}"),
                422,
                "UNPROCESSABLE_CONTENT",
                "'color'");
    }

    @Test
    void doesNotFindATagAmongStatuses() {
        String tag = sandbox.ok("POST", "/tags", "{\"name\":\"A\"}").path("id").stringValue();

        sandbox.assertError(sandbox.get("/statuses/" + tag), 404, "NOT_FOUND", "status", tag);
    }
}
