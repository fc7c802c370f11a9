package dev.correlator.app;

import java.util.Locale;

/** Counts as reports and messages write them: {@code 1,204}. */
final class CountText {

  private CountText() {}

  /** The number, in groups of three digits. */
  static String of(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** So many of something whose plural is the usual one: {@code 1 record}, {@code 2 records}. */
  static String of(long n, String one) {
    return of(n) + " " + one + (n == 1 ? "" : "s");
  }
}
