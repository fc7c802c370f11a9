package dev.correlator.api;

import java.time.Duration;

/**
 * Describes a threshold: the N-th fact of a key inside the window {@code (t - w, t]} raises the
 * event. State per key: the times of the last N facts. Mistakes are collected and told with those
 * of the whole module.
 */
public interface ThresholdFlow {

  /**
   * The facts to count. Mandatory.
   *
   * @param fact what an earlier stage tells
   * @return this
   */
  ThresholdFlow of(Class<? extends Fact> fact);

  /**
   * The components of the fact that are the key. Mandatory, given once.
   *
   * @param components 1 to 4 names
   * @return this
   */
  ThresholdFlow key(String... components);

  /**
   * How many in how long. Mandatory.
   *
   * @param limit at least 2, at most 10,000
   * @param window in event time, more than 0
   * @return this
   */
  ThresholdFlow count(int limit, Duration window);

  /**
   * When a key that raised the event may raise it again.
   *
   * @param rearm {@link Rearm#QUIET} where nothing is said
   * @return this
   */
  ThresholdFlow rearm(Rearm rearm);

  /**
   * A fact that empties the count of its key, and re-arms it.
   *
   * @param fact what an earlier stage tells; has components of the key's names
   * @param enabled false: it does not, as if this had not been said
   * @return this
   */
  ThresholdFlow reset(Class<? extends Fact> fact, boolean enabled);

  /**
   * Tells later stages, before each event, the different values that a component had in the facts
   * that are counted in it: each once, as a fact of this class, in the order in which they came. So
   * that a stage that follows the key from the event on knows what was before it. State per key:
   * the values of the last N facts too. Given once.
   *
   * @param component of the fact that is counted, a String, of which 254 bytes in UTF-8 are kept
   * @param fact filled by name, with components of the key and this one, which is null for facts
   *     that have none
   * @return this
   */
  ThresholdFlow tellEach(String component, Class<? extends Fact> fact);

  /**
   * Adds 1 to a metric for each event.
   *
   * @param metric a component of an event of {@link Flow#statistics}
   * @return this
   */
  ThresholdFlow tally(String metric);

  /**
   * The largest number of keys kept; with more, the one that was longest without a fact is given
   * up.
   *
   * @param maxKeys at least 50,000; 200,000 where nothing is said
   * @return this
   */
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
