package dev.correlator.delivery;

import java.time.Duration;

/** Writes durations as seconds: {@code 252}, {@code 0.25}, {@code -1.5}. Exact, no exponent. */
final class Seconds {

  private static final int NANO_DIGITS = 9;

  private Seconds() {}

  static String text(Duration duration) {
    long whole = duration.getSeconds();
    int nanos = duration.getNano();
    if (nanos == 0) {
      return Long.toString(whole);
    }
    boolean negative = whole < 0;
    if (negative) { // -0.5 s is -1 s and 500,000,000 ns
      whole = -(whole + 1);
      nanos = 1_000_000_000 - nanos;
    }
    String digits = Integer.toString(nanos);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    StringBuilder text = new StringBuilder();
    if (negative) {
      text.append('-');
    }
    return text.append(whole)
        .append('.')
        .repeat('0', NANO_DIGITS - digits.length())
        .append(digits, 0, end)
        .toString();
  }
}
