package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ThreadId;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the new messages of a thread. A message that cannot be decoded is left out and reported. */
final class NewMessages {
    private static final int PAGE = 50;
    private static final int MAX_PAGES = 20;

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final LenientReader reads;
    private final Consumer<Throwable> errorListener;
    private final Predicate<String> known;

    /**
     * Creates a reader.
     *
     * @param errorListener receives the failure of a page with messages that cannot be decoded
     * @param known returns whether the message with an id is already known
     */
    NewMessages(
            RxInboxClient rx,
            Accounts accounts,
            LenientReader reads,
            Consumer<Throwable> errorListener,
            Predicate<String> known) {
        this.rx = rx;
        this.accounts = accounts;
        this.reads = reads;
        this.errorListener = errorListener;
        this.known = known;
    }

    /**
     * The new messages of a thread.
     *
     * @param messages the messages, oldest first
     * @param unreadable the ids of messages that cannot be decoded
     * @param ahead the number of messages that were taken before their events were read
     */
    record Found(List<IncomingMessage> messages, List<String> unreadable, int ahead) {}

    /**
     * Reads the new messages of a thread; empty if its account is no longer connected.
     *
     * @param before the thread as last read, or null to read it
     * @param floor messages up to this time are not new unless an event names them
     */
    Maybe<Found> read(ThreadId id, @Nullable InboxThread before, ChangedThread changed, Instant floor) {
        Single<InboxThread> thread =
                before == null ? reads.withPermit(rx.threads().get(id)) : Single.just(before);
        return thread.flatMapMaybe(read -> accounts.known(read.accountLinkId())
                .flatMapSingle(account -> pages(
                                id, ListMessagesQuery.builder().limit(PAGE).build(), changed, floor, 1)
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

    /** Returns the new messages on this page and the following, older pages, newest first. */
    private Single<List<MessageList.Entry>> pages(
            ThreadId id, ListMessagesQuery query, ChangedThread changed, Instant floor, int number) {
        return reads.messages(id, query, (failure, unreadable) -> errorListener.accept(failure))
                .flatMap(page -> {
                    List<MessageList.Entry> taken = new ArrayList<>();
                    for (MessageList.Entry entry : page.entries()) {
                        if (changed.takes(entry.id(), entry.time(), known.test(entry.id()), floor)) {
                            taken.add(entry);
                        }
                    }
                    if (!mayHaveOlder(page, changed, floor)) {
                        return Single.just(taken);
                    }
                    if (number == MAX_PAGES) {
                        errorListener.accept(new IllegalStateException(
                                "thread " + id + " may have more new messages than its newest " + number
                                        + " pages have: the rest was not read"));
                        return Single.just(taken);
                    }
                    return pages(id, query.toBuilder().cursor(page.nextCursor()).build(), changed, floor, number + 1)
                            .map(older -> {
                                taken.addAll(older);
                                return taken;
                            });
                });
    }

    private static boolean mayHaveOlder(MessageList page, ChangedThread changed, Instant floor) {
        return page.nextCursor() != null && changed.goesOnBefore(oldest(page.entries()), floor);
    }

    /**
     * Returns an estimate of the oldest time on a page, or null if none can be read. It tolerates a single message with
     * a wrong or unreadable time, unless the page has no other.
     */
    private static @Nullable Instant oldest(List<MessageList.Entry> entries) {
        return entries.subList(entries.size() / 2, entries.size()).stream()
                .flatMap(entry -> Stream.ofNullable(entry.time()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
