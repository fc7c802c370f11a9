package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** What the tests of deliveries share. */
final class Deliveries {

  private Deliveries() {}

  static final RetryPolicy AT_ONCE =
      new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

  static Delivery.Builder delivery(HandlerSetup<?>... setups) {
    Delivery.Builder builder =
        Delivery.builder("ssh-report")
            .types(Set.of(Sample.Connection.class, Sample.Burst.class))
            .retries(AT_ONCE);
    for (HandlerSetup<?> setup : setups) {
      builder.handler(setup);
    }
    return builder;
  }

  static HandlerReport report(DeliveryReport report, String handler) {
    return report.handlers().stream()
        .filter(h -> h.name().equals(handler))
        .findFirst()
        .orElseThrow();
  }

  static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  static List<DeliveryResult> delivered(List<EventEnvelope<?>> batch) {
    return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
  }

  static void awaitWhateverHappens(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        done = false; // what a library that swallows interrupts does
      }
    }
  }
}
