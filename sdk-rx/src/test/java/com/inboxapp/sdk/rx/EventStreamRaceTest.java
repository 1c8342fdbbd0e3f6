package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deliveries, answers of the server, demand and cancellation meet in every order that chance gives. */
@ExtendWith(UndeliverableErrors.class)
class EventStreamRaceTest {
    private static final int LOOPS = 2_500;

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    @RegisterExtension
    final Race race = new Race();

    private List<Event> events = List.of();

    @BeforeEach
    void happen() {
        team.threads(TeamSandbox.ids(1).get(0), 100, 6);
        events = team.inbox
                .events()
                .list(ListEventsQuery.builder().build())
                .execute()
                .events();
        assertThat(events).hasSizeGreaterThanOrEqualTo(6);
    }

    private EventStream eventStream(FlowableProcessor<Event> deliveries) {
        return team.rx.eventStream(events.get(0).seq()).mergeWebhooks(deliveries);
    }

    private List<Event> told(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .map(signal -> ((EventSignal.Received) signal).event())
                .toList();
    }

    @Test
    void anAnswerAndDeliveriesOfTheSameEvents() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            FlowableProcessor<Event> deliveries =
                    PublishProcessor.<Event>create().toSerialized();
            TestSubscriber<EventSignal> stream = new TestSubscriber<>(2);

            race.together(
                    () -> eventStream(deliveries)
                            .signals()
                            .take(events.size() - 1)
                            .subscribe(stream),
                    () -> events.subList(1, 4).forEach(deliveries::onNext),
                    () -> deliveries.onNext(events.get(4)),
                    () -> stream.request(Long.MAX_VALUE));

            stream.awaitDone(60, TimeUnit.SECONDS).assertComplete();
            assertThat(told(stream)).isEqualTo(events.subList(1, events.size()));
        }
    }

    @Test
    void anAnswerDeliveriesAndACancellation() throws Exception {
        StateStore store = StateStore.inMemory();
        for (int i = 0; i < LOOPS; i++) {
            String name = "crm " + i;
            FlowableProcessor<Event> deliveries =
                    PublishProcessor.<Event>create().toSerialized();
            TestSubscriber<EventSignal> stream =
                    eventStream(deliveries).checkpoint(store, name).signals().test();

            race.together(
                    () -> events.subList(1, 4).forEach(deliveries::onNext),
                    () -> deliveries.onNext(events.get(4)),
                    stream::cancel);

            assertThat(deliveries.hasSubscribers()).isFalse();
            stream.assertNoErrors();
            long written = Long.parseLong(
                    store.read(name).orElse(events.get(0).seq() + " ").split(" ", -1)[0]);
            List<Event> told = told(stream);
            assertThat(told).isEqualTo(events.subList(1, 1 + told.size()));
            assertThat(written).isLessThanOrEqualTo(events.get(told.size()).seq());
        }
    }
}
