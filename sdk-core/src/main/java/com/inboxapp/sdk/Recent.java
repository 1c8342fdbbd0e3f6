package com.inboxapp.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last few thousand things that were seen. Safe for use by many threads. */
final class Recent<K, V> {
    private final Map<K, V> entries;

    Recent(int most) {
        this.entries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized void put(K key, V value) {
        // as the newest
        entries.remove(key);
        entries.put(key, value);
    }

    synchronized void remove(K key) {
        entries.remove(key);
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /** What was seen, and what it was, from the oldest on. */
    synchronized Map<K, V> all() {
        return new LinkedHashMap<>(entries);
    }

    /** Adds it unless it is there already; whether it is there with this value now. */
    synchronized boolean add(K key, V value) {
        V before = entries.putIfAbsent(key, value);
        return before == null || before.equals(value);
    }
}
