package dev.correlator.api;

/** How a transaction ended. */
public enum Outcome {
  /** The rule that ended it says it succeeded. */
  COMPLETED,
  /** The rule that ended it says it failed; the reason is the rule's. */
  FAILED,
  /** Its deadline passed before it ended. */
  TIMED_OUT,
  /** A record that starts a new transaction of the same key came before it ended. */
  SUPERSEDED,
  /** Its end was seen but not its start, as at the beginning of a file. */
  END_WITHOUT_START,
  /** It was given up because the cap of keys was reached. */
  EVICTED,
  /** The input ended before its deadline: neither succeeded nor failed. */
  OPEN_AT_END;

  /** Whether the work is known not to have been done: FAILED or TIMED_OUT. */
  public boolean isFailure() {
    return this == FAILED || this == TIMED_OUT;
  }
}
