package dev.correlator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What code of a stage can ask and do. Valid during the call alone. */
public interface Context {

  /**
   * The effective time of the input or timer.
   *
   * @return in event time: the same in each run over the same records
   */
  Instant time();

  /**
   * The parts of the key.
   *
   * @return 1 to 4; empty where there is none, as at the times of a calendar
   */
  List<String> key();

  /**
   * Sends an event to the handlers, and to later stages that take it; once the call has returned.
   *
   * @param <E> its class
   * @param event of components that are int, long, boolean, String, Instant, Duration or enums; of
   *     a String 32,767 bytes are kept
   * @throws IllegalArgumentException if it has others
   */
  <E extends Record & Event> void emit(E event);

  /**
   * Tells later stages a fact; once the call has returned.
   *
   * @param <F> its class
   * @param fact of components as an event's
   * @throws IllegalArgumentException if it has others
   */
  <F extends Record & Fact> void tell(F fact);

  /**
   * Lets a timer go off after this long; replaces one of this name; at most 8 names per key.
   *
   * @param timer a name that {@link StageFlow#onTimer} takes, here and below; with another one the
   *     call fails once it has returned, and is undone
   * @param after what is less than 0 is 0: after the inputs of the present time
   */
  void in(String timer, Duration after);

  /**
   * Lets a timer go off at this time; replaces one of this name.
   *
   * @param timer see {@link #in}
   * @param due in event time; in the past: after the inputs of the present time
   */
  void at(String timer, Instant due);

  /**
   * Takes the timer of this name back, if there is one.
   *
   * @param timer see {@link #in}
   */
  void cancel(String timer);

  /** Forgets the key's state and timers after this call. */
  void forget();

  /**
   * Adds 1 to a metric.
   *
   * @param metric a component of an event of {@link Flow#statistics}, here and below
   * @throws IllegalArgumentException if there is no such component, here and below
   */
  default void count(String metric) {
    count(metric, 1);
  }

  /**
   * Adds to a metric.
   *
   * @param metric see {@link #count(String)}
   * @param n any, negative ones too
   */
  void count(String metric, long n);

  /**
   * Counts distinct values: exact to 10,000 in a period, then marked as an estimate.
   *
   * @param metric see {@link #count(String)}
   * @param value counted once in a period
   */
  void distinct(String metric, String value);

  /**
   * Lowers a metric to this value if it is the smallest of the period.
   *
   * @param metric see {@link #count(String)}
   * @param value any
   */
  void min(String metric, long value);

  /**
   * Raises a metric to this value if it is the largest of the period.
   *
   * @param metric see {@link #count(String)}
   * @param value any
   */
  void max(String metric, long value);

  /**
   * The start of the calendar's period that {@link #time} lies in.
   *
   * @param calendar by the clock of the application's time zone
   * @return at or before that time
   */
  Instant period(Calendar calendar);
}
