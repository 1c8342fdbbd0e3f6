package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxCall;
import com.inboxapp.sdk.InboxDecodingException;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import com.inboxapp.sdk.runtime.ApiOperation;
import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.runtime.LenientPage;
import com.inboxapp.sdk.runtime.Safety;
import com.squareup.moshi.JsonDataException;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Tag;

/**
 * Reads pages of which single elements may be unreadable. If a page cannot be decoded as a whole, it is requested once
 * more and decoded element by element. A response that is not such a page at all, for instance HTML, keeps its original
 * error.
 */
final class LenientReader {
    /** The operations whose pages can be decoded element by element. */
    interface Api {
        @GET("events")
        @ApiOperation(id = "events.list", safety = Safety.SAFE)
        InboxCall<LenientPage<Event>> events(@Tag ListEventsQuery query);

        @GET("threads")
        @ApiOperation(id = "threads.list", safety = Safety.SAFE)
        InboxCall<LenientPage<InboxThread>> threads(@Tag ListThreadsQuery query);

        @GET("threads/{threadId}/messages")
        @ApiOperation(id = "messages.list", safety = Safety.SAFE)
        InboxCall<LenientPage<Message>> messages(@Path("threadId") ThreadId threadId, @Tag ListMessagesQuery query);
    }

    private final RxInboxClient rx;
    private final Supplier<Completable> permits;
    private final ServerTime clock;

    /**
     * Creates a reader.
     *
     * @param permits returns what each request waits for
     */
    LenientReader(RxInboxClient rx, Supplier<Completable> permits) {
        this.rx = rx;
        this.permits = permits;
        this.clock = new ServerTime(rx.time());
    }

    /** Returns the server's clock, from the responses read so far. */
    ServerTime clock() {
        return clock;
    }

    private <T> Single<T> page(Supplier<InboxCall<T>> call) {
        return clock.dated(() -> call.get().executeForResponseAsync());
    }

    /** Subscribes to a request when its permit is granted. */
    <T> Single<T> withPermit(Single<T> request) {
        return Completable.defer(permits::get).andThen(request);
    }

    /**
     * Reads a page of events.
     *
     * @param unreadable receives the failure of a page with events that cannot be decoded, and their texts
     */
    Single<EventList> events(ListEventsQuery query, BiConsumer<InboxException, List<String>> unreadable) {
        return read(
                page(() -> rx.client().events().list(query)).map(EventList::of),
                page(() -> rx.client().api(Api.class).events(query)),
                "events",
                unreadable,
                page -> EventList.of(
                        Objects.requireNonNull(page.array("events")), page.field("hasMore"), page.field("lastSeq")));
    }

    /**
     * Reads a page of threads, without those that cannot be decoded.
     *
     * @param unreadable receives the failure, and the texts of these threads
     */
    Single<ThreadPage> threads(ListThreadsQuery query, BiConsumer<InboxException, List<String>> unreadable) {
        return read(
                page(() -> rx.client().threads().list(query)),
                page(() -> rx.client().api(Api.class).threads(query)),
                "threads",
                unreadable,
                page -> ThreadPage.builder()
                        .threads(readable(page, "threads"))
                        .nextCursor(nextCursor(page))
                        .build());
    }

    /**
     * Reads a page of messages.
     *
     * @param unreadable receives the failure of a page with messages that cannot be decoded, and their texts
     */
    Single<MessageList> messages(
            ThreadId thread, ListMessagesQuery query, BiConsumer<InboxException, List<String>> unreadable) {
        return read(
                page(() -> rx.client().messages().list(thread, query)).map(MessageList::of),
                page(() -> rx.client().api(Api.class).messages(thread, query)),
                "messages",
                unreadable,
                page -> MessageList.of(Objects.requireNonNull(page.array("messages")), nextCursor(page)));
    }

    private <P, T> Single<P> read(
            Single<P> whole,
            Single<LenientPage<T>> again,
            String array,
            BiConsumer<InboxException, List<String>> unreadable,
            Function<LenientPage<T>, P> assembled) {
        return withPermit(whole).onErrorResumeNext(failure -> {
            if (!(failure instanceof InboxDecodingException) && !(failure instanceof InboxPaginationException)) {
                return Single.error(failure);
            }
            InboxException first = (InboxException) failure;
            // the first failure describes what is wrong with the page
            return withPermit(again)
                    .onErrorResumeNext(
                            second -> Single.error(second instanceof InboxDecodingException ? first : second))
                    .map(page -> {
                        List<LenientPage.Element<T>> elements = page.array(array);
                        if (elements == null) {
                            throw first;
                        }
                        P read = assembled(assembled, page, first);
                        unreadable.accept(
                                first,
                                elements.stream()
                                        .filter(element -> element.value() == null)
                                        .map(LenientPage.Element::json)
                                        .toList());
                        return read;
                    });
        });
    }

    /** Returns whether a request for one thread returned JSON that is not a thread as the API documents it. */
    static boolean isUnreadableThread(Throwable failure) {
        return failure instanceof InboxDecodingException decoding
                && decoding.operation().equals("threads.get")
                && decoding.getCause() instanceof JsonDataException;
    }

    private static <P, T> P assembled(
            Function<LenientPage<T>, P> assembled, LenientPage<T> page, InboxException first) {
        try {
            return assembled.apply(page);
        } catch (IllegalArgumentException e) {
            throw first;
        }
    }

    private static <T> List<T> readable(LenientPage<T> page, String array) {
        return Objects.requireNonNull(page.array(array)).stream()
                .flatMap(element -> Stream.ofNullable(element.value()))
                .toList();
    }

    private static @Nullable Cursor nextCursor(LenientPage<?> page) {
        JsonValue json = page.field("nextCursor");
        if (json == null && page.has("nextCursor") && page.array("nextCursor") == null) {
            return null;
        }
        if (json != null
                && json.toJava() instanceof Map<?, ?> fields
                && fields.get("id") instanceof String id
                && fields.get("timestamp") instanceof String timestamp) {
            return new Cursor(id, timestamp);
        }
        throw new IllegalArgumentException("no cursor");
    }
}
