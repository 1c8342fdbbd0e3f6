package com.inboxapp.sdk.contract.changes;

import com.inboxapp.sdk.contract.changes.Change.Kind;
import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ApiOperation;
import com.inboxapp.sdk.contract.document.Coverage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.DiffResult;
import org.openapitools.openapidiff.core.model.Endpoint;

/**
 * What has changed between two documents, by operation. openapi-diff compares them; that a part is gone is found here as well, since it takes an
 * optional property for none that an answer needs to keep, and the SDK has an accessor for each.
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
        ChangedOpenApi compared = OpenApiCompare.fromContents(
                DiffableForm.of(before.root()), DiffableForm.of(after.root()), List.of(), OPTIONS);
        Map<String, Kind> kinds = new HashMap<>();
        compared.getMissingEndpoints().forEach(endpoint -> kinds.put(key(endpoint), Kind.BREAKING));
        compared.getNewEndpoints().forEach(endpoint -> kinds.put(key(endpoint), Kind.ADDITIVE));
        compared.getChangedOperations().forEach(operation -> kinds.put(key(operation), kind(operation)));

        Map<String, ApiOperation> changed = byKey(after);
        Map<String, ApiOperation> all = new HashMap<>(changed);
        all.putAll(byKey(before));
        List<Change> changes = new ArrayList<>();
        all.forEach((key, operation) -> {
            Set<String> gone = new TreeSet<>();
            if (changed.containsKey(key)) {
                gone.addAll(Coverage.parts(before, operation));
                gone.removeAll(Coverage.parts(after, changed.get(key)));
            }
            if (!gone.isEmpty()) {
                changes.add(new Change(Kind.BREAKING, operation.id(), gone));
            } else if (kinds.containsKey(key)) {
                changes.add(new Change(kinds.get(key), operation.id(), gone));
            }
        });
        changes.sort(Comparator.comparing(Change::toString));
        return new DocumentChanges(changes);
    }

    private static Map<String, ApiOperation> byKey(ApiDocument document) {
        return document.operations().stream()
                .collect(Collectors.toMap(
                        operation -> operation.method() + " " + operation.path(), operation -> operation));
    }

    private static String key(Endpoint endpoint) {
        return endpoint.getMethod() + " " + endpoint.getPathUrl();
    }

    private static String key(ChangedOperation operation) {
        return operation.getHttpMethod().name().toUpperCase(Locale.ROOT) + " " + operation.getPathUrl();
    }

    private static Kind kind(ChangedOperation operation) {
        DiffResult result = operation.isChanged();
        if (result.isMetaChanged()) {
            return Kind.EDITORIAL;
        }
        return result.isIncompatible() || result == DiffResult.UNKNOWN ? Kind.BREAKING : Kind.ADDITIVE;
    }

    /** Those that may break a program. */
    public List<String> breaking() {
        return changes.stream()
                .filter(change -> change.kind() == Kind.BREAKING)
                .map(Change::toString)
                .toList();
    }

    /** All, sorted by kind. */
    public List<String> all() {
        return changes.stream().map(Change::toString).toList();
    }
}
