package dev.correlator.core;

/**
 * What a {@link Stamper} remembers of an origin: the effective time that its records have reached.
 * One per origin and run, whatever sources its records come from; used by the thread that stamps.
 */
public final class OriginClock {

  /** The number of the origin, where it is one of several. */
  final int origin;

  /** The origin's own clock, which its next record is expected to be at or after. */
  long reachedNanos = Long.MIN_VALUE;

  /** The effective time of its last record. */
  long tauNanos = Long.MIN_VALUE;

  /** How many of its last records, one after the other, were far behind its own clock. */
  int stepsInARow;

  long adjusted;
  long retimed;
  long clockSteps;
  long future;

  /** Makes the clock of an origin that has not spoken yet. */
  public OriginClock() {
    this(0);
  }

  OriginClock(int origin) {
    this.origin = origin;
  }

  /** Whether no record was stamped yet. */
  public boolean isSilent() {
    return tauNanos == Long.MIN_VALUE;
  }

  /** The effective time of the last record, nanoseconds since the epoch. */
  public long tauNanos() {
    return tauNanos;
  }

  /** How many records were raised to the effective time of the one before. */
  public long adjusted() {
    return adjusted;
  }

  /** How many records got an effective time that is not their own because theirs had passed. */
  public long retimed() {
    return retimed;
  }

  /** How many records were further behind than jitter explains. */
  public long clockSteps() {
    return clockSteps;
  }

  /** How many records had a time so far ahead that it was not believed. */
  public long future() {
    return future;
  }
}
