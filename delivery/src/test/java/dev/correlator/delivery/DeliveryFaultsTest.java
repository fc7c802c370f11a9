package dev.correlator.delivery;

import static dev.correlator.delivery.Deliveries.awaitWhateverHappens;
import static dev.correlator.delivery.Deliveries.delivered;
import static dev.correlator.delivery.Deliveries.delivery;
import static dev.correlator.delivery.Deliveries.numbers;
import static dev.correlator.delivery.Deliveries.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Interest;
import dev.correlator.api.Severity;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Handlers that fail, each in its way, and what becomes of their events and of the others. */
class DeliveryFaultsTest {

  @Test
  void deferredEvent_isTriedAgain_beforeLaterOnes() throws Exception {
    Probe probe =
        Probe.doing((batch, call) -> {
          List<DeliveryResult> results = new ArrayList<>(delivered(batch));
          if (call == 1) {
            results.set(2, new DeliveryResult.Deferred(Duration.ZERO, "busy"));
          }
          return results;
        });
    Delivery delivery = delivery(probe.named("probe")).open();

    delivery.deliver(Sample.bursts(0, 1_000));
    delivery.deliver(Sample.bursts(1_000, 1_002));
    DeliveryReport report = delivery.close();

    int firstBatch = probe.batchSizes.getFirst();
    List<Integer> expected = new ArrayList<>(numbers(0, firstBatch));
    expected.add(2);
    expected.addAll(numbers(firstBatch, 1_002));
    assertThat(probe.numbers()).isEqualTo(expected);
    assertThat(report(report, "probe").delivered()).isEqualTo(1_002);
    assertThat(report(report, "probe").deferred()).isEqualTo(1);
  }

  @Test
  void handlerShortOfTime_thatPutsOffTheRest_getsAllThroughAtItsPace() throws Exception {
    Probe slow =
        Probe.doing((batch, call) -> {
          List<DeliveryResult> results = new ArrayList<>();
          for (int i = 0; i < batch.size(); i++) {
            results.add(
                i < 3
                    ? DeliveryResult.DELIVERED
                    : new DeliveryResult.Deferred(Duration.ZERO, "no time"));
          }
          return results;
        });
    Delivery delivery = delivery(slow.named("slow")).open();

    delivery.deliver(Sample.bursts(0, 500));
    HandlerReport report = report(delivery.close(), "slow");

    assertThat(report.delivered()).isEqualTo(500);
    assertThat(report.failed()).isZero();
  }

  @Test
  void machineThatFails_inAHandlersThread_endsTheRunThatDelivers() throws Exception {
    Error error = new OutOfMemoryError("Java heap space");
    Probe probe =
        Probe.doing((batch, call) -> {
          throw error;
        });
    CountDownLatch never = new CountDownLatch(1);
    Probe other =
        Probe.doing((batch, call) -> {
          never.await(); // and yet nobody waits for it
          return delivered(batch);
        });
    Delivery delivery = delivery(probe.named("probe"), other.named("other")).open();

    assertThatThrownBy(
            () -> {
              while (true) {
                delivery.deliver(Sample.bursts(0, 1_000));
              }
            })
        .isSameAs(error);
    assertThatThrownBy(delivery::check).isSameAs(error);
    assertThatThrownBy(delivery::close).isSameAs(error);
    never.countDown();
  }

  @Test
  void machineThatFails_whenAHandlerIsOpenedOrClosed_endsTheRun() throws Exception {
    Error error = new OutOfMemoryError("Java heap space");
    Probe probe = new Probe();
    probe.opening =
        () -> {
          throw error;
        };
    assertThatThrownBy(() -> delivery(probe.named("probe")).open()).isSameAs(error);

    Probe closed = new Probe();
    closed.closing = probe.opening;
    Delivery delivery = delivery(closed.named("probe")).open();
    delivery.deliver(Sample.bursts(0, 10));
    assertThatThrownBy(delivery::close).isSameAs(error);
  }

  @Test
  void batches_whenACallTakesTooLong_shrinkBeforeTheNext() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Probe probe =
        Probe.doing((batch, call) -> {
          if (batch.size() > 4) {
            never.await(); // as if it took longer for so many
          }
          return delivered(batch);
        });
    Delivery delivery = delivery(probe.named("probe").timeout(Duration.ofMillis(50))).open();

    delivery.deliver(Sample.bursts(0, 16));
    HandlerReport report = report(delivery.close(), "probe");

