package com.inboxapp.sdk;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of a client that are under way, so that closing it ends them. Those of a derived client are its parent's as well. */
final class OpenCalls {
    private final @Nullable OpenCalls parent;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Open(Cancellation cancellation, Supplier<InboxClosedException> reason) {
        /** Whatever comes of it, the others are closed too. */
        void close() {
            CallListeners.aside("a call was not ended with its client", () -> cancellation.cancel(reason.get()));
        }
    }

    OpenCalls(@Nullable OpenCalls parent) {
        this.parent = parent;
    }

    boolean isClosed() {
        return closed || (parent != null && parent.isClosed());
    }

    /**
     * Adds a call. When the client is closed already, or is being closed meanwhile, the call is cancelled.
     *
     * @return removes it
     */
    Runnable add(Cancellation cancellation, Supplier<InboxClosedException> reason) {
        Open call = new Open(cancellation, reason);
        for (OpenCalls calls = this; calls != null; calls = calls.parent) {
            calls.open.add(call);
        }
        if (isClosed()) {
            call.close();
        }
        return () -> {
            for (OpenCalls calls = this; calls != null; calls = calls.parent) {
                calls.open.remove(call);
            }
        };
    }

    /** How many calls are under way. */
    int size() {
        return open.size();
    }

    void close() {
        closed = true;
        open.forEach(Open::close);
    }
}
