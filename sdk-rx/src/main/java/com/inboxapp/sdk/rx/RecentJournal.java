package com.inboxapp.sdk.rx;

import java.util.Map;
import java.util.Optional;

/** A journal in memory that forgets the oldest entries, so that a program may run for years. */
final class RecentJournal implements Journal {
    static final int MOST = 100_000;

    private final Map<String, String> values = new Recent<>(MOST);

    @Override
    public synchronized Optional<String> read(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public synchronized void write(String key, String value) {
        values.remove(key); // what was written again is not the oldest any more
        values.put(key, value);
    }
}
