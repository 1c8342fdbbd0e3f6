package com.inboxapp.sdk.rx;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What is to survive a restart: where a stream stopped, which messages were routed, who was written to. Values by key, of which the newest
 * counts.
 *
 * <p>{@link FileJournal} keeps them in a file; implement this over a database that you have anyway. {@link #write} returns when the value
 * is safe, not before: what follows relies on it. Both methods may be called by many threads, and may block for as long as a write takes.
 */
public interface Journal {
    /**
     * What was written last.
     *
     * @param key for instance {@code outreach spring 555555555}
     * @return the value; empty if there is none
     */
    Optional<String> read(String key);

    /**
     * Writes a value in place of an earlier one.
     *
     * @param key the key
     * @param value the value
     * @throws RuntimeException if it could not be written; the value is as it was before, or as it should be now
     */
    void write(String key, String value);

    /**
     * A journal for tests, and for programs for which a restart is a new beginning.
     *
     * @return an empty journal in memory
     */
    static Journal inMemory() {
        ConcurrentMap<String, String> values = new ConcurrentHashMap<>();
        return new Journal() {
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
}
