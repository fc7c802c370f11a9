package dev.correlator.api;

/** A condition on events, as written by a user under {@code when}. Safe for use by any thread. */
@FunctionalInterface
public interface Filter {

  /**
   * Whether the event passes. A condition on a value that is missing does not hold.
   *
   * @throws RuntimeException if it cannot be evaluated for another reason: it does not hold, and
   *     the handler's report counts that
   */
  boolean passes(EventEnvelope<?> envelope);
}
