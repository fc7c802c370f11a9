package dev.correlator.api;

/** A condition on events, as written by a user under {@code when}. Safe for use by any thread. */
@FunctionalInterface
public interface Filter {

  /**
   * Whether the event passes. A condition that cannot be evaluated (a missing value) does not hold.
   */
  boolean passes(EventEnvelope<?> envelope);
}
