package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ThreadId;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what is new in a thread. A message that cannot be read is left out, and reported. */
final class NewMessages {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 20;

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final LenientReads reads;
    private final Consumer<Throwable> problems;
    private final Predicate<String> seen;

    /**
     * Reads through a client.
     *
     * @param problems hears of messages that cannot be read
     * @param seen whether a message of this id was seen before
     */
    NewMessages(
            RxInboxClient rx,
            Accounts accounts,
            LenientReads reads,
            Consumer<Throwable> problems,
            Predicate<String> seen) {
        this.rx = rx;
        this.accounts = accounts;
        this.reads = reads;
        this.problems = problems;
        this.seen = seen;
    }

    /**
     * What is new in a thread.
     *
     * @param messages oldest first
     * @param unreadable ids of messages that cannot be read
     * @param ahead how many of them were taken whose events were not read yet
     */
    record Found(List<IncomingMessage> messages, List<String> unreadable, int ahead) {}

    /**
     * What is new in a thread; empty if its account is not connected any more.
     *
     * @param known the thread, if it was read before
     * @param begin what is older than this is not new, unless an event names it; null if there is no such time
     */
    Maybe<Found> read(ThreadId id, @Nullable InboxThread known, ChangedThread changed, @Nullable Instant begin) {
        Single<InboxThread> thread = known == null ? reads.inTurn(rx.threads().get(id)) : Single.just(known);
        return thread.flatMapMaybe(read -> accounts.known(read.accountLinkId())
                .flatMapSingle(account -> pages(
                                id, ListMessagesQuery.builder().limit(PAGE).build(), changed, begin, 1)
                        .map(entries -> {
                            Found found = new Found(new ArrayList<>(), new ArrayList<>(), changed.ahead());
                            for (MessageList.Entry entry : entries) {
                                if (entry.message() == null) {
                                    found.unreadable.add(entry.id());
                                } else {
                                    found.messages.add(0, new IncomingMessage(account, read, entry.message()));
                                }
                            }
                            return found;
                        })));
    }

    /** The new ones on this page and those before it, newest first. */
    private Single<List<MessageList.Entry>> pages(
            ThreadId id, ListMessagesQuery query, ChangedThread changed, @Nullable Instant begin, int number) {
        return reads.messages(id, query, (failure, unreadable) -> problems.accept(failure))
                .flatMap(page -> {
                    List<MessageList.Entry> taken = new ArrayList<>();
                    for (MessageList.Entry entry : page.entries()) {
                        if (changed.takes(entry.id(), entry.time(), seen.test(entry.id()), begin)) {
                            taken.add(entry);
                        }
                    }
                    if (!goesOn(page, changed, begin)) {
                        return Single.just(taken);
                    }
                    if (number == MOST_PAGES) {
                        problems.accept(
                                new IllegalStateException("of thread " + id + " more may be new than is on its newest "
                                        + number + " pages of messages: the rest was not read"));
                        return Single.just(taken);
                    }
                    return pages(id, query.toBuilder().cursor(page.nextCursor()).build(), changed, begin, number + 1)
                            .map(older -> {
                                taken.addAll(older);
                                return taken;
                            });
                });
    }

    private static boolean goesOn(MessageList page, ChangedThread changed, @Nullable Instant begin) {
        List<MessageList.Entry> entries = page.entries();
        return page.nextCursor() != null
                && (entries.isEmpty()
                        || changed.goesOnBefore(entries.get(entries.size() - 1).time(), begin));
    }
}
