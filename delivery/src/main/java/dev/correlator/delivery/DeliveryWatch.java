package dev.correlator.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks from time to time whether a handler's call takes too long: an eighth of the shortest
 * timeout, within {@link #TICK_MIN} and {@link #TICK_MAX}. So a call is cut that much after its
 * timeout at the latest, and a run of any speed pays a few wake-ups per second. One thread for all
 * handlers.
 */
final class DeliveryWatch {

  private static final Duration TICK_MIN = Duration.ofMillis(2);
  private static final Duration TICK_MAX = Duration.ofMillis(250);

  private final List<HandlerRunner> runners;
  private final long tickNanos;
  private final Consumer<Error> breakdown;
  private final CountDownLatch stop = new CountDownLatch(1);

  DeliveryWatch(List<HandlerRunner> runners, Duration shortestTimeout, Consumer<Error> breakdown) {
    this.runners = runners;
    this.breakdown = breakdown;
    long tick = shortestTimeout.toNanos() / 8;
    tickNanos = Math.clamp(tick, TICK_MIN.toNanos(), TICK_MAX.toNanos());
  }

  void start() {
    Thread thread = new Thread(this::run, "delivery-watch");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    stop.countDown();
  }

  private void run() {
    try {
      while (!stop.await(tickNanos, TimeUnit.NANOSECONDS)) {
        for (HandlerRunner runner : runners) {
          runner.check();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; ends the thread
    } catch (Error e) { // calls that hang would never be cut
      breakdown.accept(e);
    }
  }
}
