package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a handler's events through, batch by batch: hands them over, tries those again that were
 * put off, before any later event, and ends with each delivered, refused or failed.
 *
 * <p>A batch on which the handler's code threw is tried again in halves, so that one event which
 * the code cannot take costs itself alone: some twenty calls for a batch of the largest size. A
 * handler that goes on like that is given up. Used by the handler's thread.
 */
final class Settlement {

  /** So many calls in a row without a settled event, and the handler is given up. */
  static final int BROKEN_CALLS_MAX = 20;

  /** The same for calls that took too long: each has cost the whole timeout. */
  static final int LATE_CALLS_MAX = 3;

  /** The first batch. With a timeout of 10 s it may take 600 ms per event without being cut. */
  private static final int BATCH_EVENTS_FIRST = 16;

  /** Batches grow while a call takes less than this part of the timeout ... */
  private static final int QUICK_PART = 8;

  /** ... and shrink when one takes more than this part. */
  private static final int SLOW_PART = 2;

  private final String name;
  private final EventHandler<?> handler;
  private final CallWatch watch;
  private final RetryPolicy retries;
  private final HandlerLedger ledger;
  private final Consumer<EventsLost> losses;
  private final Consumer<String> givingUp;
  private final long timeoutNanos;
  private int batchEvents = BATCH_EVENTS_FIRST;
  private int brokenInARow;
  private int lateInARow;
  private long waitedNanos;

  Settlement(
      HandlerSetup<?> setup,
      CallWatch watch,
      RetryPolicy retries,
      HandlerLedger ledger,
      Consumer<EventsLost> losses,
      Consumer<String> givingUp) {
    name = setup.name();
    handler = setup.handler();
    timeoutNanos = setup.timeout().toNanos();
    this.watch = watch;
    this.retries = retries;
    this.ledger = ledger;
    this.losses = losses;
    this.givingUp = givingUp;
  }

  /** Settles all events of a batch, unless the handler is given up meanwhile. */
  void settle(List<EventEnvelope<?>> batch) {
    int from = 0;
    while (from < batch.size() && ledger.isOpen()) {
      int to = Math.min(batch.size(), from + batchEvents);
      settleParts(batch.subList(from, to));
      from = to;
    }
  }

  private void settleParts(List<EventEnvelope<?>> events) {
    ArrayDeque<List<EventEnvelope<?>>> parts = new ArrayDeque<>();
    parts.add(events);
    while (!parts.isEmpty() && ledger.isOpen()) {
      List<EventEnvelope<?>> left = settlePart(parts.remove());
      if (!left.isEmpty()) {
        int half = left.size() / 2;
        parts.addFirst(left.subList(half, left.size()));
        parts.addFirst(left.subList(0, half));
      }
    }
  }

  /**
   * Hands events over until they are settled. A call that settled some of them is not counted as a
   * try of the others: a handler that is short of time may put off the rest.
   *
   * @return those that are to be tried in two parts, two at least: the handler's code threw, or the
   *     call took too long
   */
  private List<EventEnvelope<?>> settlePart(List<EventEnvelope<?>> part) {
    List<EventEnvelope<?>> left = part;
    int tries = 0;
    while (true) {
      String reason;
      long waitNanos;
      Attempt attempt = attempt(left);
      if (attempt instanceof Attempt.Answered answered) { // no switch, as in count
        Deferrals put = count(left, answered);
        tries = put.events.size() < left.size() ? 0 : tries + 1;
        waitNanos = retries.waitNanos(tries, put.after);
        left = put.events;
        reason = put.reason;
      } else {
        Attempt.Broken broken = (Attempt.Broken) attempt;
        countBroken(broken);
        tries++;
        waitNanos = retries.waitNanos(tries, Duration.ZERO);
        reason = broken.reason();
        if (broken.splits() && left.size() > 1 && !isHopeless()) {
          return left;
        }
      }
      if (left.isEmpty() || !ledger.isOpen()) {
        return List.of();
      }
      if (isHopeless()) {
        givingUp.accept(brokenInARow + " calls in a row failed, the last: " + reason);
        return List.of();
      }
      if (tries >= retries.tries() || !pause(waitNanos)) {
        tell(ledger.fail(left.size(), reason));
        return List.of();
      }
    }
  }

  private boolean isHopeless() {
    return brokenInARow >= BROKEN_CALLS_MAX || lateInARow >= LATE_CALLS_MAX;
  }

  private Attempt attempt(List<EventEnvelope<?>> events) {
    long began = System.nanoTime();
    Attempt attempt = Attempt.of(handler, events, watch);
    long took = System.nanoTime() - began;
    if (took > timeoutNanos / SLOW_PART) {
      batchEvents = Math.max(1, batchEvents / 2);
    } else if (attempt instanceof Attempt.Answered
        && took < timeoutNanos / QUICK_PART
        && events.size() == batchEvents) {
      batchEvents = Math.min(HandlerQueue.BATCH_EVENTS_MAX, batchEvents * 2);
    }
    return attempt;
  }

  /** Events that were put off, the longest wait asked for, and the last reason. */
  private static final class Deferrals {
    List<EventEnvelope<?>> events = List.of();
    Duration after = Duration.ZERO;
    String reason = "";

    void add(EventEnvelope<?> event, DeliveryResult.Deferred result) {
      if (events.isEmpty()) {
        events = new ArrayList<>();
      }
      events.add(event);
      after = result.after().compareTo(after) > 0 ? result.after() : after;
      reason = result.reason();
    }
  }

  private Deferrals count(List<EventEnvelope<?>> events, Attempt.Answered answered) {
    Deferrals put = new Deferrals();
    List<String> refusals = List.of();
    int through = 0;
    for (int i = 0; i < events.size(); i++) {
      DeliveryResult result = answered.results().get(i);
      // A switch over types is made by the JVM in each start.
      if (result instanceof DeliveryResult.Deferred later) {
        put.add(events.get(i), later);
      } else if (result instanceof DeliveryResult.Refused never) {
        if (refusals.isEmpty()) {
          refusals = new ArrayList<>();
        }
        refusals.add(never.reason());
      } else {
        through++;
      }
    }
    if (through + refusals.size() > 0) {
      brokenInARow = 0;
      lateInARow = 0;
    }
    if (answered.late()) {
      ledger.countFailedCall();
    }
    tell(ledger.settle(through, refusals, put.events.size()));
    return put;
  }

  private void countBroken(Attempt.Broken broken) {
    brokenInARow++;
    lateInARow = broken.late() ? lateInARow + 1 : 0;
    long calls = ledger.countFailedCall();
    if (Long.bitCount(calls) == 1) { // the 1st, 2nd, 4th ...: tells that it goes on, fills no disk
      // Asked for here, not kept: most runs log nothing, and can do without logging being started.
      System.getLogger(Settlement.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "A call of a handler failed. handler={0} failed_calls={1} why={2}",
              name,
              calls,
              broken.reason());
    }
  }

  private void tell(@Nullable EventsLost lost) {
    if (lost != null) {
      losses.accept(lost);
    }
  }

  /** Waits before the next try; false if the handler's waits are used up. */
  private boolean pause(long nanos) {
    if (waitedNanos + nanos > retries.inAll().toNanos()) {
      return false;
    }
    waitedNanos += nanos;
    ledger.pause(nanos);
    return true;
  }
}
