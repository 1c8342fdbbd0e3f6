package com.inboxapp.sdk.openapi;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A node and its pointer in the document. Equality depends on the pointer only. */
record Place(JsonPointer pointer, JsonNode node) {

    Place child(String name) {
        return new Place(pointer.appendProperty(name), node.path(name));
    }

    /** Returns the values of an object or the items of an array. */
    List<Place> children() {
        return node.isArray()
                ? IntStream.range(0, node.size())
                        .mapToObj(index -> new Place(pointer.appendIndex(index), node.get(index)))
                        .toList()
                : names().stream().map(this::child).toList();
    }

    List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    String text(String property) {
        return node.path(property).stringValue("");
    }

    /** Returns the name of this node in its parent object. */
    String name() {
        return pointer.last().getMatchingProperty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place place && place.pointer.equals(pointer);
    }

    @Override
    public int hashCode() {
        return pointer.hashCode();
    }

    @Override
    public String toString() {
        return pointer.toString();
    }
}
