package com.inboxapp.sdk.rx;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to work on something that a journal keeps the state of: one of this process has it at a time, whatever object works for it. */
final class Claim {
    private record Subject(Journal journal, String key) {
        /** A journal may compare itself by what is in it. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Subject subject && journal == subject.journal && key.equals(subject.key);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(journal) + key.hashCode();
        }
    }

    private static final Set<Subject> TAKEN = ConcurrentHashMap.newKeySet();

    private final Subject subject;
    private boolean released;

    private Claim(Subject subject) {
        this.subject = subject;
    }

    /** The claim; empty if somebody has it. */
    static Optional<Claim> of(Journal journal, String key) {
        Subject subject = new Subject(journal, key);
        return TAKEN.add(subject) ? Optional.of(new Claim(subject)) : Optional.empty();
    }

    /**
     * Writes what whoever has the claim next must know. A stream that is disposed of may still be at work in another thread: after its claim was
     * released, it must not begin anything.
     *
     * @return false if the claim was released, and nothing was written
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
            TAKEN.remove(subject);
        }
    }
}
