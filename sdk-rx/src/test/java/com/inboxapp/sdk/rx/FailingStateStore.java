package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.store.StateStore;
import java.util.Optional;

/** A store that breaks at a certain write, as a program does that dies there: before that write is done, or right after. */
final class FailingStateStore implements StateStore {
    private final StateStore store;
    private final boolean lastIsWritten;
    private int left;

    FailingStateStore(StateStore store, int writes, boolean lastIsWritten) {
        this.store = store;
        this.left = writes;
        this.lastIsWritten = lastIsWritten;
    }

    @Override
    public Optional<String> read(String key) {
        return store.read(key);
    }

    @Override
    public synchronized void write(String key, String value) {
        if (left > 0 || (left == 0 && lastIsWritten)) {
            store.write(key, value);
        }
        if (left-- <= 0) {
            throw new IllegalStateException("dead");
        }
    }
}
