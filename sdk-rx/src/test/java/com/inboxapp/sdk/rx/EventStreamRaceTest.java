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

/** Races deliveries, responses of the server, demand and cancellation. */
@ExtendWith(UndeliverableErrors.class)
class EventStreamRaceTest {
    private static final int LOOPS = 2_500;

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    @RegisterExtension
    final Race race = new Race();

    private List<Event> events = List.of();

    @BeforeEach
    void createEvents() {
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

    private List<Event> received(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .map(signal -> ((EventSignal.Received) signal).event())
                .toList();
    }

    @Test
    void emitsInOrderWhenResponseDeliveriesAndDemandRace() throws Exception {
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
            assertThat(received(stream)).isEqualTo(events.subList(1, events.size()));
        }
    }

    @Test
    void stopsWhenDeliveriesAndCancellationRace() throws Exception {
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
            long checkpoint = Long.parseLong(
                    store.read(name).orElse(events.get(0).seq() + " ").split(" ", -1)[0]);
            List<Event> received = received(stream);
            assertThat(received).isEqualTo(events.subList(1, 1 + received.size()));
            assertThat(checkpoint)
                    .isLessThanOrEqualTo(events.get(received.size()).seq());
        }
    }
}
