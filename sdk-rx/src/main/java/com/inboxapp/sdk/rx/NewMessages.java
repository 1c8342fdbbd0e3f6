package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessagePage;
import com.inboxapp.sdk.model.ThreadId;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what is new in a thread. A message that cannot be read is left out, and reported. */
final class NewMessages {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 20;

    private final RxInboxClient rx;
    private final Accounts accounts;
    private final LenientReads reads;
    private final Consumer<Throwable> problems;

    NewMessages(RxInboxClient rx, Accounts accounts, LenientReads reads, Consumer<Throwable> problems) {
        this.rx = rx;
        this.accounts = accounts;
        this.reads = reads;
        this.problems = problems;
    }

    /**
     * The messages in a thread that are new, oldest first; empty if its account is not connected any more.
     *
     * @param known the thread, if it was read before
     */
    Maybe<List<IncomingMessage>> read(ThreadId id, @Nullable InboxThread known, ChangedThread changed) {
        Single<InboxThread> thread = known == null ? reads.inTurn(rx.threads().get(id)) : Single.just(known);
        return thread.flatMapMaybe(read -> accounts.known(read.accountLinkId())
                .flatMapSingle(account -> pages(
                                id, ListMessagesQuery.builder().limit(PAGE).build(), changed, 1)
                        .map(messages -> {
                            List<IncomingMessage> incoming = new ArrayList<>();
                            for (Message message : messages) {
                                incoming.add(0, new IncomingMessage(account, read, message));
                            }
                            return incoming;
                        })));
    }

    /** The new ones on this page and those before it, newest first. */
    private Single<List<Message>> pages(ThreadId id, ListMessagesQuery query, ChangedThread changed, int number) {
        return reads.messages(id, query, (failure, unreadable) -> {
                    problems.accept(failure);
                    unreadable.forEach(changed::leaveOut);
                })
                .flatMap(page -> {
                    List<Message> taken = new ArrayList<>(
                            page.messages().stream().filter(changed::takes).toList());
                    if (!goesOn(page, changed)) {
                        return Single.just(taken);
                    }
                    if (number == MOST_PAGES) {
                        problems.accept(
                                new IllegalStateException("of thread " + id + " more may be new than is on its newest "
                                        + number + " pages of messages: the rest was not read"));
                        return Single.just(taken);
                    }
                    return pages(id, query.toBuilder().cursor(page.nextCursor()).build(), changed, number + 1)
                            .map(older -> {
                                taken.addAll(older);
                                return taken;
                            });
                });
    }

    private static boolean goesOn(MessagePage page, ChangedThread changed) {
        return page.nextCursor() != null
                && (page.messages().isEmpty()
                        || changed.goesOnBefore(
                                page.messages().get(page.messages().size() - 1)));
    }
}
