package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.store.StateStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A lease on a key of a state store. Only one lease on a key exists in this process at a time, across all objects. */
final class Lease {
    private record Subject(StateStore store, String key) {
        /** Compares stores by identity: a store may define equality by its content. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Subject subject && store == subject.store && key.equals(subject.key);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(store) + key.hashCode();
        }
    }

    private static final Set<Subject> HELD = ConcurrentHashMap.newKeySet();

    private final Subject subject;
    private boolean released;

    private Lease(Subject subject) {
        this.subject = subject;
    }

    /** Acquires the lease; empty if it is already held. */
    static Optional<Lease> of(StateStore store, String key) {
        Subject subject = new Subject(store, key);
        return HELD.add(subject) ? Optional.of(new Lease(subject)) : Optional.empty();
    }

    /**
     * Writes to the store while the lease is held. The next holder must see the write. A disposed stream may still run
     * on another thread, but must not start anything after its lease was released.
     *
     * @return false if the lease was released, and nothing was written
     */
    synchronized boolean whileHeld(Runnable write) {
        if (!released) {
            write.run();
        }
        return !released;
    }

    synchronized void release() {
        if (!released) {
            released = true;
            HELD.remove(subject);
        }
    }
}
