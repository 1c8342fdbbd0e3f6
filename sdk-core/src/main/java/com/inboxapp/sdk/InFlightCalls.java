package com.inboxapp.sdk;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The in-flight calls of a client, so that closing the client ends them. The calls of a derived client are also its parent's. */
final class InFlightCalls {
    private final @Nullable InFlightCalls parent;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Open(Cancellation cancellation, Supplier<InboxClosedException> reason) {
        /** Cancels the call. If that fails, the other calls are still closed. */
        void close() {
            CallListeners.aside(
                    "a call could not be cancelled when its client was closed",
                    () -> cancellation.cancel(reason.get()));
        }
    }

    InFlightCalls(@Nullable InFlightCalls parent) {
        this.parent = parent;
    }

    boolean isClosed() {
        return closed || (parent != null && parent.isClosed());
    }

    /**
     * Adds a call. Cancels it if the client is closed already or is closed meanwhile.
     *
     * @return removes the call
     */
    Runnable add(Cancellation cancellation, Supplier<InboxClosedException> reason) {
        Open call = new Open(cancellation, reason);
        for (InFlightCalls calls = this; calls != null; calls = calls.parent) {
            calls.open.add(call);
        }
        if (isClosed()) {
            call.close();
        }
        return () -> {
            for (InFlightCalls calls = this; calls != null; calls = calls.parent) {
                calls.open.remove(call);
            }
        };
    }

    /** Returns the number of calls in flight. */
    int size() {
        return open.size();
    }

    void close() {
        closed = true;
        open.forEach(Open::close);
    }
}
