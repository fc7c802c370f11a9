package dev.correlator.api;

import java.time.Duration;

/**
 * Describes a threshold: the N-th fact of a key inside the window {@code (t - w, t]} raises the
 * event. State per key: the times of the last N facts.
 */
public interface ThresholdFlow {

  /** The facts to count. */
  ThresholdFlow of(Class<? extends Fact> fact);

  /** The components of the fact that are the key. Given once. */
  ThresholdFlow key(String... components);

  /**
   * How many in how long. Mandatory.
   *
   * @param limit at least 2, at most 10,000
   * @param window more than 0
   */
  ThresholdFlow count(int limit, Duration window);

  /** When a key that raised the event may raise it again. Default {@link Rearm#QUIET}. */
  ThresholdFlow rearm(Rearm rearm);

  /**
   * A fact that empties the count of its key, and re-arms it.
   *
   * @param enabled false: it does not, as if this had not been said
   */
  ThresholdFlow reset(Class<? extends Fact> fact, boolean enabled);

  /** Adds 1 to a metric for each event. */
  ThresholdFlow tally(String metric);

  /** The largest number of keys kept. Default 200,000; at least 50,000. */
  ThresholdFlow maxKeys(int maxKeys);

  /** When a key that raised the event may raise it again. */
  enum Rearm {
    /** After a window's length without a fact: once per burst. */
    QUIET,
    /** When the count in the window has fallen below the limit. */
    DROP,
    /** At once: each further fact inside the window raises it. */
    EVERY,
    /** At once, with a count that starts at 0. */
    RESET
  }
}
