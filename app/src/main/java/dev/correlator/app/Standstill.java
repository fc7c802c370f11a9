package dev.correlator.app;

import dev.correlator.core.CodePlace;
import dev.correlator.core.DurationWords;
import java.io.Closeable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Names the code for which a run stands still. What a module, a condition on records or a format
 * does not return from cannot be stopped inside of a process; but whoever waits can be told for
 * whom. Has a thread of its own, which looks now and then at those that work.
 */
final class Standstill implements Closeable {

  /**
   * A call that is told of lasts as long, at the least; one that lasts twice as long is told of.
   */
  static final Duration EVERY = Duration.ofSeconds(5);

  private final long everyMillis;
  private final PrintWriter err;
  private final Thread watch =
      Thread.ofPlatform().name("standstill").daemon().unstarted(this::look);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long steps;

  /** Watches until it is closed. */
  Standstill(Duration every, PrintWriter err) {
    everyMillis = every.toMillis();
    this.err = err;
    watch.start();
  }

  /** The run goes on; called by one thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void moved() {
    steps++;
  }

  private void look() {
    long before = -1;
    long told = -1;
    Map<Thread, String> places = new HashMap<>();
    try {
      while (!closed.await(everyMillis, TimeUnit.MILLISECONDS)) {
        long now = steps;
        if (now == before && now != told) {
          Map<Thread, String> present = places();
          present.keySet().retainAll(places.keySet());
          if (!present.isEmpty()) {
            told = now;
            present.values().forEach(this::tell);
          }
        }
        before = now;
        places = places();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where threads of the run are in code that is not the program's own. */
  private static Map<Thread, String> places() {
    Map<Thread, String> places = new HashMap<>();
    Thread.getAllStackTraces()
        .forEach((thread, trace) -> {
          String place = CodePlace.calledByTheRun(trace);
          if (!place.isEmpty()) {
            places.put(thread, place);
          }
        });
    return places;
  }

  private void tell(String place) {
    err.println(
        "WARN    the run stands still, for more than "
            + DurationWords.of(Duration.ofMillis(everyMillis))
            + ", at "
            + Printable.line(place));
    err.flush();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