    assertThat(report.delivered()).isEqualTo(16);
    assertThat(probe.batchSizes).startsWith(16, 8, 4).doesNotContain(32);
  }

  @Test
  void eventDeferredAgainAndAgain_afterItsLastTry_hasFailedWithTheReason() throws Exception {
    Probe probe =
        Probe.doing((batch, call) -> {
          List<DeliveryResult> results = new ArrayList<>(delivered(batch));
          for (int i = 0; i < batch.size(); i++) {
            if (Sample.number(batch.get(i)) == 7) {
              results.set(i, new DeliveryResult.Deferred(Duration.ZERO, "mailbox full"));
            }
          }
          return results;
        });
    Delivery delivery = delivery(probe.named("probe")).open();

    delivery.deliver(Sample.bursts(0, 10));
    HandlerReport report = report(delivery.close(), "probe");

    assertThat(report.taken()).isEqualTo(10);
    assertThat(report.delivered()).isEqualTo(9);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.deferred())
        .isEqualTo(1 + Deliveries.AT_ONCE.tries()); // once beside the others
    assertThat(report.losses()).containsExactly(new HandlerReport.Loss("mailbox full", 1));
    assertThat(report.isComplete()).isFalse();
    assertThat(report.state()).isEqualTo(HandlerState.CLOSED);
  }

  @Test
  void refusedEvent_isCounted_andNotTriedAgain() throws Exception {
    Probe probe =
        Probe.doing((batch, call) ->
            Collections.nCopies(batch.size(), new DeliveryResult.Refused("no such address")));
    Probe other = new Probe();
    Delivery delivery = delivery(probe.named("mail"), other.named("other")).open();

    delivery.deliver(Sample.bursts(0, 5));
    HandlerReport report = report(delivery.close(), "mail");

    assertThat(probe.seen).hasSize(5);
    assertThat(report.refused()).isEqualTo(5);
    assertThat(report.losses()).containsExactly(new HandlerReport.Loss("no such address", 5));
  }

  @Test
  void otherHandlers_whenEventsAreLost_areToldAtTheFirstAndEachDoubling() throws Exception {
    CountDownLatch lost = new CountDownLatch(5);
    Probe refusing =
        Probe.doing((batch, call) -> {
          List<DeliveryResult> results = new ArrayList<>();
          for (EventEnvelope<?> event : batch) {
            results.add(new DeliveryResult.Refused("no " + event.id()));
          }
          return results;
        });
    refusing.interest = Interest.in(Sample.Burst.class);
    Probe other =
        Probe.doing((batch, call) -> {
          batch.forEach(e -> lost.countDown());
          return delivered(batch);
        });
    other.interest = Interest.in(EventsLost.class);
    Delivery delivery = delivery(refusing.named("mail"), other.named("other")).open();

    for (int i = 0; i < 20; i++) { // one by one, else the batches would differ from run to run
      delivery.deliver(Sample.bursts(i, i + 1));
      awaitTaken(refusing, i + 1);
    }
    lost.await();
    delivery.close();

    assertThat(other.seen)
        .extracting(e -> ((EventsLost) e.event()).events())
        .containsExactly(1L, 2L, 4L, 8L, 16L);
    assertThat(other.seen).allSatisfy(e -> assertThat(e.system()).isEqualTo("engine"));
    assertThat(other.seen).allSatisfy(e -> assertThat(e.severity()).isEqualTo(Severity.WARNING));
  }

  private static void awaitTaken(Probe probe, int events) {
    while (probe.seen.size() < events) {
      Thread.onSpinWait();
    }
  }

  @Test
  void handlerThatThrowsEachTime_isGivenUp_andTheOthersGetAll() throws Exception {
    Probe broken =
        Probe.doing((batch, call) -> {
          throw new IllegalStateException("broken\u001b[2J");
        });
    Probe healthy = new Probe();
    Delivery delivery = delivery(broken.named("broken"), healthy.named("healthy")).open();

    for (int i = 0; i < 5_000; i += 500) {
      delivery.deliver(Sample.bursts(i, i + 500));
    }
    DeliveryReport report = delivery.close();

    HandlerReport failed = report(report, "broken");
    assertThat(failed.state()).isEqualTo(HandlerState.FAILED);
    assertThat(failed.taken()).isEqualTo(5_000);
    assertThat(failed.failed()).isEqualTo(5_000);
    assertThat(failed.error())
        .startsWith(
            "20 calls in a row failed, the last: IllegalStateException: broken\\u001b[2J, at ")
        .contains(DeliveryFaultsTest.class.getName());
    assertThat(broken.calls).hasValue(Settlement.BROKEN_CALLS_MAX);
    assertThat(broken.closes).hasValue(1);
    assertThat(healthy.numbers()).isEqualTo(numbers(0, 5_000));
    assertThat(report(report, "healthy").isComplete()).isTrue();
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void errorOfAHandlersCode_thatIsNoneOfTheMachine_endsItAlone() throws Exception {
    Probe broken =
        Probe.doing((batch, call) -> {
          throw new ServiceConfigurationError("no provider");
        });
    broken.closing =
        () -> {
          throw new IOError(new IOException("gone"));
        };
    Probe healthy = new Probe();
    Delivery delivery = delivery(broken.named("broken"), healthy.named("healthy")).open();

    delivery.deliver(Sample.bursts(0, 5));
    DeliveryReport report = delivery.close();

    assertThat(report(report, "broken").failed()).isEqualTo(5);
    assertThat(report(report, "broken").error()).startsWith("could not be closed: IOError");
    assertThat(healthy.numbers()).isEqualTo(numbers(0, 5));
    assertThat(report(report, "healthy").isComplete()).isTrue();
  }

  @Test
  void failureOfAHandler_isAnnounced_toTheOthersAndNotToItself() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Probe broken =
        Probe.doing((batch, call) -> {
          throw new IOException("gone");
        });
    Probe other =
        Probe.doing((batch, call) -> {
          told.countDown();
          return delivered(batch);
        });
    other.interest = Interest.in(ErrorEvent.class);
    Delivery delivery = delivery(broken.named("broken"), other.named("other")).open();

    for (int i = 0; i < 10; i++) {
      delivery.deliver(Sample.bursts(i * 1_000, (i + 1) * 1_000));
    }
    told.await();
    DeliveryReport report = delivery.close();

    assertThat(other.seen).hasSize(1);
    HandlerFailed event = (HandlerFailed) other.seen.getFirst().event();
    assertThat(event.handler()).isEqualTo("broken");
    assertThat(event.error()).contains("the last: gone");
    assertThat(broken.seen).isEmpty();
    assertThat(report(report, "broken").failed()).isEqualTo(10_000);
  }

  @Test
  void oneEventThatTheCodeCannotTake_amongAThousand_costsItselfAlone() throws Exception {
    Probe probe =
        Probe.doing((batch, call) -> {
          for (EventEnvelope<?> event : batch) {
            if (Sample.number(event) == 617) {
              throw new IllegalArgumentException("617");
            }
          }
          return delivered(batch);
        });
    Delivery delivery = delivery(probe.named("probe")).open();

    delivery.deliver(Sample.bursts(0, 1_000));
    delivery.deliver(Sample.bursts(1_000, 2_000));
    HandlerReport report = report(delivery.close(), "probe");

    assertThat(report.delivered()).isEqualTo(1_999);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.state()).isEqualTo(HandlerState.CLOSED);
    assertThat(probe.numbers()).isEqualTo(allBut(617));
  }

  private static List<Integer> allBut(int one) {
    List<Integer> numbers = new ArrayList<>(numbers(0, 2_000));
    numbers.remove(Integer.valueOf(one));
    return numbers;
  }

  @Test
  void handlerThatHangs_butHeedsTheInterrupt_isCutAndTriedAgain() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Probe probe =
        Probe.doing((batch, call) -> {
          if (call == 1) {
            never.await();
          }
          return delivered(batch);
        });
    Delivery delivery = delivery(probe.named("probe").timeout(Duration.ofMillis(40))).open();

    delivery.deliver(Sample.bursts(0, 5));
    HandlerReport report = report(delivery.close(), "probe");

    assertThat(report.delivered()).isEqualTo(5);
    assertThat(report.failedCalls()).isEqualTo(1);
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void handlerThatHangsForGood_isAbandoned_andTheRunEnds() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Probe hanging =
        Probe.doing((batch, call) -> {
          awaitWhateverHappens(released);
          return delivered(batch);
        });
    Probe healthy = new Probe();
    Delivery delivery =
        delivery(hanging.named("hanging").timeout(Duration.ofMillis(40)), healthy.named("healthy"))
            .queueEvents(1_000)
            .open();

    for (int i = 0; i < 10_000; i += 500) {
      delivery.deliver(Sample.bursts(i, i + 500)); // more than its queue holds
    }
    DeliveryReport report = delivery.close();
    released.countDown();

    HandlerReport failed = report(report, "hanging");
    assertThat(failed.state()).isEqualTo(HandlerState.FAILED);
    assertThat(failed.taken()).isEqualTo(10_000);
    assertThat(failed.failed()).isEqualTo(10_000);
    assertThat(healthy.numbers()).isEqualTo(numbers(0, 10_000));
  }

  @Test
  void fullQueue_ofAHandlerThatSettlesNothing_endsTheWaitAfterItsTimeout() throws Exception {
    Probe deferring =
        Probe.doing((batch, call) ->
            Collections.nCopies(
                batch.size(), new DeliveryResult.Deferred(Duration.ofHours(1), "down")));
    Delivery delivery =
        delivery(deferring.named("deferring").timeout(Duration.ofMillis(60)))
            .retries(
                new RetryPolicy(
                    1_000_000, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofHours(1)))
            .queueEvents(1_000)
            .open();

    for (int i = 0; i < 3_000; i += 1_000) {
      delivery.deliver(Sample.bursts(i, i + 1_000));
    }
    HandlerReport report = report(delivery.close(), "deferring");

    assertThat(report.state()).isEqualTo(HandlerState.FAILED);
    assertThat(report.error()).isEqualTo("its queue was full and it settled nothing for 60 ms");
    assertThat(report.failed()).isEqualTo(3_000);
  }

  @Test
  void handlerThatGivesWrongResults_isAFailedCall_notACrash() throws Exception {
    Probe wrong = Probe.doing((batch, call) -> call == 1 ? List.of() : delivered(batch));
    Delivery delivery = delivery(wrong.named("wrong")).open();

    delivery.deliver(Sample.bursts(0, 10));
    HandlerReport report = report(delivery.close(), "wrong");

    assertThat(report.failedCalls()).isEqualTo(1);
    assertThat(report.delivered()).isEqualTo(10);
  }

  @Test
  void severalHandlersThatCannotOpen_areAllNamed_andTheOthersClosedAgain() throws Exception {
    Probe first = new Probe();
    first.opening =
        () -> {
          throw new IOException("no folder /x");
        };
    Probe second = new Probe();
    second.opening =
        () -> {
          throw new IllegalStateException("bad");
        };
    Probe third = new Probe();
    Delivery.Builder builder =
        delivery(first.named("first"), second.named("second"), third.named("third"));

    HandlerOpenException thrown = catchThrowableOfType(HandlerOpenException.class, builder::open);

    assertThat(thrown.problems()).hasSize(2);
    assertThat(thrown.problems().get(0))
        .isEqualTo(new HandlerOpenException.Problem("first", "no folder /x"));
    assertThat(thrown.problems().get(1).handler()).isEqualTo("second");
    assertThat(thrown.problems().get(1).what())
        .startsWith("IllegalStateException: bad, at " + DeliveryFaultsTest.class.getName());
    assertThat(third.closes).hasValue(1);
  }

  @Test
  void handlerThatHangsInOpen_isNamed_afterItsTimeout() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Probe hanging = new Probe();
    hanging.opening = () -> awaitWhateverHappens(released);
    Delivery.Builder builder = delivery(hanging.named("hanging").timeout(Duration.ofMillis(30)));

    HandlerOpenException thrown = catchThrowableOfType(HandlerOpenException.class, builder::open);
    released.countDown();

    assertThat(thrown).hasMessageContaining("handler 'hanging'").hasMessageContaining("30 ms");
  }

  @Test
  void handlerThatHangsOrThrowsInClose_isReported_andTheRunEnds() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Probe hanging = new Probe();
    hanging.closing = () -> awaitWhateverHappens(released);
    Probe throwing = new Probe();
    throwing.closing =
        () -> {
          throw new IOException("disk full");
        };
    Delivery delivery =
        delivery(
                hanging.named("hanging").timeout(Duration.ofMillis(30)), throwing.named("throwing"))
            .open();

    delivery.deliver(Sample.bursts(0, 3));
    DeliveryReport report = delivery.close();
    released.countDown();

    assertThat(report(report, "hanging").state()).isEqualTo(HandlerState.FAILED);
    assertThat(report(report, "throwing").error()).isEqualTo("could not be closed: disk full");
    assertThat(report(report, "throwing").delivered()).isEqualTo(3);
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void close_withLimitedTime_givesUpWhatIsNotThrough() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Probe hanging =
        Probe.doing((batch, call) -> {
          never.await();
          return delivered(batch);
        });
    Probe healthy = new Probe();
    Delivery delivery = delivery(hanging.named("hanging"), healthy.named("healthy")).open();
    delivery.deliver(Sample.bursts(0, 5));

    DeliveryReport report = delivery.close(Duration.ofMillis(20));

    assertThat(report(report, "hanging").error())
        .isEqualTo("it was stopped before its events were through");
    assertThat(report(report, "hanging").failed()).isEqualTo(5);
    assertThat(hanging.closes).hasValue(1);
    assertThat(report(report, "healthy").delivered()).isGreaterThanOrEqualTo(5);
  }
}
