package dev.correlator.core;

/**
 * The records behind the one that is being stamped, in the same source: a {@link Stamper} asks
 * them, for few records, whether a leap in time is true. Used during the call only.
 */
public interface Following {

  /**
   * How the time of a following record is to be read.
   *
   * @param n 1 for the next record
   * @return the ordinal of a {@link dev.correlator.api.RecordHeader.Clock}, or -1 behind the
   *     source's last record
   */
  int clock(int n);

  /** The time of a following record; asked only where there is one. */
  long timeNanos(int n);

  /** No record follows. */
  Following NONE =
      new Following() {
        @Override
        public int clock(int n) {
          return -1;
        }

        @Override
        public long timeNanos(int n) {
          throw new IllegalArgumentException("no record follows: " + n);
        }
      };
}
