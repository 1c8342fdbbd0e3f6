package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Single;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;

/** Errors that RxJava treats as fatal and rethrows: a stream terminates with them if the code of a user throws one. */
@ExtendWith(UndeliverableErrors.class)
class FatalErrorsTest {
    private static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    static Stream<Error> errors() {
        return Stream.of(new NoSuchFieldError("x"), new StackOverflowError(), new InternalError("x"));
    }

    // stands in for code that returns a value
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "DoNotCallSuggester"})
    private static <R, E extends Throwable> R raise(Throwable failure) throws E {
        throw (E) failure;
    }

    private <P> Pager<Object> pager(Pager.Fetch<P> fetch, Supplier<List<Object>> items) {
        return Pager.of(
                "messages.list",
                List.of(),
                ListMessagesQuery.builder().build(),
                null,
                fetch,
                page -> items.get(),
                page -> null);
    }

    private Map<String, Supplier<Flowable<?>>> places(Error error) {
        ListThreadsQuery query = ListThreadsQuery.builder().build();
        Pager<?> real = team.rx.threads().pager(query);
        Map<String, Supplier<Flowable<?>>> places = new TreeMap<>();
        places.put("fetch", () -> pager(cursor -> raise(error), List::of).items());
        places.put(
                "page",
                () -> pager(cursor -> Single.fromCallable(() -> raise(error)), List::of)
                        .items());
        places.put(
                "items",
                () -> pager(cursor -> Single.just(1), () -> raise(error)).items());
        places.put(
                "onWarning",
                () -> real.maxTrackedIds(0).onWarning(warning -> raise(error)).items());
        places.put("downstream of items", () -> real.items().map(item -> raise(error)));
        places.put("downstream of pages", () -> real.pages().map(page -> raise(error)));
        places.put(
                "downstream of a page that is available immediately",
                () -> pager(cursor -> Single.just(1), () -> List.of(1, 2))
                        .items()
                        .map(item -> raise(error)));
        places.put(
                "downstream of the merged inbox",
                () -> team.rx.accounts().mergedInbox(query).map(thread -> raise(error)));
        places.put(
                "downstream of two merged accounts",
                () -> team.rx
                        .accounts()
                        .mergedInbox(query, AccountRef.id(ACCOUNT))
                        .map(thread -> raise(error)));
        places.put(
                "downstream of a merge",
                () -> new MergeFlowable<>(
                                List.of(Flowable.just(1), Flowable.just(2)), Comparator.<Integer>naturalOrder(), 2)
                        .map(item -> raise(error)));
        places.put(
                "in a merge",
                () -> new MergeFlowable<>(
                        List.of(Flowable.<Integer>defer(() -> raise(error)), Flowable.just(2)),
                        Comparator.<Integer>naturalOrder(),
                        2));
        places.put("before a response", () -> Futures.maybe(() -> raise(error)).toFlowable());
        places.put(
                "downstream of signals", () -> team.rx.eventStream().signals().map(signal -> raise(error)));
        places.put(
                "handler of signals",
                () -> team.rx.eventStream().handle(signal -> raise(error)).toFlowable());
        places.put(
                "work of a handler of signals",
                () -> team.rx
                        .eventStream()
                        .handle(signal -> Completable.fromAction(() -> raise(error)))
                        .toFlowable());
        places.put(
                "store of an event stream",
                () -> team.rx
                        .eventStream()
                        .checkpoint(failing(error), "crm")
                        .handle(signal -> Completable.complete())
                        .toFlowable());
        places.put(
                "store of delivered signals",
                () -> team.rx.eventStream().checkpoint(failing(error), "crm").signals());
        return places;
    }

    private static StateStore failing(Error error) {
        StateStore none = StateStore.inMemory();
        return new StateStore() {
            @Override
            public java.util.Optional<String> read(String key) {
                return none.read(key);
            }

            @Override
            public void write(String key, String value) {
                raise(error);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("errors")
    void terminatesStreamsWithTheError(Error error) {
        team.threads(ACCOUNT, 100, 3);
        places(error).forEach((place, stream) -> {
            var ended = stream.get().test().awaitDone(10, TimeUnit.SECONDS);
            // the store is written after the first signal was handed over
            assertThat(ended.values()).as(place).hasSize(place.equals("store of delivered signals") ? 1 : 0);
            ended.withTag(place).assertError(error::equals);
        });
    }

    @ParameterizedTest
    @MethodSource("errors")
    void terminatesAWatchWithTheError(Error error) throws Exception {
        AccountWatch watch = team.rx.accounts().watch().requestsPerMinute(10_000);
        Map<String, Flowable<?>> places = Map.of(
                "handler", watch.handle(incoming -> raise(error)).toFlowable(),
                "work",
                        watch.handle(incoming -> Completable.fromAction(() -> raise(error)))
                                .toFlowable(),
                "downstream of messages", watch.messages().map(incoming -> raise(error)),
                "onTransientError",
                        watch.onTransientError(transientError -> raise(error)).messages());
        for (Map.Entry<String, Flowable<?>> place : places.entrySet()) {
            team.faults().clear();
            var ended = place.getValue().test();
            team.time.awaitWaiting();
            team.threads(ACCOUNT, 100, 1);
            if (place.getKey().equals("onTransientError")) {
                team.faults().on("GET", "/events").each(Fault.withoutEffect().respond(403));
            }
            team.time.advanceToNext();

            ended.awaitDone(10, TimeUnit.SECONDS).withTag(place.getKey()).assertError(error::equals);
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void passesASubscribersOwnErrorToOnErrorAndThrowsItFromALoop(Error error) {
        team.threads(ACCOUNT, 100, 3);
        Pager<?> pager = team.rx.threads().pager(ListThreadsQuery.builder().build());
        CompletableFuture<@Nullable Throwable> observed = new CompletableFuture<>();

        var unused = pager.items().subscribe(item -> raise(error), observed::complete);

        assertThat(observed.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(error);
        assertThatThrownBy(
                        () -> pager(cursor -> raise(error), List::of).iterable().forEach(item -> {}))
                .isSameAs(error);
    }

    /** An item at which a subscriber throws counts as delivered: the subscription emits neither that one again nor another. */
    @ParameterizedTest
    @MethodSource("errors")
    void callsOnErrorOnceAndEmitsNothingMoreWhenASubscriberThrows(Error error) {
        team.threads(ACCOUNT, 100, 3);
        ListThreadsQuery query = ListThreadsQuery.builder().build();
        for (Flowable<?> stream : List.of(
                team.rx.threads().pager(query).items(),
                team.rx.accounts().mergedInbox(query),
                team.rx.accounts().mergedInbox(query, AccountRef.id(ACCOUNT)),
                team.rx.eventStream().signals(),
                new MergeFlowable<>(List.of(Flowable.just(1), Flowable.just(2)), Comparator.naturalOrder(), 2))) {
            List<String> observed = new CopyOnWriteArrayList<>();
            CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
            stream.subscribe(new FlowableSubscriber<Object>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Object item) {
                    observed.add("item");
                    raise(error);
                }

                @Override
                public void onError(Throwable failure) {
                    observed.add("end");
                    ended.complete(failure);
                }

                @Override
                public void onComplete() {
                    observed.add("completion");
                }
            });

            assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(error);
            assertThat(observed).containsExactly("item", "end");
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void reportsTheErrorAsTheFailureOfARoute(Error error) throws Exception {
        List<IncomingMessage> received = received();
        for (MessageRouter router : List.of(
                team.rx
                        .accounts()
                        .router()
                        .when("rule", incoming -> raise(error), incoming -> Completable.complete())
                        .build(),
                team.rx
                        .accounts()
                        .router()
                        .when("rule", incoming -> true, incoming -> raise(error))
                        .build(),
                team.rx
                        .accounts()
                        .router()
                        .when("rule", incoming -> true, incoming -> Completable.fromAction(() -> raise(error)))
                        .build())) {
            router.route(received.get(0))
                    .test()
                    .awaitDone(10, TimeUnit.SECONDS)
                    .assertValue(
                            routed -> routed.outcome() == RoutingResult.Outcome.FAILED && routed.failure() == error);
        }
    }

    /** The message was sent: if the store or the stream reported a failure, it would be sent again. */
    @ParameterizedTest
    @MethodSource("errors")
    void anErrorDownstreamOfARouteDoesNotUndoIt(Error error) throws Exception {
        IncomingMessage received = received().get(0);
        AtomicInteger acted = new AtomicInteger();
        MessageRouter router = team.rx
                .accounts()
                .router()
                .when("rule", incoming -> true, incoming -> Completable.fromAction(acted::incrementAndGet))
                .build();

        assertThatThrownBy(() -> router.route(received).subscribe(routed -> raise(error)))
                .isSameAs(error);

        router.route(received).test().assertValue(routed -> routed.outcome() == RoutingResult.Outcome.ALREADY_ROUTED);
        assertThat(acted).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorDownstreamOfASendDoesNotRetryIt(Error error) {
        CompletableFuture<String> sent = new CompletableFuture<>();
        AtomicInteger sends = new AtomicInteger();
        var unused = Futures.maybe(() -> {
                    sends.incrementAndGet();
                    return sent;
                })
                .retry(1)
                .subscribe(message -> raise(error), failure -> {});

        sent.complete("msg_1");

        assertThat(sends).hasValue(1);
    }

    private List<IncomingMessage> received() throws Exception {
        var watch = team.rx.accounts().watch().messages().test();
        team.time.awaitWaiting();
        team.threads(ACCOUNT, 100, 1);
        team.time.advanceToNext();
        team.time.awaitWaiting();
        watch.cancel();
        return watch.values();
    }
}
