package com.inboxapp.sdk;

import com.inboxapp.sdk.model.MessageId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.HttpUrl;

/**
 * The known sends of all clients of this process that have the same base URL and token, kept for as long as one of these clients is open.
 * They prevent a message that one client sent from being taken for the lost message of another.
 */
final class SendRegistry {
    private static final int RECENT_MESSAGES = 10_000;
    private static final Map<Place, SendRegistry> PLACES = new HashMap<>();

    private final BoundedMap<MessageId, Long> messages = new BoundedMap<>(RECENT_MESSAGES);
    private final UnconfirmedSends open = new UnconfirmedSends();
    /** The clients that are not closed. A client that is garbage collected without being closed is removed. */
    private final Set<InFlightCalls> clients = Collections.newSetFromMap(new WeakHashMap<>());

    private SendRegistry() {}

    private record Place(HttpUrl baseUrl, String token) {
        /** Omits the token. */
        @Override
        public String toString() {
            return "Place[" + baseUrl + "]";
        }
    }

    /** Returns the known sends of a base URL and token, and registers a client, which is identified by its open calls. */
    static SendRegistry of(HttpUrl baseUrl, String token, InFlightCalls client) {
        synchronized (PLACES) {
            forgetUnused();
            SendRegistry sends = PLACES.computeIfAbsent(new Place(baseUrl, token), unused -> new SendRegistry());
            sends.clients.add(client);
            return sends;
        }
    }

    /** Removes a client that was closed. */
    void leave(InFlightCalls client) {
        synchronized (PLACES) {
            clients.remove(client);
            forgetUnused();
        }
    }

    private static void forgetUnused() {
        PLACES.values().removeIf(sends -> sends.clients.isEmpty());
    }

    /** Returns the number of base URL and token pairs that are kept. */
    static int places() {
        synchronized (PLACES) {
            return PLACES.size();
        }
    }

    /** Returns the messages that are known to be sent, each with the number of its call. */
    BoundedMap<MessageId, Long> messages() {
        return messages;
    }

    UnconfirmedSends open() {
        return open;
    }
}
