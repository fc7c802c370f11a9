package dev.correlator.delivery;

import static dev.correlator.delivery.Deliveries.delivered;
import static dev.correlator.delivery.Deliveries.delivery;
import static dev.correlator.delivery.Deliveries.numbers;
import static dev.correlator.delivery.Deliveries.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Interest;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.TransactionEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  @Test
  void events_ofManyLists_reachEachHandlerOnceInOrder() throws Exception {
    Probe first = new Probe();
    Probe second = new Probe();
    Delivery delivery = delivery(first.named("first"), second.named("second")).open();

    for (int i = 0; i < 25_000; i += 250) {
      delivery.deliver(Sample.bursts(i, i + 250));
    }
    DeliveryReport report = delivery.close();

    assertThat(first.numbers()).isEqualTo(numbers(0, 25_000));
    assertThat(second.numbers()).isEqualTo(numbers(0, 25_000));
    assertThat(report.isComplete()).isTrue();
    assertThat(report(report, "first").delivered()).isEqualTo(25_000);
    assertThat(report(report, "first").state()).isEqualTo(HandlerState.CLOSED);
  }

  @Test
  void listOfAnyLength_isHandedOver_inBatchesOfAtMostAThousand() throws Exception {
    Probe probe = new Probe();
    Delivery delivery = delivery(probe.named("probe")).open();

    delivery.deliver(Sample.bursts(0, 3_500));
    delivery.deliver(Sample.bursts(3_500, 3_501));
    delivery.close();

    assertThat(probe.numbers()).isEqualTo(numbers(0, 3_501));
    assertThat(probe.batchSizes).allSatisfy(size -> assertThat(size).isBetween(1, 1_000));
  }

  @Test
  void handler_fromOpenToClose_isCalledByOneThreadOfItsOwn() throws Exception {
    Probe probe = new Probe();
    Delivery delivery = delivery(probe.named("probe")).open();

    delivery.deliver(Sample.bursts(0, 10));
    delivery.close();
    delivery.close();

    assertThat(probe.threads).containsExactly("handler-probe");
    assertThat(probe.closes).hasValue(1);
  }

  @Test
  void handler_whenOpened_isToldWhatItWillBeGiven() throws Exception {
    Probe probe = new Probe();
    probe.interest = Interest.in(TransactionEvent.class, ErrorEvent.class);
    delivery(probe.named("probe")).directory(Path.of("/data")).open().close();

    assertThat(probe.told().name()).isEqualTo("probe");
    assertThat(probe.told().application()).isEqualTo("ssh-report");
    assertThat(probe.told().directory()).isEqualTo(Path.of("/data"));
    assertThat(probe.told().types())
        .containsExactlyInAnyOrder(Sample.Connection.class, HandlerFailed.class);
  }

  @Test
  void interestOnAndWhen_allGiven_mustAllHold() throws Exception {
    Probe probe = new Probe();
    probe.interest = new Interest(Set.of(), Severity.WARNING);
    Delivery delivery =
        delivery(
                probe
                    .named("probe")
                    .on(Set.of("Burst"))
                    .when(e -> e.time().equals(Sample.TIME.plusMillis(5))))
            .open();

    List<EventEnvelope<?>> events = new ArrayList<>(Sample.bursts(0, 10));
    Sample<Sample.Burst> mild = Sample.burst(5);
    mild.severity = Severity.NOTICE;
    events.add(mild);
    Sample<Sample.Connection> other = Sample.connection("root", Outcome.FAILED);
    other.severity = Severity.WARNING;
    other.time = Sample.TIME.plusMillis(5);
    events.add(other);
    delivery.deliver(events);
    DeliveryReport report = delivery.close();

    assertThat(probe.numbers()).containsExactly(5);
    assertThat(report(report, "probe").taken()).isEqualTo(1);
  }

  @Test
  void on_naminganInterface_takesAllEventsThatImplementIt() throws Exception {
    Probe probe = new Probe();
    Delivery delivery = delivery(probe.named("probe").on(Set.of("TransactionEvent"))).open();

    delivery.deliver(List.of(Sample.connection("root", Outcome.FAILED), Sample.burst(1)));
    delivery.close();

    assertThat(probe.seen).hasSize(1);
  }

  @Test
  void conditionThatThrows_forAnEvent_doesNotHold() throws Exception {
    Probe probe = new Probe();
    Delivery delivery =
        delivery(
                probe
                    .named("probe")
                    .when(e -> {
                      if (Sample.number(e) == 1) {
                        throw new IllegalStateException("no value");
                      }
                      return true;
                    }))
            .open();

    delivery.deliver(Sample.bursts(0, 3));
    DeliveryReport report = delivery.close();

    assertThat(probe.numbers()).containsExactly(0, 2);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.handlers().getFirst().undecided()).isOne();
    assertThat(report.handlers().getFirst().undecidedError()).isEqualTo("no value");
  }

  @Test
  void batches_whileCallsAreQuick_growToAThousand() throws Exception {
    Probe probe = new Probe();
    Delivery delivery = delivery(probe.named("probe")).open();

    for (int i = 0; i < 10; i++) {
      delivery.deliver(Sample.bursts(i * 1_000, (i + 1) * 1_000));
    }
    delivery.close();

    assertThat(probe.batchSizes).startsWith(16, 32, 64, 128, 256).contains(1_000);
  }

  @Test
  void handlerSlowerThanTheEngine_butWorking_isWaitedForAndGetsAll() throws Exception {
    Thread engine = Thread.currentThread();
    AtomicBoolean handedOver = new AtomicBoolean();
    Probe slow =
        Probe.doing((batch, call) -> {
          while (!handedOver.get() && engine.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // goes on only when the engine waits for it
          }
          return delivered(batch);
        });
    Delivery delivery = delivery(slow.named("slow")).queueEvents(1_000).open();

    for (int i = 0; i < 20_000; i += 100) {
      delivery.deliver(Sample.bursts(i, i + 100));
    }
    handedOver.set(true);
    HandlerReport report = report(delivery.close(), "slow");

    assertThat(report.delivered()).isEqualTo(20_000);
    assertThat(slow.numbers()).isEqualTo(numbers(0, 20_000));
  }

  @Test
  void handlerThatActsOutside_onHistory_isWithheldAndCounted() throws Exception {
    Probe mail = new Probe();
    mail.outside = true;
    mail.interest = Interest.in(Sample.Burst.class);
    Delivery delivery = delivery(mail.named("mail")).open();

    delivery.deliver(List.of(Sample.burst(1), Sample.connection("x", Outcome.FAILED)));
    delivery.deliver(Sample.bursts(2, 4));
    HandlerReport report = report(delivery.close(), "mail");

    assertThat(report.state()).isEqualTo(HandlerState.WITHHELD);
    assertThat(report.withheld()).isEqualTo(3);
    assertThat(report.taken()).isZero();
    assertThat(report.isComplete()).isTrue();
    assertThat(mail.context).isNull();
    assertThat(mail.closes).hasValue(0);
  }

  @Test
  void handlerThatActsOutside_whenAskedTo_acts() throws Exception {
    Probe mail = new Probe();
    mail.outside = true;
    Delivery delivery = delivery(mail.named("mail")).act(true).open();

    delivery.deliver(Sample.bursts(0, 3));
    delivery.close();

    assertThat(mail.numbers()).containsExactly(0, 1, 2);
  }

  @Test
  void event_afterClose_isRefusedByException() throws Exception {
    Delivery delivery = delivery(new Probe().named("probe")).open();
    delivery.close();

    assertThat(
            catchThrowableOfType(
                IllegalStateException.class, () -> delivery.deliver(Sample.bursts(0, 1))))
        .hasMessage("delivery of 'ssh-report' is closed");
  }

  @Test
  void twoHandlers_ofOneName_areRefused() {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> delivery(new Probe().named("x"), new Probe().named("x"))))
        .hasMessage("two handlers are named 'x'");
  }

  @Test
  void operationalEvent_isAnnounced_withTheMachinesTimeAndItsOwnEnvelope() throws Exception {
    Probe probe = new Probe();
    Delivery delivery = delivery(probe.named("probe")).clock(() -> Sample.TIME).open();

    delivery.announce(new EventsLost("mail", "no {events} \u001b[2J", 3));
    delivery.close();

    EventEnvelope<?> event = probe.seen.getFirst();
    assertThat(event.time()).isEqualTo(Sample.TIME);
    assertThat(event.system()).isEqualTo("engine");
    assertThat(event.id()).matches("[0-9a-f]{32}");
    assertThat(event.fields())
        .containsExactly(
            Map.entry("handler", "mail"),
            Map.entry("reason", "no {events} \u001b[2J"),
            Map.entry("events", 3L));
    assertThat(event.message(MessageFormat.TEXT))
        .isEqualTo(
            "handler mail: 3 events did not get through, the latest: no {events} \\u001b[2J");
    assertThat(
            new OperationalEnvelope<>("shop", new EventsLost("mail", "full", 1), Sample.TIME)
                .message(MessageFormat.TEXT))
        .isEqualTo("handler mail: 1 event did not get through, the latest: full");
  }
}
