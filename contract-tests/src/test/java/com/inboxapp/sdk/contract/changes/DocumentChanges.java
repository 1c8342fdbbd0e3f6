package com.inboxapp.sdk.contract.changes;

import com.inboxapp.sdk.contract.changes.Change.Kind;
import com.inboxapp.sdk.contract.document.ApiDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.DiffResult;
import org.openapitools.openapidiff.core.model.Endpoint;
import tools.jackson.databind.node.ObjectNode;

/**
 * The changes between two documents: each fact that was added, removed or changed, with the operations that it affects. {@link Rules}
 * classifies the changes. openapi-diff gives a second opinion: a change that only openapi-diff calls incompatible is breaking, too.
 */
public final class DocumentChanges {
    /** The service adds enum values without a new version, and readers keep them. */
    private static final OpenApiDiffOptions OPTIONS = OpenApiDiffOptions.builder()
            .configProperty("incompatible.response.enum.increased", "false")
            .build();

    private final List<Change> changes;

    private DocumentChanges(List<Change> changes) {
        this.changes = changes;
    }

    public static DocumentChanges between(ApiDocument before, ApiDocument after) {
        Reach reach = new Reach(before, after);
        List<Change> changes = new ArrayList<>(facts(reach, NormalForm.of(before), NormalForm.of(after)));
        Set<String> broken = changes.stream()
                .filter(change -> change.kind() == Kind.BREAKING)
                .flatMap(change -> change.operations().stream())
                .collect(Collectors.toSet());
        for (String operation : secondOpinion(reach, before, after)) {
            if (!broken.contains(operation)) {
                String what = changes.stream()
                        .filter(change -> change.operations().contains(operation))
                        .map(Change::what)
                        .collect(Collectors.joining("; "));
                changes.add(
                        new Change(Kind.BREAKING, what + " (openapi-diff calls it incompatible)", List.of(operation)));
            }
        }
        changes.sort(Comparator.comparing(Change::toString));
        return new DocumentChanges(changes);
    }

    /** Returns a function that compares a document with {@code before}, without openapi-diff, which is slow. */
    public static Function<ApiDocument, DocumentChanges> factsSince(ApiDocument before) {
        ObjectNode form = NormalForm.of(before);
        return after -> new DocumentChanges(facts(new Reach(before, after), form, NormalForm.of(after)));
    }

    private static List<Change> facts(Reach reach, ObjectNode before, ObjectNode after) {
        List<Change> changes = new ArrayList<>();
        for (Difference difference : Difference.between(before, after)) {
            String key = difference.in("operations");
            String schema = difference.in("schemas");
            Set<String> operations = key.isEmpty() ? reach.operations(schema) : Set.of(reach.id(key));
            if (!schema.isEmpty() && operations.isEmpty()) {
                continue; // the schema is unused
            }
            boolean everywhere = operations.isEmpty();
            Kind kind = Rules.weight(difference)
                    .on(everywhere || reach.isSent(difference), everywhere || reach.isReceived(difference));
            String why = Rules.of(difference).why();
            changes.add(new Change(
                    kind,
                    difference.describe(key.isEmpty() ? "" : reach.id(key))
                            + (why.isEmpty() || kind != Kind.BREAKING ? "" : " (" + why + ")"),
                    operations));
        }
        return changes;
    }

    private static Set<String> secondOpinion(Reach reach, ApiDocument before, ApiDocument after) {
        ChangedOpenApi compared = OpenApiCompare.fromContents(
                DiffableForm.of(before.root()), DiffableForm.of(after.root()), List.of(), OPTIONS);
        Set<String> broken = new TreeSet<>();
        compared.getMissingEndpoints().forEach(endpoint -> broken.add(reach.id(key(endpoint))));
        compared.getChangedOperations().stream()
                .filter(operation -> isIncompatible(operation.isChanged()))
                .forEach(operation -> broken.add(reach.id(key(operation))));
        return broken;
    }

    private static boolean isIncompatible(DiffResult result) {
        return !result.isMetaChanged() && (result.isIncompatible() || result == DiffResult.UNKNOWN);
    }

    private static String key(Endpoint endpoint) {
        return endpoint.getMethod() + " " + endpoint.getPathUrl();
    }

    private static String key(ChangedOperation operation) {
        return operation.getHttpMethod().name().toUpperCase(Locale.ROOT) + " " + operation.getPathUrl();
    }

    /** Returns the breaking changes. */
    public List<String> breaking() {
        return changes.stream()
                .filter(change -> change.kind() == Kind.BREAKING)
                .map(Change::toString)
                .toList();
    }

    /** Returns whether all changes are editorial. */
    public boolean isEditorial() {
        return changes.stream().allMatch(change -> change.kind() == Kind.EDITORIAL);
    }

    /** Returns all changes, sorted by their text, which begins with the kind. */
    public List<String> all() {
        return changes.stream().map(Change::toString).toList();
    }
}
