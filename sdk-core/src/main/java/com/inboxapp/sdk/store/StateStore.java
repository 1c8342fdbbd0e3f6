package com.inboxapp.sdk.store;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Stores state that must survive a restart: the checkpoint of a stream, the routed messages, the prospects of an
 * outreach. It maps keys to values; the last write of a key wins.
 *
 * <p>{@link FileStateStore} stores the values in a file. Implement this interface to use a database that you already have.
 * {@link #write} must return only when the value is durable, since the SDK relies on it. Both methods may be called by
 * many threads, and may block for the duration of a write.
 */
public interface StateStore {
    /**
     * Returns the last value of a key.
     *
     * @param key for instance {@code outreach spring 555555555}
     * @return the value; empty if there is none
     */
    Optional<String> read(String key);

    /**
     * Writes a value, in place of an earlier one.
     *
     * @param key the key
     * @param value the value
     * @throws RuntimeException if the write failed; the key then has either the old or the new value
     */
    void write(String key, String value);

    /**
     * Returns a store in memory, for tests, and for programs that keep no state across a restart.
     *
     * @return an empty store
     */
    static StateStore inMemory() {
        ConcurrentMap<String, String> values = new ConcurrentHashMap<>();
        return new StateStore() {
            @Override
            public Optional<String> read(String key) {
                return Optional.ofNullable(values.get(Objects.requireNonNull(key, "key")));
            }

            @Override
            public void write(String key, String value) {
                values.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            }
        };
    }

    /**
     * Returns a store in memory that evicts the oldest entries. A key that is written again becomes the newest.
     *
     * @param maxEntries the maximum number of entries, 1 or more
     * @return an empty store
     * @throws IllegalArgumentException if the number is less than 1
     */
    static StateStore inMemory(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be at least 1, but was " + maxEntries);
        }
        return new BoundedStateStore(maxEntries);
    }
}
