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
import com.inboxapp.sdk.runtime.ElementWise;
import com.inboxapp.sdk.runtime.JsonValue;
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
 * Reads pages of which an element may be unreadable. Only a page that could not be read as a whole is requested once more, and read element by
 * element. An answer that is no such page at all, HTML for instance, stays the error that it was.
 */
final class LenientReads {
    /** The operations whose pages can be read element by element. */
    interface Api {
        @GET("events")
        @ApiOperation(id = "events.list", safety = Safety.SAFE)
        InboxCall<ElementWise<Event>> events(@Tag ListEventsQuery query);

        @GET("threads")
        @ApiOperation(id = "threads.list", safety = Safety.SAFE)
        InboxCall<ElementWise<InboxThread>> threads(@Tag ListThreadsQuery query);

        @GET("threads/{threadId}/messages")
        @ApiOperation(id = "messages.list", safety = Safety.SAFE)
        InboxCall<ElementWise<Message>> messages(@Path("threadId") ThreadId threadId, @Tag ListMessagesQuery query);
    }

    private final RxInboxClient rx;
    private final Supplier<Completable> turns;
    private final ServerClock clock;

    /**
     * Reads through a client.
     *
     * @param turns what each request waits for
     */
    LenientReads(RxInboxClient rx, Supplier<Completable> turns) {
        this.rx = rx;
        this.turns = turns;
        this.clock = new ServerClock(rx.time());
    }

    /** The server's clock, by the pages that were read. */
    ServerClock clock() {
        return clock;
    }

    private <T> Single<T> page(Supplier<InboxCall<T>> call) {
        return clock.dated(() -> call.get().executeAsyncForResponse());
    }

    /** A request, when its turn has come. */
    <T> Single<T> inTurn(Single<T> request) {
        return Completable.defer(turns::get).andThen(request);
    }

    /**
     * A page of events.
     *
     * @param unreadable hears of a page with events that cannot be read
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
     * A page of threads, without those that cannot be read.
     *
     * @param unreadable hears of them
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
     * A page of messages.
     *
     * @param unreadable hears of those that cannot be read
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
            Single<ElementWise<T>> again,
            String array,
            BiConsumer<InboxException, List<String>> unreadable,
            Function<ElementWise<T>, P> assembled) {
        return inTurn(whole).onErrorResumeNext(failure -> {
            if (!(failure instanceof InboxDecodingException) && !(failure instanceof InboxPaginationException)) {
                return Single.error(failure);
            }
            InboxException first = (InboxException) failure;
            // of the two failures, the first one says what is wrong with the page
            return inTurn(again)
                    .onErrorResumeNext(
                            second -> Single.error(second instanceof InboxDecodingException ? first : second))
                    .map(page -> {
                        List<ElementWise.Element<T>> elements = page.array(array);
                        if (elements == null) {
                            throw first;
                        }
                        P read = assembled(assembled, page, first);
                        unreadable.accept(
                                first,
                                elements.stream()
                                        .filter(element -> element.value() == null)
                                        .map(ElementWise.Element::json)
                                        .toList());
                        return read;
                    });
        });
    }

    /** Whether one thread was asked for, and the answer is JSON, but not the thread that the API documents. */
    static boolean isUnreadableThread(Throwable failure) {
        return failure instanceof InboxDecodingException decoding
                && decoding.operation().equals("threads.get")
                && decoding.getCause() instanceof JsonDataException;
    }

    private static <P, T> P assembled(
            Function<ElementWise<T>, P> assembled, ElementWise<T> page, InboxException first) {
        try {
            return assembled.apply(page);
        } catch (IllegalArgumentException e) {
            throw first;
        }
    }

    private static <T> List<T> readable(ElementWise<T> page, String array) {
        return Objects.requireNonNull(page.array(array)).stream()
                .flatMap(element -> Stream.ofNullable(element.value()))
                .toList();
    }

    private static @Nullable Cursor nextCursor(ElementWise<?> page) {
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
