package com.inboxapp.sdk.contract.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DocumentChangesTest {
    /** The document of the last release, which the tests may edit at fixed places. */
    private static final ApiDocument DOCUMENT = ApiDocument.read(Path.of("baseline", "inbox.yaml"));

    private static DocumentChanges after(Consumer<ObjectNode> change) {
        return DocumentChanges.between(DOCUMENT, DOCUMENT.with(change));
    }

    private static ObjectNode at(ObjectNode root, String place) {
        return (ObjectNode) root.at(place);
    }

    /** Sets a field or appends to a list. Removes the field if {@code yaml} is empty. */
    private static Consumer<ObjectNode> put(String place, String name, String yaml) {
        return root -> {
            JsonNode owner = root.at(place);
            JsonNode value = yaml.isEmpty() ? null : YAMLMapper.shared().readTree(yaml);
            if (owner instanceof ArrayNode list) {
                list.add(value);
            } else if (value == null) {
                ((ObjectNode) owner).remove(name);
            } else {
                ((ObjectNode) owner).set(name, value);
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            emptyValue = "",
            nullValues = "null",
            value = {
                "/components/schemas/LastMessage/properties/authorId | $ref | \"'#/components/schemas/AccountLinkId'\""
                        + " | LastMessage.authorId: type AuthorId -> AccountLinkId (the public Java type changes)",
                "/components/schemas/Member/properties/userId | $ref | \"'#/components/schemas/MemberId'\""
                        + " | Member.userId: type UserId -> MemberId (the public Java type changes)",
                "/components/schemas/ProspectContext/properties/tags/items | $ref | \"'#/components/schemas/StatusId'\""
                        + " | ProspectContext.tags items: type TagId -> StatusId (the public Java type changes)",
                "/components/schemas/Event/properties/seq | format | \"\""
                        + " | Event.seq: format int64 -> none (the public Java type changes)",
                "/components/schemas/Tag/properties/name | type | [string, 'null']"
                        + " | Tag.name: nullable none -> true (the public Java type changes)",
                "/security | - | {} | security {} added (authentication changes)",
                "/paths/~1team/get | security | [] | team.get: security none -> {} (authentication changes)",
                "/components/securitySchemes/bearerAuth | scheme | basic"
                        + " | bearerAuth: scheme bearer -> basic (authentication changes)",
                "/servers | - | {url: 'http://inboxapp.com/api/v1', description: The same.}"
                        + " | server http://inboxapp.com/api/v1 added (calls go to another server)",
                "/components/schemas/InboxView | default | archived"
                        + " | InboxView: default default -> archived (calls that omit it change their meaning)",
                "/components/schemas/SortOrder | default | \"\""
                        + " | SortOrder: default desc -> none (calls that omit it change their meaning)",
                "/paths/~1events/get/parameters/1/schema | default | 50"
                        + " | events.list limit: default 100 -> 50 (calls that omit it change their meaning)",
                "/paths/~1events/get/parameters/1/schema | maximum | 10 | events.list limit: maximum 1000 -> 10",
                "/paths/~1events/get/parameters/0 | required | true"
                        + " | events.list afterSeq: required none -> true (it becomes required or optional)",
                "/paths/~1tags~1{tagId}/get/responses/404 | $ref | \"'#/components/responses/StatusNotFound'\""
                        + " | tags.get 404: name TagNotFound -> StatusNotFound (it describes another error)",
                "/components/schemas/MemberRole | enum | [owner, admin]"
                        + " | MemberRole: value user removed (the SDK has a constant for it)",
                "/paths/~1team/get | x-inbox-safety | unsafe | team.get: x-inbox-safety safe -> unsafe",
                "/components/schemas/Tag | required | [id, name]"
                        + " | Tag: required name color removed (it becomes required or optional)",
                "/components/schemas/Prospect/properties | followersCount | \"\""
                        + " | Prospect: property followersCount removed (the SDK has an accessor for it)"
            })
    void describesABreakingChangeWithOldAndNewValue(String place, String name, String value, String expected) {
        assertThat(after(put(place, name, value)).breaking())
                .anySatisfy(change -> assertThat(change).startsWith("BREAKING " + expected + ", in "));
    }

    @Test
    void describesAChangeOfOrderWithOldAndNewOrder() {
        assertThat(after(root -> {
                            ObjectNode properties = at(root, "/components/schemas/UpdateTagRequest/properties");
                            properties.set("name", properties.remove("name"));
                            ArrayNode words = (ArrayNode) root.at("/components/schemas/SortOrder/enum");
                            words.add(words.remove(0));
                            ArrayNode parameters = (ArrayNode) root.at("/paths/~1events/get/parameters");
                            parameters.add(parameters.remove(0));
                        })
                        .breaking())
                .containsExactlyInAnyOrder(
                        "BREAKING UpdateTagRequest: property order name, color -> color, name"
                                + " (the SDK has the same order), in inbox.tags().update(..)",
                        "BREAKING SortOrder: value order asc, desc -> desc, asc"
                                + " (the SDK has the same order), in inbox.threads().list(..)",
                        "BREAKING events.list: parameter order afterSeq, limit -> limit, afterSeq"
                                + " (the SDK has the same order), in inbox.events().list(..)");
    }

    @Test
    void insertingAPropertyInTheMiddleIsNoChangeOfOrder() {
        assertThat(after(root -> {
                            ObjectNode properties = at(root, "/components/schemas/Team/properties");
                            properties.putObject("motto").put("type", "string");
                            properties.set("id", properties.remove("id"));
                            properties.propertyNames().stream()
                                    .filter(name -> !name.equals("id") && !name.equals("motto"))
                                    .toList()
                                    .forEach(name -> properties.set(name, properties.remove(name)));
                        })
                        .all())
                .containsExactly("ADDITIVE Team: property motto added, in inbox.team().get(..)");
    }

    @Test
    void removingAnOptionalResponsePropertyBreaksTheMethodsThatReturnIt() {
        DocumentChanges changes = after(
                root -> at(root, "/components/schemas/Prospect/properties").remove("followersCount"));
        assertThat(changes.breaking())
                .singleElement()
                .asString()
                .contains("inbox.prospects().get(..)", "inbox.threads().list(..)")
                .doesNotContain("inbox.tags()");
    }

    @Test
    void namesARemovedStatus() {
        assertThat(after(root -> at(root, "/paths/~1threads~1{threadId}/get/responses")
                                .remove("404"))
                        .breaking())
                .containsExactly("BREAKING threads.get: response 404 removed, in inbox.threads().get(..)");
    }

    @Test
    void turningAStringIntoAnEnumBreaks() {
        assertThat(after(put("/components/schemas/TagId", "enum", "[tag_a]")).breaking())
                .anySatisfy(change -> assertThat(change).startsWith("BREAKING TagId: enum none -> "));
    }

    @Test
    void doesNotTakeAPropertyNamedLikeABoundForABound() {
        ApiDocument before =
                DOCUMENT.with(put("/components/schemas/UpdateTagRequest/properties", "minPrice", "{type: integer}"));
        assertThat(DocumentChanges.between(before, DOCUMENT).breaking())
                .containsExactly("BREAKING UpdateTagRequest: property minPrice removed"
                        + " (the SDK has an accessor for it), in inbox.tags().update(..)");
    }

    @Test
    void aChangeOfTheServerAffectsEveryMethod() {
        assertThat(after(root -> at(root, "/servers/0").put("url", "https://inbox.example"))
                        .breaking())
                .hasSize(2)
                .allSatisfy(change -> assertThat(change).endsWith(", in every method"));
    }

    @Test
    void changingAnOperationIdBreaks() {
        assertThat(after(root -> at(root, "/paths/~1team/get").put("operationId", "team.read"))
                        .breaking())
                .containsExactly("BREAKING team.get: operationId team.get -> team.read"
                        + " (the SDK method is renamed), in inbox.team().get(..)");
    }

    @Test
    void removingAnOperationBreaksAndAddingOneIsAdditive() {
        assertThat(after(root -> {
                            ObjectNode paths = at(root, "/paths");
                            ObjectNode moved = paths.withObjectProperty("/teams");
                            moved.setAll((ObjectNode) paths.remove("/team"));
                            ((ObjectNode) moved.path("get")).put("operationId", "teams.get");
                        })
                        .all())
                .containsExactly(
                        "ADDITIVE operation GET /teams added, in inbox.teams().get(..)",
                        "BREAKING operation GET /team removed, in inbox.team().get(..)");
    }

    @Test
    void addingAResponsePropertyOrAnOptionalParameterIsAdditive() {
        DocumentChanges changes = after(root -> {
            at(root, "/components/schemas/Team/properties").putObject("motto").put("type", "string");
            at(root, "/paths/~1team/get")
                    .withArrayProperty("parameters")
                    .addObject()
                    .put("name", "fresh")
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "boolean");
        });
        assertThat(changes.breaking()).isEmpty();
        assertThat(changes.all())
                .isEqualTo(List.of(
                        "ADDITIVE Team: property motto added, in inbox.team().get(..)",
                        "ADDITIVE team.get: parameter fresh added, in inbox.team().get(..)"));
    }

    @Test
    void inliningASharedParameterIsNoChange() {
        assertThat(after(root -> {
                            JsonNode shared = root.at("/components/parameters/TagId");
                            ((ArrayNode) root.at("/paths/~1tags~1{tagId}/get/parameters")).set(0, shared.deepCopy());
                        })
                        .all())
                .isEmpty();
    }
}
