package com.inboxapp.sdk.rx;

import java.util.Map;
import java.util.Optional;

/** A state store in memory that evicts the oldest entries, so that a program can run for years. */
final class BoundedStateStore implements StateStore {
    static final int MOST = 100_000;

    private final Map<String, String> values = new BoundedMap<>(MOST);

    @Override
    public synchronized Optional<String> read(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public synchronized void write(String key, String value) {
        values.remove(key); // an entry that is written again becomes the newest
        values.put(key, value);
    }
}
