package com.inboxapp.sdk;

import com.inboxapp.sdk.model.MessageId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.HttpUrl;

/**
 * What is known of the sends of all clients of this process that have the same base URL and token, for as long as one of them is open: whatever
 * one has sent is not to be taken for what another one has lost.
 */
final class KnownSends {
    private static final int RECENT_MESSAGES = 10_000;
    private static final Map<Place, KnownSends> PLACES = new HashMap<>();

    private final Recent<MessageId, Long> messages = new Recent<>(RECENT_MESSAGES);
    private final OpenSends open = new OpenSends();
    /** Not closed yet. One that nobody closes and nobody uses any more is forgotten. */
    private final Set<OpenCalls> clients = Collections.newSetFromMap(new WeakHashMap<>());

    private KnownSends() {}

    private record Place(HttpUrl baseUrl, String token) {
        /** The token is not shown. */
        @Override
        public String toString() {
            return "Place[" + baseUrl + "]";
        }
    }

    /** Those of a place, to which a client is added that is known by its calls. */
    static KnownSends of(HttpUrl baseUrl, String token, OpenCalls client) {
        synchronized (PLACES) {
            forgetUnused();
            KnownSends sends = PLACES.computeIfAbsent(new Place(baseUrl, token), unused -> new KnownSends());
            sends.clients.add(client);
            return sends;
        }
    }

    /** A client is closed. */
    void leave(OpenCalls client) {
        synchronized (PLACES) {
            clients.remove(client);
            forgetUnused();
        }
    }

    private static void forgetUnused() {
        PLACES.values().removeIf(sends -> sends.clients.isEmpty());
    }

    /** How many places are kept. */
    static int places() {
        synchronized (PLACES) {
            return PLACES.size();
        }
    }

    /** By their calls' numbers. */
    Recent<MessageId, Long> messages() {
        return messages;
    }

    OpenSends open() {
        return open;
    }
}
