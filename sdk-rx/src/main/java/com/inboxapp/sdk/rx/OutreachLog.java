package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.store.StateStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of an outreach: the state of each prospect, written before and after each send. */
final class OutreachLog {
    private static final String SENDING = "sending";
    private static final String SENT = "sent";
    private static final String UNCLEAR = "unclear";
    private static final String FAILED = "failed";

    /** The state of a prospect. */
    enum State {
        /** Nothing was sent. */
        OPEN,
        /** A send started a short while ago; its effect may not be visible yet. */
        UNCONFIRMED,
        /** A send started so long ago that its effect is visible, if it had one. */
        SETTLED,
        /**
         * A send started, and its thread has a message that may or may not be this one: only a person who checks the
         * thread can decide.
         */
        UNCLEAR,
        SENT
    }

    /** A state, and the account of an attempt without a known result. */
    record Entry(State state, @Nullable AccountLinkId account) {}

    private final StateStore store;
    private final String name;
    private final InboxScheduler time;

    OutreachLog(StateStore store, String name, InboxScheduler time) {
        this.store = store;
        this.name = name;
        this.time = time;
    }

    /** Acquires the lease to run this outreach; empty if it is already running. */
    Optional<Lease> lease() {
        return Lease.of(store, toString());
    }

    Entry entry(PlatformUserId prospect) {
        String key = key(prospect);
        String value = store.read(key).orElse(FAILED);
        String[] words = value.split(" ", -1);
        if (words[0].equals(SENT)) {
            return new Entry(State.SENT, null);
        }
        if (value.equals(FAILED)) {
            return new Entry(State.OPEN, null);
        }
        try {
            if (words[0].equals(UNCLEAR) && words.length == 2) {
                return new Entry(State.UNCLEAR, AccountLinkId.of(words[1]));
            }
            if (words[0].equals(SENDING) && words.length == 3) {
                State state = Instant.parse(words[1]).isAfter(time.now()) ? State.UNCONFIRMED : State.SETTLED;
                return new Entry(state, AccountLinkId.of(words[2]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // reported below, together with all other invalid values
        }
        throw new IllegalStateException("the state store's value of \"" + key
                + "\" is not one that an outreach writes, so that it is unknown whether a message was sent: \"" + value
                + "\"");
    }

    /**
     * Records a send. To be called before each request that sends.
     *
     * @param settled the time after which its effect is visible
     */
    void sending(PlatformUserId prospect, AccountLink account, Duration settled) {
        store.write(key(prospect), SENDING + " " + time.now().plus(settled) + " " + account.id());
    }

    void sent(PlatformUserId prospect, MessageId message) {
        store.write(key(prospect), SENT + " " + time.now() + " " + message);
    }

    /** Records that the thread has the message of an earlier attempt. */
    void foundSent(PlatformUserId prospect) {
        store.write(key(prospect), SENT + " " + time.now());
    }

    /** Records that the thread has a message that may or may not be this one. */
    void unclear(PlatformUserId prospect, AccountLink account) {
        store.write(key(prospect), UNCLEAR + " " + account.id());
    }

    /** Records that the message was certainly not sent. */
    void failed(PlatformUserId prospect) {
        store.write(key(prospect), FAILED);
    }

    @Override
    public String toString() {
        return "outreach " + name;
    }

    private String key(PlatformUserId prospect) {
        return this + " " + prospect;
    }
}
