package com.inboxapp.sdk;

import com.inboxapp.sdk.MessageMatcher.Seen;
import com.inboxapp.sdk.MessageMatcher.Sorted;
import com.inboxapp.sdk.ServerClock.Moment;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessagePage;
import com.inboxapp.sdk.model.PlatformConversationId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessageThread;
import com.inboxapp.sdk.model.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks for a message in the thread in which it must be if it was sent. */
final class ThreadSearch {
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_PAGES = 1_000;
    private static final Duration UNTIL_OTHERS_ARE_OVER = Duration.ofSeconds(1);
    /** What the clocks may differ by after they were compared. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    /**
     * What they may differ by if somebody's clock is wrong, or the server gives whole minutes: as much as a webhook's time may. Only a message
     * with the same text may be meant then.
     */
    private static final Duration WRONG_CLOCKS = Duration.ofMinutes(5);

    /** What a cache keeps was made before the message was sent, perhaps. */
    private static final CallOptions FRESH =
            CallOptions.builder().header("Cache-Control", "no-cache").build();

    private final InboxClient client;
    private final CallEngine.SharedState shared;
    private final InboxScheduler time;
    private final InboxUnconfirmedException unconfirmed;
    /** Of the same message, the first send: what it left may show late. */
    private final InboxUnconfirmedException first;

    private final long pausesForOthers;

    private volatile @Nullable InboxDecodingException doubt;

    /** A message and its thread. */
    record Found(Message message, SentMessageThread thread) {}

