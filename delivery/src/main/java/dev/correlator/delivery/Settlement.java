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

  private static final System.Logger LOG = System.getLogger(Settlement.class.getName());

  private final String name;
  private final EventHandler<?> handler;
  private final CallWatch watch;
  private final RetryPolicy retries;
  private final HandlerLedger ledger;
  private final Consumer<EventsLost> losses;
  private final Consumer<String> givingUp;
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
    this.watch = watch;
    this.retries = retries;
    this.ledger = ledger;
    this.losses = losses;
    this.givingUp = givingUp;
  }

  /** Settles all events of a batch, unless the handler is given up meanwhile. */
  void settle(List<EventEnvelope<?>> batch) {
    ArrayDeque<List<EventEnvelope<?>>> parts = new ArrayDeque<>();
    parts.add(batch);
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
   * Hands events over until they are settled.
   *
   * @return those that are to be tried in two parts, as the handler's code threw; two at least
   */
  private List<EventEnvelope<?>> settlePart(List<EventEnvelope<?>> part) {
    List<EventEnvelope<?>> left = part;
    for (int tries = 1; ; tries++) {
      String reason;
      Duration after = Duration.ZERO;
      switch (Attempt.of(handler, left, watch)) {
        case Attempt.Answered answered -> {
          Deferrals put = count(left, answered);
          left = put.events;
          after = put.after;
          reason = put.reason;
        }
        case Attempt.Broken broken -> {
          countBroken(broken);
          if (broken.splits() && left.size() > 1 && brokenInARow < BROKEN_CALLS_MAX) {
            return left;
          }
          reason = broken.reason();
        }
      }
      if (left.isEmpty() || !ledger.isOpen()) {
        return List.of();
      }
      if (brokenInARow >= BROKEN_CALLS_MAX || lateInARow >= LATE_CALLS_MAX) {
        givingUp.accept(brokenInARow + " calls in a row failed, the last: " + reason);
        return List.of();
      }
      if (tries >= retries.tries() || !pause(retries.waitNanos(tries, after))) {
        tell(ledger.fail(left.size(), reason));
        return List.of();
      }
    }
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
      switch (answered.results().get(i)) {
        case DeliveryResult.Delivered done -> through++;
        case DeliveryResult.Deferred later -> put.add(events.get(i), later);
        case DeliveryResult.Refused never -> {
          if (refusals.isEmpty()) {
            refusals = new ArrayList<>();
          }
          refusals.add(never.reason());
        }
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
      LOG.log(
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
