package com.inboxapp.sdk;

import java.util.List;
import java.util.function.Consumer;

/** All listeners of a client. Whatever they do, the call goes on. */
record CallListeners(List<CallListener> listeners) {
    private static final System.Logger LOG = System.getLogger("com.inboxapp.sdk");

    void tell(Consumer<CallListener> what) {
        for (CallListener listener : listeners) {
            aside("a call listener failed", () -> what.accept(listener));
        }
    }

    /** Does something that must not change how a call ends, whatever becomes of it. */
    static void aside(String failed, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            try {
                LOG.log(System.Logger.Level.WARNING, failed, e);
            } catch (Throwable silent) {
                // a logger that fails as well, or a stack without room for one
            }
        }
    }
}
