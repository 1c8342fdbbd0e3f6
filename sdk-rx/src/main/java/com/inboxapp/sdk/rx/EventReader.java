package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.EventPage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Takes in pages of events for whatever follows them, and sees to it that they come on. One thread at a time uses it. */
final class EventReader {
    /** How many empty pages in a row may say that there are more events. */
    static final int MOST_EMPTY = 100;

    private static final String OPERATION = "events.list";

    private final EventSequence sequence;
    /** Whether what the server keeps is left out still. */
    private boolean skips;

    private int empty;

    /**
     * What a page has brought.
     *
     * @param signals in order
     * @param hasMore whether the server has more events than it has listed
     * @param cameOn whether the last number is another one now
     */
    record News(List<EventSignal> signals, boolean hasMore, boolean cameOn) {}

    /**
     * Reads events.
     *
     * @param skips whether what the server keeps is left out
     */
    EventReader(EventSequence sequence, boolean skips) {
        this.sequence = sequence;
        this.skips = skips;
    }

    boolean skips() {
        return skips;
    }

    /**
     * Takes a page in.
     *
     * @throws InboxPaginationException if the server says that there are more events, and does not list them
     */
    News take(EventPage page, Instant now) {
        Long before = sequence.afterSeq();
        List<EventSignal> signals = List.of();
        if (skips) {
            sequence.skip(page);
            skips = page.hasMore();
        } else {
            signals = sequence.page(page, now);
        }
        boolean cameOn = !Objects.equals(before, sequence.afterSeq());
        empty = page.hasMore() && page.events().isEmpty() ? empty + 1 : 0;
        if (page.hasMore() && !cameOn && !sequence.asksAgain()) {
            throw new InboxPaginationException(
                    OPERATION,
                    "the server says that there are more events after " + before + ", and does not list them");
        }
        if (empty == MOST_EMPTY) {
            throw new InboxPaginationException(
                    OPERATION,
                    "the server said " + empty + " times in a row that there are more events, and listed none: after "
                            + before + " by now");
        }
        return new News(signals, page.hasMore(), cameOn);
    }
}
