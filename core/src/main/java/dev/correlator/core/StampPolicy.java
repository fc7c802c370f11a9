package dev.correlator.core;

import java.time.Duration;

/**
 * How effective times follow from the times in records.
 *
 * @param order what the order of a source's records says
 * @param jitterNanos how far a record may be behind the one before of its origin and still be in
 *     order
 */
public record StampPolicy(Order order, long jitterNanos) {

  /** What the order of a source's records says about their times. */
  public enum Order {
    /**
     * Records of an origin stand in the order in which they were made: a time that goes back a
     * little is raised to the one before. Files, TCP.
     */
    ARRIVAL,
    /** The time in the record decides; records are sorted by it as far as the hold reaches. UDP. */
    TIME
  }

  /** What threads that write out of order and clocks that are read early explain: 2 s. */
  public static final Duration JITTER = Duration.ofSeconds(2);

  /** Checks. */
  public StampPolicy {
    if (jitterNanos < 0) {
      throw new IllegalArgumentException("jitterNanos is negative: " + jitterNanos);
    }
  }

  /** The policy of an order, with {@link #JITTER}. */
  public static StampPolicy of(Order order) {
    return new StampPolicy(order, JITTER.toNanos());
  }
}
