package com.inboxapp.sdk.contract.changes;

import com.inboxapp.sdk.contract.changes.Change.Kind;
import com.inboxapp.sdk.contract.document.ApiDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.DiffResult;
import org.openapitools.openapidiff.core.model.Endpoint;

/** What has changed between two documents, by operation. */
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
        Map<String, String> ids = Stream.of(before, after)
                .flatMap(document -> document.operations().stream())
                .collect(Collectors.toMap(
                        operation -> operation.method() + " " + operation.path(),
                        operation -> operation.id(),
                        (old, changed) -> old));
        return new DocumentChanges(Stream.of(
                        compared.getMissingEndpoints().stream()
                                .map(endpoint -> new Change(Kind.BREAKING, id(ids, endpoint))),
                        compared.getNewEndpoints().stream()
                                .map(endpoint -> new Change(Kind.ADDITIVE, id(ids, endpoint))),
                        compared.getChangedOperations().stream().map(operation -> change(ids, operation)))
                .flatMap(part -> part)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList());
    }

    private static String id(Map<String, String> ids, Endpoint endpoint) {
        return ids.get(endpoint.getMethod() + " " + endpoint.getPathUrl());
    }

    private static Change change(Map<String, String> ids, ChangedOperation operation) {
        DiffResult result = operation.isChanged();
        Kind kind = result.isMetaChanged()
                ? Kind.EDITORIAL
                : result.isIncompatible() || result == DiffResult.UNKNOWN ? Kind.BREAKING : Kind.ADDITIVE;
        return new Change(
                kind,
                ids.get(operation.getHttpMethod().name().toUpperCase(Locale.ROOT) + " " + operation.getPathUrl()));
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
