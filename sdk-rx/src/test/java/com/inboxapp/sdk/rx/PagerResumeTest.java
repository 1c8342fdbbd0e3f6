package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty threads on pages of ten, the third of which fails once, while other threads receive messages. */
@ExtendWith(UndeliverableErrors.class)
class PagerResumeTest {
    private static final int THREADS = 50;
    private static final AccountLinkId ACCOUNT = TeamSandbox.ids(1).get(0);
    private static final ListThreadsQuery PAGES_OF_TEN =
            ListThreadsQuery.builder().limit(10).build();

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private RxInboxClient rx;

    /** Ways to consume a stream with RxJava, some of which drop buffered items when an error arrives. */
    enum Consumption {
        ON_NEXT {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return stream.doOnNext(done::accept).ignoreElements();
            }
        },
        OBSERVE_ON {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return stream.observeOn(Schedulers.io()).doOnNext(done::accept).ignoreElements();
            }
        },
        BLOCKING_FOR_EACH {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return Completable.fromAction(() -> stream.blockingForEach(done::accept));
            }
        },
        FLAT_MAP {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return stream.concatMapEager(
                                one -> Flowable.fromCallable(() -> one).subscribeOn(Schedulers.io()))
                        .doOnNext(done::accept)
                        .ignoreElements();
            }
        },
        BUFFER {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return stream.buffer(4).doOnNext(some -> some.forEach(done)).ignoreElements();
            }
        },
        CONCAT_MAP {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return stream.concatMapCompletable(
                        one -> Completable.fromAction(() -> done.accept(one)).subscribeOn(Schedulers.io()));
            }
        },
        SLOW_CONSUMER {
            @Override
            <T> Completable consume(Flowable<T> stream, Consumer<T> done) {
                return stream.onBackpressureBuffer()
                        .observeOn(Schedulers.single(), false, 1)
                        .rebatchRequests(3)
                        .doOnNext(done::accept)
                        .ignoreElements();
            }
        };

        /** Completes or fails once the stream has terminated. Items are processed one after the other. */
        abstract <T> Completable consume(Flowable<T> stream, Consumer<T> done);
    }

    @BeforeEach
    void createThreadsAndFailTheThirdPage() {
        team.threads(ACCOUNT, 100, THREADS);
        team.faults().on("GET", "/threads").nth(3, Fault.withoutEffect().respond(500));
        rx = RxInboxClient.create(team.clientWithoutRetries());
    }

    private void receiveMessage(int prospect) {
        team.threads(ACCOUNT, 100 + prospect, 1);
    }

    private static String id(InboxThread thread) {
        return thread.id().value();
    }

    private Set<String> all() {
        Set<String> all = new TreeSet<>();
        team.rx.threads().all(ListThreadsQuery.builder().build()).blockingForEach(thread -> all.add(id(thread)));
        assertThat(all).hasSize(THREADS);
        return all;
    }

    private static Throwable failure(Completable stream) {
        return stream.materialize().blockingGet().getError();
    }

    @ParameterizedTest
    @EnumSource
    void errorsOfRxStreamsCarryNoResumeToken(Consumption consumption) {
        Flowable<InboxThread> items = rx.threads().pager(PAGES_OF_TEN).items();

        Throwable failure = failure(consumption.consume(items, item -> {}));

        assertThat(failure).isInstanceOf(InboxApiException.ServerError.class);
        assertThat(ResumeToken.of(failure)).isEmpty();
    }

    @Test
    void errorsOfPagesAndAllCarryNoResumeToken() {
        team.faults().clear();
        team.faults().on("GET", "/threads").each(Fault.withoutEffect().respond(500));
        Pager<InboxThread> pager = rx.threads().pager(PAGES_OF_TEN);
        for (Flowable<?> form :
                List.of(pager.pages(), pager.prefetch(1).pages(), rx.threads().all(PAGES_OF_TEN))) {
            assertThat(ResumeToken.of(failure(form.ignoreElements()))).isEmpty();
        }
        assertThat(ResumeToken.of(
                        failure(rx.accounts().mergedInbox(PAGES_OF_TEN).ignoreElements())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void losesNoThreadWhenResumedAfterTheLastFinishedPage(Consumption consumption) {
        Pager<InboxThread> pager = rx.threads().pager(PAGES_OF_TEN).prefetch(1);
        List<PagerWarning> warnings = Collections.synchronizedList(new ArrayList<>());
        Set<String> done = new TreeSet<>();
        AtomicReference<ResumeToken> finished = new AtomicReference<>();

        Throwable failure =
                failure(consumption.consume(pager.onWarning(warnings::add).pages(), page -> {
                    page.items().forEach(thread -> done.add(id(thread)));
                    finished.set(page.resumeToken());
                }));
        assertThat(failure).isInstanceOf(InboxApiException.ServerError.class);
        receiveMessage(0);
        receiveMessage(45);
        Pager<InboxThread> rest = finished.get() == null ? pager : pager.resume(finished.get());
        rest.onWarning(warnings::add).items().blockingForEach(thread -> done.add(id(thread)));

        assertThat(done).isEqualTo(all());
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void resumesALoopWhereItFailed(int prefetch) {
        Pager<InboxThread> pager = rx.threads().pager(PAGES_OF_TEN).prefetch(prefetch);
        List<String> done = new ArrayList<>();
        ResumeToken token = null;
        try {
            for (InboxThread thread : pager.iterable()) {
                done.add(id(thread));
            }
        } catch (InboxApiException.ServerError e) {
            token = ResumeToken.of(e).orElseThrow();
        }
        assertThat(done).hasSize(20);

        pager.resume(token).iterable().forEach(thread -> done.add(id(thread)));

        assertThat(done).doesNotHaveDuplicates().hasSameElementsAs(all());
    }

    @Test
    void processesAParallelStreamSequentially() {
        Pager<InboxThread> pager = rx.threads().pager(PAGES_OF_TEN);
        List<Stream<InboxThread>> streams = List.of(
                pager.stream().parallel(), StreamSupport.stream(pager.iterable().spliterator(), true));
        for (Stream<InboxThread> stream : streams) {
            team.faults().clear();
            team.faults().on("GET", "/threads").nth(3, Fault.withoutEffect().respond(500));
            Set<String> done = Collections.synchronizedSet(new TreeSet<>());
            AtomicReference<Throwable> failure = new AtomicReference<>();

            assertThatThrownBy(() -> stream.forEach(thread -> done.add(id(thread))))
                    .satisfies(failure::set);

            assertThat(done).hasSize(20);
            pager.resume(ResumeToken.of(failure.get()).orElseThrow()).stream().forEach(thread -> done.add(id(thread)));
            assertThat(done).isEqualTo(all());
        }
    }
}
