package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an outreach has done about each prospect, written before and after it is done. */
final class OutreachLog {
    private static final String SENDING = "sending";
    private static final String SENT = "sent";
    private static final String UNCLEAR = "unclear";
    private static final String FAILED = "failed";

    /** What is known of a prospect. */
    enum State {
        /** Nothing was sent. */
        OPEN,
        /** A send was begun a short while ago: it may have an effect that cannot be seen yet. */
        IN_DOUBT,
        /** A send was begun so long ago that its effect can be seen, if it had one. */
        SETTLED,
        /** A send was begun whose effect may be a message that cannot be told from others: only somebody who looks at the thread can tell. */
        UNCLEAR,
        SENT
    }

    /** What is known, and which account a send was begun from whose end is not known. */
    record Entry(State state, @Nullable AccountLinkId account) {}

    private final Journal journal;
    private final String name;
    private final InboxScheduler time;

    OutreachLog(Journal journal, String name, InboxScheduler time) {
        this.journal = journal;
        this.name = name;
        this.time = time;
    }

    /** The right to run this outreach; empty if it is running. */
    Optional<Claim> claim() {
        return Claim.of(journal, toString());
    }

    Entry entry(PlatformUserId prospect) {
        String key = key(prospect);
        String value = journal.read(key).orElse(FAILED);
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
                State state = Instant.parse(words[1]).isAfter(time.now()) ? State.IN_DOUBT : State.SETTLED;
                return new Entry(state, AccountLinkId.of(words[2]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // said below, together with all else that this never writes
        }
        throw new IllegalStateException("the journal has something under \"" + key
                + "\" that no outreach writes, so that it is unknown whether the prospect was written to: \"" + value
                + "\"");
    }

    /** To be written before each request that sends: after so long, its effect can be seen. */
    void sending(PlatformUserId prospect, AccountLink account, Duration settled) {
        journal.write(key(prospect), SENDING + " " + time.now().plus(settled) + " " + account.id());
    }

    void sent(PlatformUserId prospect, MessageId message) {
        journal.write(key(prospect), SENT + " " + time.now() + " " + message);
    }

    /** The thread shows that an earlier attempt had its effect. */
    void foundSent(PlatformUserId prospect) {
        journal.write(key(prospect), SENT + " " + time.now());
    }

    /** The thread has a message that may be the one, but need not. */
    void unclear(PlatformUserId prospect, AccountLink account) {
        journal.write(key(prospect), UNCLEAR + " " + account.id());
    }

    /** It is certain that nothing was sent. */
    void failed(PlatformUserId prospect) {
        journal.write(key(prospect), FAILED);
    }

    @Override
    public String toString() {
        return "outreach " + name;
    }

    private String key(PlatformUserId prospect) {
        return this + " " + prospect;
    }
}
