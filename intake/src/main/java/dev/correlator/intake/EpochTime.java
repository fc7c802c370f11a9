package dev.correlator.intake;

/**
 * Reads times that are numbers: seconds since 1970-01-01T00:00:00Z, with or without a fraction, or
 * milliseconds, microseconds or nanoseconds; which one follows from how large it is, so that each
 * can be told from 1973 on.
 */
final class EpochTime {

  static final long NONE = Long.MIN_VALUE;

  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = SECONDS_BELOW * 1_000;
  private static final long MICROS_BELOW = MILLIS_BELOW * 1_000;

  private EpochTime() {}

  /** The time in nanoseconds, or {@link #NONE}. */
  static long read(byte[] b, int from, int to) {
    int p = from;
    long number = 0;
    while (p < to && Words.isDigit(b[p])) {
      if (p - from == 18) {
        return nanoseconds(b, from, to);
      }
      number = number * 10 + b[p++] - '0';
    }
    if (p == from || p < to && b[p] != '.') {
      return NONE;
    }
    long unit =
        number < SECONDS_BELOW
            ? Dates.SECOND
            : number < MILLIS_BELOW ? 1_000_000 : number < MICROS_BELOW ? 1_000 : 1;
    long fraction = 0;
    long part = unit;
    for (int i = p + 1; i < to; i++) {
      if (!Words.isDigit(b[i])) {
        return NONE;
      }
      part /= 10;
      fraction += part * (b[i] - '0');
    }
    return number > Long.MAX_VALUE / unit - 1 ? NONE : number * unit + fraction;
  }

  /** A number of nineteen digits, which may be too large. */
  private static long nanoseconds(byte[] b, int from, int to) {
    if (to - from != 19) {
      return NONE;
    }
    long number = 0;
    for (int p = from; p < to; p++) {
      if (!Words.isDigit(b[p])) {
        return NONE;
      }
      number = number * 10 + b[p] - '0';
    }
    return number < 0 ? NONE : number;
  }
}
