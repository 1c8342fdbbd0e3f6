package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import java.time.Duration;
import java.time.Instant;

/** What an outreach has done about each prospect, written before and after it is done. */
final class OutreachLog {
    /** After this, an attempt that ended nobody knows how has shown its effect, or has none: all its repeats and waits are over. */
    static final Duration SETTLED = Duration.ofMinutes(10);

    private static final String SENDING = "sending";
    private static final String SENT = "sent";
    private static final String FAILED = "failed";

    /** What is known of a prospect. */
    enum State {
        /** Nothing was sent. */
        OPEN,
        /** An attempt was begun a short while ago. */
        IN_DOUBT,
        /** An attempt was begun long ago: its effect can be seen. */
        SETTLED,
        SENT
    }

    private final Journal journal;
    private final String name;
    private final InboxScheduler time;

    OutreachLog(Journal journal, String name, InboxScheduler time) {
        this.journal = journal;
        this.name = name;
        this.time = time;
    }

    State state(PlatformUserId prospect) {
        String[] entry = journal.read(key(prospect)).orElse("").split(" ", 3);
        return switch (entry[0]) {
            case SENT -> State.SENT;
            case SENDING -> Instant.parse(entry[1]).plus(SETTLED).isAfter(time.now()) ? State.IN_DOUBT : State.SETTLED;
            default -> State.OPEN;
        };
    }

    void sending(PlatformUserId prospect, AccountLink account) {
        journal.write(key(prospect), SENDING + " " + time.now() + " " + account.id());
    }

    void sent(PlatformUserId prospect, MessageId message) {
        journal.write(key(prospect), SENT + " " + time.now() + " " + message);
    }

    /** The thread shows that an earlier attempt had its effect. */
    void foundSent(PlatformUserId prospect) {
        journal.write(key(prospect), SENT + " " + time.now());
    }

    /** It is certain that nothing was sent. */
    void failed(PlatformUserId prospect) {
        journal.write(key(prospect), FAILED);
    }

    private String key(PlatformUserId prospect) {
        return "outreach " + name + " " + prospect;
    }
}
