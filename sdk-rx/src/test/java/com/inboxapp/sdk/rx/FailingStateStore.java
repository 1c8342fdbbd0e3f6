package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.store.StateStore;
import java.util.Optional;

/** A store that fails at a certain write, before or after storing the value, like a program that crashes there. */
final class FailingStateStore implements StateStore {
    private final StateStore store;
    private final boolean storesLast;
    private int remaining;

    FailingStateStore(StateStore store, int writes, boolean storesLast) {
        this.store = store;
        this.remaining = writes;
        this.storesLast = storesLast;
    }

    @Override
    public Optional<String> read(String key) {
        return store.read(key);
    }

    @Override
    public synchronized void write(String key, String value) {
        if (remaining > 0 || (remaining == 0 && storesLast)) {
            store.write(key, value);
        }
        if (remaining-- <= 0) {
            throw new IllegalStateException("dead");
        }
    }
}