    /** The message; or, without it, those that may be it, the newest first. */
    record Result(@Nullable Found found, List<Message> candidates) {}

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
            Duration longestCall) {
        this.client = client;
        this.shared = shared;
        this.time = time;
        this.unconfirmed = unconfirmed;
        this.first = unconfirmed.first();
        this.pausesForOthers = Math.max(1, Durations.nanos(longestCall) / UNTIL_OTHERS_ARE_OVER.toNanos());
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
                        : read(place.get(), null, new ArrayList<>(), 1, last, cancellation)
                                .thenCompose(seen -> judge(place.get(), seen, last, cancellation)));
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
            Moment asked = Moment.of(time);
            return client.threads().lookup(query).with(FRESH).run(cancellation).thenApply(answer -> {
                InboxThread thread = answer.body().thread();
                boolean isKept = isKept(answer, asked);
                if (thread == null) {
                    noteDoubt(answer, isKept, false);
                }
                return Optional.ofNullable(thread).map(Place::of);
            });
        }
        ThreadId thread = Objects.requireNonNull(subject.thread());
        AccountLinkId account = shared.accounts().get(thread);
        if (account != null) {
            return CompletableFuture.completedFuture(Optional.of(new Place(thread, account, null)));
        }
        return client.threads().get(thread).run(cancellation).thenApply(answer -> Optional.of(Place.of(answer.body())));
    }

    /** Page by page, from the newest message back to a page that is from before the attempt as a whole. */
    private CompletableFuture<List<Seen>> read(
            Place place,
            @Nullable Cursor cursor,
            List<Seen> newer,
            int pages,
            boolean last,
            Cancellation cancellation) {
        ListMessagesQuery query =
                ListMessagesQuery.builder().cursor(cursor).limit(LARGEST_PAGE).build();
        Moment asked = Moment.of(time);
        return client.messages()
                .list(place.id(), query)
                .with(FRESH)
                .run(cancellation)
                .thenCompose(answer -> {
                    boolean isKept = isKept(answer, asked);
                    noteDoubt(answer, isKept, Boolean.TRUE.equals(answer.body().isSyncing()));
                    boolean mayGoOn = add(answer, isKept, newer, last);
                    Cursor next = answer.body().nextCursor();
                    if (!mayGoOn || next == null) {
                        return CompletableFuture.completedFuture(newer);
                    }
                    if (pages == MOST_PAGES || next.equals(cursor)) {
                        throw new InboxPaginationException(
                                unconfirmed.operation(), "the thread did not come to its end in " + pages + " pages");
                    }
                    return read(place, next, newer, pages + 1, last, cancellation);
                });
    }

    /** Adds the messages that may be the one; false if all are older. One that came late from X may stand before newer ones. */
    private boolean add(InboxResponse<MessagePage> answer, boolean isKept, List<Seen> newer, boolean last) {
        Instant begunByServer = begun(date(answer));
        // a date of long ago would make what others wrote before the attempt look like ours
        Instant begun = isKept ? Collections.max(List.of(begunByServer, begun(null))) : begunByServer;
        Instant earliest = last ? earliest(begunByServer) : begun;
        int before = newer.size();
        for (Message message : answer.body().messages()) {
            if (!message.createdAt().isBefore(earliest)) {
                newer.add(new Seen(message, message.createdAt().isBefore(begun)));
            }
        }
        return newer.size() > before || answer.body().messages().isEmpty();
    }

    /** Of what was read, only sends that are under way now may have left anything: what begins later is not waited for. */
    private CompletableFuture<Result> judge(Place place, List<Seen> seen, boolean last, Cancellation cancellation) {
        Set<Long> underWay = shared.openSends().underWay(unconfirmed.subject(), place.id(), place.account());
        MessageMatcher matcher = new MessageMatcher(shared, unconfirmed, place.id(), place.account());
        return judge(place, matcher, seen, underWay, last, pausesForOthers, cancellation);
    }

    private CompletableFuture<Result> judge(
            Place place,
            MessageMatcher matcher,
            List<Seen> seen,
            Set<Long> underWay,
            boolean last,
            long pauses,
            Cancellation cancellation) {
        if (!mayBeOfOneUnderWay(matcher.sorted(seen), underWay, last)) {
            // once more: what calls that have just ended left is known now
            return CompletableFuture.completedFuture(result(matcher, seen, place));
        }
        if (pauses == 0) {
            return CompletableFuture.completedFuture(
                    new Result(null, matcher.sorted(seen).all()));
        }
        return pause(cancellation)
                .thenCompose(unused -> judge(place, matcher, seen, underWay, last, pauses - 1, cancellation));
    }

    private boolean mayBeOfOneUnderWay(Sorted sorted, Set<Long> underWay, boolean last) {
        return sorted.hasMatch()
                ? shared.openSends().mayOneLeave(underWay, unconfirmed.subject().text())
                : last && !sorted.all().isEmpty() && shared.openSends().isOneUnderWay(underWay);
    }

    private Result result(MessageMatcher matcher, List<Seen> seen, Place place) {
        Sorted sorted = matcher.sorted(seen);
        Message message = matcher.claim(sorted).orElse(null);
        if (message == null) {
            return new Result(null, sorted.hasMatch() ? matcher.sorted(seen).all() : sorted.all());
        }
        SentMessageThread thread = SentMessageThread.builder()
                .id(place.id())
                .platformId(place.platformId())
                .build();
        return new Result(new Found(message, thread), List.of());
    }

    /** Until a send that may have left the same message is over. */
    private CompletableFuture<Void> pause(Cancellation cancellation) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        cancellation.pause(time, UNTIL_OTHERS_ARE_OVER, () -> over.complete(null), over::completeExceptionally);
        return over;
    }

    /** Whether the answer is one that a cache has kept. */
    private boolean isKept(InboxResponse<?> answer, Moment asked) {
        Instant date = date(answer);
        boolean isKept = !answer.headers().getOrDefault("age", List.of()).stream()
                        .allMatch(age -> age.strip().equals("0"))
                || (date != null && shared.serverClock().isMadeBefore(date, asked, CLOCK_TOLERANCE, WRONG_CLOCKS));
        if (date != null && !isKept) {
            shared.serverClock().told(date, Moment.of(time));
        }
        return isKept;
    }

    private void noteDoubt(InboxResponse<?> answer, boolean isKept, boolean isSyncing) {
        String reason = isSyncing
                ? "the thread is being synchronized with X, and may lack the message: confirm again later"
                : date(answer) == null
                        ? "the answer has no Date that can be read, so that the clocks cannot be compared"
                        : isKept
                                ? "the answer was made before it was asked for, by its Age or Date: it is that of a cache,"
                                        + " or the server's clock was set back. Confirm again later"
                                : null;
        if (reason != null) {
            doubt = new InboxDecodingException(
                    unconfirmed.operation(), 0, reason, answer.status(), answer.requestId(), null);
        }
    }

    /** When the attempt began, by the server's clock: its answers carry a date, which is at most a second behind. */
    private Instant begun(@Nullable Instant server) {
        return (server == null ? time.now() : server).minus(first.sinceBegun()).minus(CLOCK_TOLERANCE);
    }

    /** From when on the message may be said to be, whichever clock is wrong. */
    private Instant earliest(Instant begunByServer) {
        Instant begun = Collections.min(
                List.of(begunByServer, first.attemptBegun(), time.now().minus(first.sinceBegun())));
        return begun.minus(WRONG_CLOCKS);
    }

    private static @Nullable Instant date(InboxResponse<?> answer) {
        String date = answer.header("Date");
        return date == null ? null : RetryAfter.date(date);
    }
}
