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

/** Reads what is new in a thread. A message that cannot be read is left out, and reported. */
final class NewMessages {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 20;

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final LenientReads reads;
    private final Consumer<Throwable> problems;
    private final Predicate<String> known;

    /**
     * Reads through a client.
     *
     * @param problems hears of messages that cannot be read
     * @param known whether a message of this id is known already
     */
    NewMessages(
            RxInboxClient rx,
            Accounts accounts,
            LenientReads reads,
            Consumer<Throwable> problems,
            Predicate<String> known) {
        this.rx = rx;
        this.accounts = accounts;
        this.reads = reads;
        this.problems = problems;
        this.known = known;
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
     * @param before the thread, if it was read before
     * @param floor what is not later than this is not new, unless an event names it
     */
    Maybe<Found> read(ThreadId id, @Nullable InboxThread before, ChangedThread changed, Instant floor) {
        Single<InboxThread> thread = before == null ? reads.inTurn(rx.threads().get(id)) : Single.just(before);
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

    /** The new ones on this page and those before it, newest first. */
    private Single<List<MessageList.Entry>> pages(
            ThreadId id, ListMessagesQuery query, ChangedThread changed, Instant floor, int number) {
        return reads.messages(id, query, (failure, unreadable) -> problems.accept(failure))
                .flatMap(page -> {
                    List<MessageList.Entry> taken = new ArrayList<>();
                    for (MessageList.Entry entry : page.entries()) {
                        if (changed.takes(entry.id(), entry.time(), known.test(entry.id()), floor)) {
                            taken.add(entry);
                        }
                    }
                    if (!goesOn(page, changed, floor)) {
                        return Single.just(taken);
                    }
                    if (number == MOST_PAGES) {
                        problems.accept(
                                new IllegalStateException("of thread " + id + " more may be new than is on its newest "
                                        + number + " pages of messages: the rest was not read"));
                        return Single.just(taken);
                    }
                    return pages(id, query.toBuilder().cursor(page.nextCursor()).build(), changed, floor, number + 1)
                            .map(older -> {
                                taken.addAll(older);
                                return taken;
                            });
                });
    }

    private static boolean goesOn(MessageList page, ChangedThread changed, Instant floor) {
        return page.nextCursor() != null && changed.goesOnBefore(oldest(page.entries()), floor);
    }

    /** Where a page ends in time; one message whose time is wrong or cannot be read does not say it, unless it is alone. Null if none does. */
    private static @Nullable Instant oldest(List<MessageList.Entry> entries) {
        return entries.subList(entries.size() / 2, entries.size()).stream()
                .flatMap(entry -> Stream.ofNullable(entry.time()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
