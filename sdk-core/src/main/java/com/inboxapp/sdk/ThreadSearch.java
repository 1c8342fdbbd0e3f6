package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageDirection;
import com.inboxapp.sdk.model.MessageOrigin;
import com.inboxapp.sdk.model.MessagePage;
import com.inboxapp.sdk.model.PlatformConversationId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessageThread;
import com.inboxapp.sdk.model.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks for a message in the thread in which it must be if it was sent. */
final class ThreadSearch {
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_PAGES = 1_000;
    private static final Duration UNTIL_OTHERS_ARE_OVER = Duration.ofSeconds(1);
    /** What the clocks may differ by after they were compared. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private final InboxClient client;
    private final CallEngine.SharedState shared;
    private final InboxScheduler time;
    private final InboxUnconfirmedException unconfirmed;
    /** Of the same message, the first send: what it left may show late. */
    private final InboxUnconfirmedException first;

    private volatile @Nullable InboxDecodingException doubt;

    /** A message and its thread. */
    record Found(Message message, SentMessageThread thread) {}

    /** The message; or, without it, those that may be it though they have another text, the newest first. */
    record Result(@Nullable Found found, List<Message> candidates) {}

    /** Messages with the text, with one that is alike, and with another one; of each the newest first. */
    private record Sorted(List<Message> same, List<Message> alike, List<Message> others) {
        boolean hasMatch() {
            return !same.isEmpty() || !alike.isEmpty();
        }
    }

    private record Place(
            ThreadId id, AccountLinkId account, @Nullable PlatformConversationId platformId) {
        static Place of(InboxThread thread) {
            return new Place(thread.id(), thread.accountLinkId(), thread.platformId());
        }
    }

    ThreadSearch(
            InboxClient client,
            CallEngine.SharedState shared,
            InboxScheduler time,
            InboxUnconfirmedException unconfirmed,
            InboxUnconfirmedException first) {
        this.client = client;
        this.shared = shared;
        this.time = time;
        this.unconfirmed = unconfirmed;
        this.first = first;
    }

    /**
     * The message, or nothing when neither it nor its thread is there.
     *
     * @param last whether it is the last look, so that messages with another text matter
     */
    CompletableFuture<Result> find(boolean last, Cancellation cancellation) {
        doubt = null;
        return place(cancellation)
                .thenCompose(place -> place.isEmpty()
                        ? CompletableFuture.completedFuture(new Result(null, List.of()))
                        : search(place.get(), null, new ArrayList<>(), 1, last, cancellation));
    }

    /**
     * What is not there was not sent, unless there is reason to doubt that it would be there.
     *
     * @throws InboxDecodingException if there is
     */
    void refuseDoubt() {
        if (doubt != null) {
            throw doubt;
        }
    }

    private CompletableFuture<Optional<Place>> place(Cancellation cancellation) {
        CallSubject subject = unconfirmed.subject();
        QuickSendRequest quickSend = subject.quickSend();
        if (quickSend != null) {
            LookupThreadQuery query = LookupThreadQuery.builder()
                    .accountLinkId(quickSend.accountLinkId())
                    .prospectPlatformId(quickSend.prospectPlatformId())
                    .externalId(quickSend.externalId())
                    .build();
            return client.threads()
                    .lookup(query)
                    .run(cancellation)
                    .thenApply(answer ->
                            Optional.ofNullable(answer.body().thread()).map(Place::of));
        }
        ThreadId thread = Objects.requireNonNull(subject.thread());
        AccountLinkId account = shared.accounts().get(thread);
        if (account != null) {
            return CompletableFuture.completedFuture(Optional.of(new Place(thread, account, null)));
        }
        return client.threads().get(thread).run(cancellation).thenApply(answer -> Optional.of(Place.of(answer.body())));
    }

    /** Page by page, from the newest message back to before the attempt. Of several that match, the oldest is the one. */
    private CompletableFuture<Result> search(
            Place place,
            @Nullable Cursor cursor,
            List<Message> newer,
            int pages,
            boolean last,
            Cancellation cancellation) {
        ListMessagesQuery query =
                ListMessagesQuery.builder().cursor(cursor).limit(LARGEST_PAGE).build();
        return client.messages().list(place.id(), query).run(cancellation).thenCompose(answer -> {
            MessagePage page = answer.body();
            noteDoubt(answer);
            Instant earliest = earliest(answer);
            boolean passed = false;
            for (Message message : page.messages()) {
                // one that came late from X may stand before newer ones
                boolean older = message.createdAt().isBefore(earliest);
                passed |= older;
                if (!older && isOutbound(message, place.account())) {
                    newer.add(message);
                }
            }
            Cursor next = page.nextCursor();
            if (!passed && next != null) {
                if (pages == MOST_PAGES || next.equals(cursor)) {
                    throw new InboxPaginationException(
                            unconfirmed.operation(), "the thread did not come to its end in " + pages + " pages");
                }
                return search(place, next, newer, pages + 1, last, cancellation);
            }
            if (mayBeOfACallUnderWay(sorted(newer, place), place, last)) {
                return pause(cancellation)
                        .thenCompose(unused -> search(place, null, new ArrayList<>(), 1, last, cancellation));
            }
            // once more: what calls that have just ended left is known now
            return CompletableFuture.completedFuture(result(sorted(newer, place), place));
        });
    }

