package dev.correlator.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Times as nanoseconds since 1970-01-01T00:00:00Z in a long: the years 1678 to 2261. Stampers keep
 * what they read inside these.
 */
final class Times {

  static final long SECOND = 1_000_000_000L;

  private Times() {}

  static Instant instant(long nanos) {
    long seconds = nanos / SECOND;
    return Instant.ofEpochSecond(seconds, nanos - seconds * SECOND); // below 0 before 1970
  }

  static long nanos(Instant t) {
    return Math.addExact(Math.multiplyExact(t.getEpochSecond(), SECOND), t.getNano());
  }

  /** The length in nanoseconds, or the nearest long where it does not fit. */
  static long nanos(Duration d) {
    try {
      return d.toNanos();
    } catch (ArithmeticException e) {
      return d.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The time in nanoseconds, or the nearest long where it does not fit. */
  static long clamped(Instant t) {
    try {
      return nanos(t);
    } catch (ArithmeticException e) {
      return t.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** a - b, or the smallest long where that does not fit: b is not negative. */
  static long minus(long a, long b) {
    long d = a - b;
    return d > a ? Long.MIN_VALUE + 1 : d;
  }

  /** a + b, or the largest long where that does not fit: b is not negative. */
  static long plus(long a, long b) {
    long s = a + b;
    return s < a ? Long.MAX_VALUE : s;
  }
}
