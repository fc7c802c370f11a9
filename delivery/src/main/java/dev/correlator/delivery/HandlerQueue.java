package dev.correlator.delivery;

import dev.correlator.api.EventEnvelope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for one handler, as the lists in which they came. Not safe for threads: its
 * {@link HandlerRunner} holds the lock.
 *
 * <p>Bound: {@code capacity} events including those that the handler has in hand. When it is full
 * the engine waits, see {@link HandlerRunner#offer}. Operational events go in all the same; there
 * are few of them: {@link Delivery#announce}.
 */
final class HandlerQueue {

  /** The most events that a handler is given in one call: the contract of the event handler. */
  static final int BATCH_EVENTS_MAX = 1_000;

  private final int capacity;
  private final ArrayDeque<List<EventEnvelope<?>>> lists = new ArrayDeque<>();
  private int waiting;
  private int inHand;

  HandlerQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Whether so many more events fit; an empty queue takes any list. */
  boolean hasRoom(int events) {
    int held = waiting + inHand;
    return held == 0 || held + events <= capacity;
  }

  void add(List<EventEnvelope<?>> list) {
    lists.add(list);
    waiting += list.size();
  }

  boolean isEmpty() {
    return lists.isEmpty();
  }

  /** Events that are not settled: waiting, or in the handler's hand. */
  int unsettled() {
    return waiting + inHand;
  }

  /** The next batch: small lists are put together, a long one is a batch by itself. */
  @Nullable List<EventEnvelope<?>> take() {
    List<EventEnvelope<?>> first = lists.poll();
    if (first == null) {
      return null;
    }
    List<EventEnvelope<?>> batch = first;
    List<EventEnvelope<?>> next = lists.peek();
    if (next != null && first.size() + next.size() <= BATCH_EVENTS_MAX) {
      batch = new ArrayList<>(first);
      while (next != null && batch.size() + next.size() <= BATCH_EVENTS_MAX) {
        batch.addAll(next);
        lists.remove();
        next = lists.peek();
      }
    }
    waiting -= batch.size();
    inHand = batch.size();
    return Collections.unmodifiableList(batch);
  }

  /** So many of the events in hand are settled. */
  void settled(int events) {
    inHand -= events;
  }

  void clear() {
    lists.clear();
    waiting = 0;
    inHand = 0;
  }
}
