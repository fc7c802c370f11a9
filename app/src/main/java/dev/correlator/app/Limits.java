package dev.correlator.app;

import org.jspecify.annotations.Nullable;

/** Limits in words. */
final class Limits {

  private Limits() {}

  /** Behind a noun: {@code " of at least 2"}. */
  static String words(@Nullable String min, @Nullable String max) {
    if (min != null && max != null) {
      return " from " + min + " to " + max;
    }
    if (min != null) {
      return " of at least " + min;
    }
    return max == null ? "" : " of at most " + max;
  }

  /** Behind a clause: {@code ", at least 1s"}. */
  static String clause(@Nullable String min, @Nullable String max) {
    if (min != null && max != null) {
      return ", from " + min + " to " + max;
    }
    if (min != null) {
      return ", at least " + min;
    }
    return max == null ? "" : ", at most " + max;
  }

  /** Without a point where there is nothing behind it. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
