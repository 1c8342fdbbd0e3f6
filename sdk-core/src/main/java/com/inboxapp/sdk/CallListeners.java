package com.inboxapp.sdk;

import java.util.List;
import java.util.function.Consumer;

/** The listeners of a client. A listener that fails does not affect the call. */
record CallListeners(List<CallListener> listeners) {
    private static final System.Logger LOG = System.getLogger("com.inboxapp.sdk");

    void tell(Consumer<CallListener> what) {
        for (CallListener listener : listeners) {
            aside("a call listener failed", () -> what.accept(listener));
        }
    }

    /** Runs work that must not change how a call ends. Logs any throwable instead of throwing it. */
    static void aside(String failed, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            try {
                LOG.log(System.Logger.Level.WARNING, failed, e);
            } catch (Throwable silent) {
                // the logger failed as well, or the stack has no room for logging
            }
        }
    }
}
