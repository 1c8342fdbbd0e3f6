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

/** Searches for a message in the thread in which it must be if it was sent. */
final class ThreadSearch {
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_PAGES = 1_000;
    private static final Duration OTHER_SENDS_CHECK_INTERVAL = Duration.ofSeconds(1);
    /** How far the clocks may differ after they were compared. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    /**
     * How far the clocks may differ if one is wrong, or if the server returns whole minutes: the same as the tolerance for a webhook's
     * timestamp. Within this range only a message with the same text counts.
     */
    private static final Duration WRONG_CLOCKS = Duration.ofMinutes(5);

    /** Options that bypass caches, whose responses may have been made before the message was sent. */
    private static final CallOptions FRESH =
            CallOptions.builder().header("Cache-Control", "no-cache").build();

    private final InboxClient client;
    private final CallEngine.SharedState shared;
    private final InboxScheduler time;
    private final InboxUnconfirmedException unconfirmed;
    /** The first send of the same message. Its effect may appear late. */
    private final InboxUnconfirmedException first;

    private final long pausesForOthers;

    private volatile @Nullable InboxDecodingException doubt;

    /** A message and its thread. */
    record Found(Message message, SentMessageThread thread) {}

    /** The message; or, if it was not found, the messages that may be it, newest first. */
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
            Duration maxCallTime) {
        this.client = client;
        this.shared = shared;
        this.time = time;
        this.unconfirmed = unconfirmed;
        this.first = unconfirmed.first();
        this.pausesForOthers = Math.max(1, Durations.nanos(maxCallTime) / OTHER_SENDS_CHECK_INTERVAL.toNanos());
    }

    /**
     * Searches once. The result is empty if neither the message nor its thread exists.
     *
     * @param last whether this is the last search, so that messages with another text count
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
     * Fails if the search was not reliable. A message that was not found was not sent, unless there is reason to doubt that it would be
     * visible.
     *
     * @throws InboxDecodingException if there is reason to doubt
     */
    void refuseDoubt() {
        if (doubt != null) {
            throw doubt;
        }
    }

    private CompletableFuture<Optional<Place>> place(Cancellation cancellation) {
        SendContext context = unconfirmed.context();
        QuickSendRequest quickSend = context.quickSend();
        if (quickSend != null) {
            LookupThreadQuery query = LookupThreadQuery.builder()
                    .accountLinkId(quickSend.accountLinkId())
                    .prospectPlatformId(quickSend.prospectPlatformId())
                    .externalId(quickSend.externalId())
                    .build();
            Moment asked = Moment.of(time);
            return client.threads().lookup(query).with(FRESH).run(cancellation).thenApply(answer -> {
                InboxThread thread = answer.body().thread();
                boolean isCached = isCached(answer, asked);
                if (thread == null) {
                    noteDoubt(answer, isCached, false);
                }
                return Optional.ofNullable(thread).map(Place::of);
            });
        }
        ThreadId thread = Objects.requireNonNull(context.thread());
        AccountLinkId account = shared.accounts().get(thread);
        if (account != null) {
            return CompletableFuture.completedFuture(Optional.of(new Place(thread, account, null)));
        }
        return client.threads().get(thread).run(cancellation).thenApply(answer -> Optional.of(Place.of(answer.body())));
    }

    /** Reads the messages page by page, from the newest one back to a page whose messages are all older than the attempt. */
    private CompletableFuture<List<Seen>> read(
            Place place,
            @Nullable Cursor cursor,
            List<Seen> newer,
            int pages,
            boolean last,
            Cancellation cancellation) {
        ListMessagesQuery query =
                ListMessagesQuery.builder().cursor(cursor).limit(MAX_PAGE_SIZE).build();
        Moment asked = Moment.of(time);
        return client.messages()
                .list(place.id(), query)
                .with(FRESH)
                .run(cancellation)
                .thenCompose(answer -> {
                    boolean isCached = isCached(answer, asked);
                    noteDoubt(
                            answer, isCached, Boolean.TRUE.equals(answer.body().isSyncing()));
                    boolean hasCandidates = add(answer, isCached, newer, last);
                    Cursor next = answer.body().nextCursor();
                    if (!hasCandidates || next == null) {
                        return CompletableFuture.completedFuture(newer);
                    }
                    if (pages == MAX_PAGES || next.equals(cursor)) {
                        throw new InboxPaginationException(
                                unconfirmed.operation(), "the thread did not end within " + pages + " pages");
                    }
                    return read(place, next, newer, pages + 1, last, cancellation);
                });
    }

    /**
     * Adds the messages that may be the one. Returns false if all messages of the page are older. A message that arrived late from X may
     * precede newer ones.
     */
    private boolean add(InboxResponse<MessagePage> answer, boolean isCached, List<Seen> newer, boolean last) {
        Instant startedByServer = started(date(answer));
        // an old date would make messages that others wrote before the attempt look like ours
        Instant started = isCached ? Collections.max(List.of(startedByServer, started(null))) : startedByServer;
        Instant earliest = last ? earliest(startedByServer) : started;
        int before = newer.size();
        for (Message message : answer.body().messages()) {
            if (!message.createdAt().isBefore(earliest)) {
                newer.add(new Seen(message, message.createdAt().isBefore(started)));
            }
        }
        return newer.size() > before || answer.body().messages().isEmpty();
    }

    /** Judges the messages. Only sends that are in flight now may have created any of them: sends that begin later are not waited for. */
    private CompletableFuture<Result> judge(Place place, List<Seen> seen, boolean last, Cancellation cancellation) {
        Set<Long> underWay = shared.openSends().underWay(unconfirmed.context(), place.id(), place.account());
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
        if (!mayBelongToOneInFlight(matcher.sorted(seen), underWay, last)) {
            // match again: the effects of calls that have just ended are known now
            return CompletableFuture.completedFuture(result(matcher, seen, place));
        }
        if (pauses == 0) {
            return CompletableFuture.completedFuture(
                    new Result(null, matcher.sorted(seen).all()));
        }
        return pause(cancellation)
                .thenCompose(unused -> judge(place, matcher, seen, underWay, last, pauses - 1, cancellation));
    }

    private boolean mayBelongToOneInFlight(Sorted sorted, Set<Long> underWay, boolean last) {
        return sorted.hasMatch()
                ? shared.openSends().mayOneLeave(underWay, unconfirmed.context().text())
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

    /** Waits for the next check whether a send that may have created the same message has ended. */
    private CompletableFuture<Void> pause(Cancellation cancellation) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        cancellation.pause(time, OTHER_SENDS_CHECK_INTERVAL, () -> over.complete(null), over::completeExceptionally);
        return over;
    }

    /** Returns whether the response comes from a cache. */
    private boolean isCached(InboxResponse<?> answer, Moment asked) {
        Instant date = date(answer);
        boolean isCached = !answer.headers().getOrDefault("age", List.of()).stream()
                        .allMatch(age -> age.strip().equals("0"))
                || (date != null && shared.serverClock().isMadeBefore(date, asked, CLOCK_TOLERANCE, WRONG_CLOCKS));
        if (date != null && !isCached) {
            shared.serverClock().told(date, Moment.of(time));
        }
        return isCached;
    }

    private void noteDoubt(InboxResponse<?> answer, boolean isCached, boolean isSyncing) {
        String reason = isSyncing
                ? "the thread is being synchronized with X, and may lack the message: confirm again later"
                : date(answer) == null
                        ? "the response has no valid Date, so the clocks cannot be compared"
                        : isCached
                                ? "by its Age or Date, the response was made before the request was sent: it comes from a cache,"
                                        + " or the server's clock was set back; confirm again later"
                                : null;
        if (reason != null) {
            doubt = new InboxDecodingException(
                    unconfirmed.operation(), 0, reason, answer.status(), answer.requestId(), null);
        }
    }

    /** Returns when the attempt began, by the server's clock: responses carry a date, which is at most a second behind. */
    private Instant started(@Nullable Instant server) {
        return (server == null ? time.now() : server).minus(first.sinceStart()).minus(CLOCK_TOLERANCE);
    }

    /** Returns the earliest creation time that the message may have, whichever clock is wrong. */
    private Instant earliest(Instant startedByServer) {
        Instant started = Collections.min(
                List.of(startedByServer, first.attemptStartedAt(), time.now().minus(first.sinceStart())));
        return started.minus(WRONG_CLOCKS);
    }

    private static @Nullable Instant date(InboxResponse<?> answer) {
        String date = answer.header("Date");
        return date == null ? null : RetryAfter.date(date);
    }
}
