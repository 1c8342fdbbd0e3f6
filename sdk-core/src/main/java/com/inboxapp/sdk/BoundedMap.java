package com.inboxapp.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bounded map that keeps the most recent entries. Thread-safe. */
final class BoundedMap<K, V> {
    private final Map<K, V> entries;

    BoundedMap(int maxEntries) {
        this.entries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > maxEntries;
            }
        };
    }

    synchronized void put(K key, V value) {
        // reinsert as the newest entry
        entries.remove(key);
        entries.put(key, value);
    }

    synchronized void remove(K key) {
        entries.remove(key);
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /** Returns a copy of all entries, oldest first. */
    synchronized Map<K, V> all() {
        return new LinkedHashMap<>(entries);
    }

    /** Adds an entry unless the key is present. Returns whether the key has this value now. */
    synchronized boolean add(K key, V value) {
        V before = entries.putIfAbsent(key, value);
        return before == null || before.equals(value);
    }
}
