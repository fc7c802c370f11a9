package dev.correlator.delivery;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.VisibleText;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a handler has been given and what became of it: its queue, its counts, its state. At any
 * time {@code taken = delivered + refused + failed + unsettled}. Safe for threads; locked per list
 * of events, not per event.
 */
final class HandlerLedger {

  private final String name;
  private final HandlerQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Losses losses = new Losses();
  private HandlerState state = HandlerState.OPEN;
  private @Nullable String error;
  private boolean finishing;
  private boolean drained;
  private long taken;
  private long delivered;
  private long deferred;
  private long refused;
  private long failed;
  private long withheld;
  private long failedCalls;
  private long undecided;
  private @Nullable String undecidedError;
  private long nextLossNotice = 1;

  HandlerLedger(String name, int queueEvents) {
    this.name = name;
    queue = new HandlerQueue(queueEvents);
  }

  // ---- what the givers do

  /**
   * Gives a batch. While the queue is full it waits, as long as events are settled.
   *
   * @param patienceNanos how long it waits without one being settled
   * @return false if it has waited that long, and has not given the batch
   */
  boolean put(List<EventEnvelope<?>> batch, long patienceNanos) throws InterruptedException {
    lock.lock();
    try {
      long settledBefore = settled();
      long leftNanos = patienceNanos;
      while (state == HandlerState.OPEN && !queue.hasRoom(batch.size())) {
        if (settled() != settledBefore) {
          settledBefore = settled();
          leftNanos = patienceNanos;
        } else if (leftNanos <= 0) {
          return false;
        }
        leftNanos = room.awaitNanos(leftNanos);
      }
      add(batch);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives events at once, however full the queue is. */
  void putNow(List<EventEnvelope<?>> events) {
    lock.lock();
    try {
      add(events);
    } finally {
      lock.unlock();
    }
  }

  private void add(List<EventEnvelope<?>> batch) {
    switch (state) {
      case OPEN -> {
        if (!drained) { // else it is being closed: an operational event that comes too late for it
          taken += batch.size();
          queue.add(batch);
          work.signal();
        }
      }
      case FAILED -> {
        taken += batch.size();
        failed += batch.size();
        losses.add(error == null ? "failed" : error, batch.size());
      }
      case WITHHELD -> withheld += batch.size();
      case CLOSED -> {}
    }
  }

  private long settled() {
    return delivered + refused + failed;
  }

  /** No more events will come. */
  void finish() {
    lock.lock();
    try {
      finishing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on the handler has failed, and so have all events that it has not settled.
   *
   * @return how many these are; -1 if it was not open: nothing has changed
   */
  long giveUp(String reason) {
    lock.lock();
    try {
      if (state != HandlerState.OPEN) {
        return -1;
      }
      state = HandlerState.FAILED;
      error = reason;
      long lost = queue.unsettled();
      if (lost > 0) {
        failed += lost;
        losses.add(reason, lost);
      }
      queue.clear();
      work.signal();
      room.signal();
      return lost;
    } finally {
      lock.unlock();
    }
  }

  HandlerReport report() {
    lock.lock();
    try {
      return new HandlerReport(
          name,
          state,
          taken,
          delivered,
          deferred,
          refused,
          failed,
          withheld,
          failedCalls,
          undecided,
          undecidedError,
          losses.list(),
          error);
    } finally {
      lock.unlock();
    }
  }

  /** The condition could not be evaluated of an event. */
  void countUndecided(String why) {
    lock.lock();
    try {
      undecided++;
      if (undecidedError == null) {
        undecidedError = VisibleText.of(Losses.cut(why));
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- what the handler's thread does

  /** The handler will not be opened. */
  void withhold() {
    lock.lock();
    try {
      state = HandlerState.WITHHELD;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next batch; null when there is none and none will come, or the handler has been given up.
   */
  @Nullable List<EventEnvelope<?>> next() {
    lock.lock();
    try {
      while (state == HandlerState.OPEN && queue.isEmpty() && !finishing) {
        work.awaitUninterruptibly();
      }
      List<EventEnvelope<?>> batch = state == HandlerState.OPEN ? queue.take() : null;
      drained = batch == null;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    lock.lock();
    try {
      return state == HandlerState.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** What failed, if the handler has failed. */
  @Nullable String error() {
    lock.lock();
    try {
      return error;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Events are settled, or put off, by the handler.
   *
   * @param through how many the receiver has
   * @param refusals the reasons of those that were refused
   * @param putOff how many are to be tried again
   * @return what others should know, if anything
   */
  @Nullable EventsLost settle(int through, List<String> refusals, int putOff) {
    lock.lock();
    try {
      if (state != HandlerState.OPEN) {
        return null; // given up meanwhile: they have been counted
      }
      delivered += through;
      deferred += putOff;
      refused += refusals.size();
      for (String reason : refusals) {
        losses.add(reason, 1);
      }
      queue.settled(through + refusals.size());
      room.signal();
      return refusals.isEmpty() ? null : lossNotice(refusals.getLast());
    } finally {
      lock.unlock();
    }
  }

  /** Events did not get through and are not tried again. */
  @Nullable EventsLost fail(int events, String reason) {
    lock.lock();
    try {
      if (state != HandlerState.OPEN) {
        return null;
      }
      failed += events;
      losses.add(reason, events);
      queue.settled(events);
      room.signal();
      return lossNotice(reason);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable EventsLost lossNotice(String reason) {
    long lost = refused + failed;
    if (lost < nextLossNotice) {
      return null;
    }
    nextLossNotice = Long.highestOneBit(lost) << 1;
    return new EventsLost(name, Losses.cut(VisibleText.of(reason)), lost);
  }

  /** A call failed; how many have in all. */
  long countFailedCall() {
    lock.lock();
    try {
      return ++failedCalls;
    } finally {
      lock.unlock();
    }
  }

  /** Waits; less long if the handler is given up. */
  void pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && state == HandlerState.OPEN) {
        left = work.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread outside a call", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The handler is closed.
   *
   * @param problem what went wrong with that, null if nothing did
   */
  void closed(@Nullable String problem) {
    lock.lock();
    try {
      if (error == null) {
        error = problem;
      }
      if (state == HandlerState.OPEN) {
        state = problem == null ? HandlerState.CLOSED : HandlerState.FAILED;
      }
    } finally {
      lock.unlock();
    }
  }
}
