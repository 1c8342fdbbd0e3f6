package com.inboxapp.sdk.openapi;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the findings of the rules. */
final class Findings {

    private final Set<Finding> found = new LinkedHashSet<>();

    void add(Check check, Place place, String problem) {
        found.add(new Finding(check, place.toString(), problem));
    }

    /** Adds a finding unless the condition holds. */
    void require(boolean condition, Check check, Place place, String problem) {
        if (!condition) {
            add(check, place, problem);
        }
    }

    /** Adds a finding for every missing item and for every unexpected item. */
    <T> void requireSame(Collection<T> expected, Collection<T> actual, Check check, Place place, String what) {
        expected.stream()
                .filter(item -> !actual.contains(item))
                .forEach(item -> add(check, place, "lacks the " + what + " " + item));
        actual.stream()
                .filter(item -> !expected.contains(item))
                .forEach(item -> add(check, place, "has the unexpected " + what + " " + item));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