    private boolean mayBeOfACallUnderWay(Sorted seen, Place place, boolean last) {
        CallSubject subject = unconfirmed.subject();
        return seen.hasMatch()
                ? shared.openSends().mayLeaveTheSame(subject, place.id(), place.account())
                : last
                        && !seen.others.isEmpty()
                        && shared.openSends().mayLeaveAny(subject, place.id(), place.account());
    }

    /** Sorts messages of the account, without those that are known to be somebody else's. */
    private Sorted sorted(List<Message> messages, Place place) {
        String text = unconfirmed.subject().text();
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Message message : messages) {
            if (isOfSomebodyElse(message)) {
                continue;
            }
            if (MessageText.isSame(message.text(), text)) {
                sorted.same.add(message);
            } else if (MessageText.isAlike(message.text(), text) && !isLikeAnotherLostOne(message, place)) {
                sorted.alike.add(message);
            } else {
                // it may be ours, as the service stored it
                sorted.others.add(message);
            }
        }
        return sorted;
    }

    /** Whether it is a campaign's, a teammate's, or the known effect of another call, whatever it says. */
    private boolean isOfSomebodyElse(Message message) {
        Long owner = shared.sent().get(message.id());
        return message.campaignId() != null
                || MessageOrigin.INTERNAL.equals(message.origin())
                || (owner != null && owner != unconfirmed.call().number());
    }

    /** Whether it reads exactly like another message whose fate is unknown, and so may be that one. */
    private boolean isLikeAnotherLostOne(Message message, Place place) {
        return shared.openSends()
                .isOfAnother(
                        message.text(),
                        unconfirmed.call().number(),
                        unconfirmed.subject(),
                        place.id(),
                        place.account());
    }

    /** Until a send that may have left the same message is over. */
    private CompletableFuture<Void> pause(Cancellation cancellation) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        cancellation.pause(time, UNTIL_OTHERS_ARE_OVER, () -> over.complete(null), over::completeExceptionally);
        return over;
    }

    private void noteDoubt(InboxResponse<MessagePage> answer) {
        String reason = Boolean.TRUE.equals(answer.body().isSyncing())
                ? "the thread is being synchronized with X, and may lack the message: confirm again later"
                : date(answer) == null
                        ? "the answer has no Date that can be read, so that the clocks cannot be compared"
                        : null;
        if (reason != null) {
            doubt = new InboxDecodingException(
                    unconfirmed.operation(), 0, reason, answer.status(), answer.requestId(), null);
        }
    }

    private Result result(Sorted seen, Place place) {
        Message message = claimed(seen.same).or(() -> claimed(seen.alike)).orElse(null);
        if (message == null) {
            return new Result(null, seen.others);
        }
        SentMessageThread thread = SentMessageThread.builder()
                .id(place.id())
                .platformId(place.platformId())
                .build();
        return new Result(new Found(message, thread), List.of());
    }

    /** Two sends of the same text cannot be confirmed by one message. */
    private Optional<Message> claimed(List<Message> matches) {
        // another search may take the oldest meanwhile
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (shared.sent().add(matches.get(i).id(), unconfirmed.call().number())) {
                return Optional.of(matches.get(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isOutbound(Message message, AccountLinkId account) {
        return message.direction() != null
                ? message.direction().equals(MessageDirection.OUTBOUND)
                : message.authorId() != null && message.authorId().isAccount(account);
    }

    /** When the attempt began, by the server's clock: its answers carry a date, which is at most a second behind. */
    private Instant earliest(InboxResponse<?> answer) {
        Instant server = date(answer);
        return (server == null ? time.now() : server).minus(first.sinceBegun()).minus(CLOCK_TOLERANCE);
    }

    private static @Nullable Instant date(InboxResponse<?> answer) {
        String date = answer.header("Date");
        return date == null ? null : RetryAfter.date(date);
    }
}
