package com.inboxapp.sdk.contract.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a failure of the gate says. */
class DocumentChangesTest {
    private static final ApiDocument DOCUMENT = ApiDocument.guide();

    private static DocumentChanges after(Consumer<ObjectNode> change) {
        return DocumentChanges.between(DOCUMENT, DOCUMENT.with(change));
    }

    private static ObjectNode at(ObjectNode root, String place) {
        return (ObjectNode) root.at(place);
    }

    @Test
    void anOptionalPropertyOfAnAnswerThatIsGoneBreaksTheMethodsThatAnswerIt() {
        DocumentChanges changes = after(
                root -> at(root, "/components/schemas/Prospect/properties").remove("followersCount"));
        assertThat(changes.breaking())
                .contains(
                        "BREAKING prospects.get: inbox.prospects().get(..), without [answer: Prospect.followersCount]")
                .noneMatch(change -> change.contains("inbox.tags()"));
    }

    @Test
    void aParameterAndAStatusThatAreGoneAreNamed() {
        assertThat(after(root -> at(root, "/paths/~1threads~1{threadId}/get/responses")
                                .remove("404"))
                        .breaking())
                .containsExactly("BREAKING threads.get: inbox.threads().get(..), without [threads.get answers 404]");
    }

    /** Its id is the name of the method. */
    @Test
    void anOperationOfAnotherNameBreaks() {
        assertThat(after(root -> at(root, "/paths/~1team/get").put("operationId", "team.read"))
                        .breaking())
                .singleElement()
                .asString()
                .startsWith("BREAKING team.get: inbox.team().get(..), without");
    }

    @Test
    void aRemovedOperationAndANewOne() {
        assertThat(after(root -> {
                            ObjectNode paths = at(root, "/paths");
                            ObjectNode moved = paths.withObjectProperty("/teams");
                            moved.setAll((ObjectNode) paths.remove("/team"));
                            ((ObjectNode) moved.path("get")).put("operationId", "teams.get");
                        })
                        .all())
                .containsExactly(
                        "ADDITIVE teams.get: inbox.teams().get(..)", "BREAKING team.get: inbox.team().get(..)");
    }

    @Test
    void moreToReadAndMoreToAskForAreAdditive() {
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
        assertThat(changes.all()).isEqualTo(List.of("ADDITIVE team.get: inbox.team().get(..)"));
    }
}
