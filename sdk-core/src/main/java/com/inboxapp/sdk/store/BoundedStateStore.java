package com.inboxapp.sdk.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A state store in memory that evicts the oldest entries, so that a program can run for years. */
final class BoundedStateStore implements StateStore {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final int maxEntries;

    BoundedStateStore(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    @Override
    public synchronized Optional<String> read(String key) {
        return Optional.ofNullable(values.get(Objects.requireNonNull(key, "key")));
    }

    @Override
    public synchronized void write(String key, String value) {
        values.remove(Objects.requireNonNull(key, "key")); // an entry that is written again becomes the newest
        values.put(key, Objects.requireNonNull(value, "value"));
        if (values.size() > maxEntries) {
            values.remove(values.keySet().iterator().next());
        }
    }
}
