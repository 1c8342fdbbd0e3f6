package com.inboxapp.sdk.rx;

import java.util.Optional;

/** A journal that breaks at a certain write, as a program does that dies there: before that write is done, or right after. */
final class DyingJournal implements Journal {
    private final Journal journal;
    private final boolean lastIsWritten;
    private int left;

    DyingJournal(Journal journal, int writes, boolean lastIsWritten) {
        this.journal = journal;
        this.left = writes;
        this.lastIsWritten = lastIsWritten;
    }

    @Override
    public Optional<String> read(String key) {
        return journal.read(key);
    }

    @Override
    public synchronized void write(String key, String value) {
        if (left > 0 || (left == 0 && lastIsWritten)) {
            journal.write(key, value);
        }
        if (left-- <= 0) {
            throw new IllegalStateException("dead");
        }
    }
}
