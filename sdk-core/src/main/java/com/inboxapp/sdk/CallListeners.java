package com.inboxapp.sdk;

import java.util.List;
import java.util.function.Consumer;

/** All listeners of a client. Whatever they do, the call goes on. */
record CallListeners(List<CallListener> listeners) {
    private static final System.Logger LOG = System.getLogger("com.inboxapp.sdk");

    void tell(Consumer<CallListener> what) {
        for (CallListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.WARNING, "a call listener failed", e);
            }
        }
    }
}
