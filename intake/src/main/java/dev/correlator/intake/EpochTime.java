package dev.correlator.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads times that are numbers: seconds since 1970-01-01T00:00:00Z, with or without a fraction, or
 * milliseconds, microseconds or nanoseconds; which one follows from how large it is, so that each
 * can be told from 1973 on. One with an exponent ({@code 1.7724096e9}) costs an object.
 */
final class EpochTime {

  static final long NONE = Long.MIN_VALUE;

  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = SECONDS_BELOW * 1_000;
  private static final long MICROS_BELOW = MILLIS_BELOW * 1_000;

  /** The longest number with an exponent, and the most places behind the point that it has. */
  private static final int SCIENTIFIC_MAX = 40;

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
      return p == from ? NONE : scientific(b, from, to);
    }
    long unit = unit(number);
    long fraction = 0;
    long part = unit;
    for (int i = p + 1; i < to; i++) {
      if (!Words.isDigit(b[i])) {
        return scientific(b, from, to);
      }
      part /= 10;
      fraction += part * (b[i] - '0');
    }
    return number > Long.MAX_VALUE / unit - 1 ? NONE : number * unit + fraction;
  }

  private static long unit(long number) {
    return number < SECONDS_BELOW
        ? Dates.SECOND
        : number < MILLIS_BELOW ? 1_000_000 : number < MICROS_BELOW ? 1_000 : 1;
  }

  /** A number with an exponent, whose first byte is a digit. */
  private static long scientific(byte[] b, int from, int to) {
    int e = from;
    while (e < to && (Words.isDigit(b[e]) || b[e] == '.')) {
      e++;
    }
    if (to - from > SCIENTIFIC_MAX || e == to || (b[e] | 0x20) != 'e') {
      return NONE;
    }
    try {
      BigDecimal number = new BigDecimal(new String(b, from, to - from, StandardCharsets.US_ASCII));
      if (number.precision() - number.scale() > 18 || number.scale() > SCIENTIFIC_MAX) {
        return NONE;
      }
      BigDecimal nanos = number.multiply(BigDecimal.valueOf(unit(number.longValue())));
      return nanos.setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException | NumberFormatException none) {
      return NONE; // none at all, or too large
    }
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
