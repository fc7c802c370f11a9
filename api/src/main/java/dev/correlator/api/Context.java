package dev.correlator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What code of a stage can ask and do. Valid during the call alone. */
public interface Context {

  /** The effective time of the input or timer. */
  Instant time();

  /** The parts of the key, empty where there is none. */
  List<String> key();

  /** Sends an event to the handlers, and to later stages that take it. */
  <E extends Record & Event> void emit(E event);

  /** Tells later stages a fact. */
  <F extends Record & Fact> void tell(F fact);

  /**
   * Lets a timer go off after this long; replaces one of this name; at most 8 names per key.
   *
   * @param timer a name that {@link StageFlow#onTimer} takes
   * @param after what is less than 0 is 0: after the inputs of the present time
   */
  void in(String timer, Duration after);

  /** Lets a timer go off at this time; in the past: after the inputs of the present time. */
  void at(String timer, Instant due);

  /** Takes the timer of this name back, if there is one. */
  void cancel(String timer);

  /** Forgets the key's state and timers after this call. */
  void forget();

  /**
   * Adds 1 to a metric.
   *
   * @param metric a component of an event of {@link Flow#statistics}, here and below
   */
  default void count(String metric) {
    count(metric, 1);
  }

  /** Adds n, which may be negative, to a metric. */
  void count(String metric, long n);

  /** Counts distinct values: exact to 10,000 in a period, then marked as an estimate. */
  void distinct(String metric, String value);

  /** Lowers a metric to this value if it is the smallest of the period. */
  void min(String metric, long value);

  /** Raises a metric to this value if it is the largest of the period. */
  void max(String metric, long value);

  /** The start of the calendar's period that {@link #time} lies in. */
  Instant period(Calendar calendar);
}
