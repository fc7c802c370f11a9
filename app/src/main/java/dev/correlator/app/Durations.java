package dev.correlator.app;

import java.time.Duration;
import java.util.Locale;

/**
 * How long many things took, in constant space: counted in classes of about 3 % width, so that the
 * median is right to that. Used by one thread.
 */
final class Durations {

  /** Classes for each doubling: 2 to this power. */
  private static final int FINE_BITS = 5;

  private static final int FINE = 1 << FINE_BITS;

  private final long[] classes = new long[FINE * 64];
  private long count;
  private long longestMillis;

  void add(Duration d) {
    long millis = Math.max(0, d.toMillis());
    classes[classOf(millis)]++;
    count++;
    longestMillis = Math.max(longestMillis, millis);
  }

  private static int classOf(long v) {
    if (v < FINE) {
      return (int) v;
    }
    int power = 63 - Long.numberOfLeadingZeros(v);
    int shift = power - FINE_BITS;
    return (shift + 1 << FINE_BITS) + (int) (v >>> shift) - FINE;
  }

  private static long smallestOf(int c) {
    if (c < FINE) {
      return c;
    }
    int shift = (c >> FINE_BITS) - 1;
    return (long) (FINE + (c & FINE - 1)) << shift;
  }

  long count() {
    return count;
  }

  /** The middle one; of an even number the lower. */
  Duration median() {
    return percentile(50);
  }

  /**
   * The shortest that so many percent of all do not exceed.
   *
   * @param percent 1 to 100
   */
  Duration percentile(int percent) {
    long wanted = (count * percent + 99) / 100;
    int c = 0;
    for (long seen = classes[0]; seen < wanted && c < classes.length - 1; seen += classes[c]) {
      c++;
    }
    return Duration.ofMillis(smallestOf(c));
  }

  /** Takes a class of durations: the smallest of it in milliseconds, and how many there are. */
  interface ClassTaker {
    /** Takes it. */
    void take(long smallestMillis, long count);
  }

  /** Tells the classes that are not empty, from the smallest on. */
  void classes(ClassTaker taker) {
    for (int c = 0; c < classes.length; c++) {
      if (classes[c] > 0) {
        taker.take(smallestOf(c), classes[c]);
      }
    }
  }

  Duration longest() {
    return Duration.ofMillis(longestMillis);
  }

  /**
   * In two units at most: {@code 350ms}, {@code 14s}, {@code 4m12s}, {@code 9h03m}, {@code 2d04h}.
   * Nothing is {@code 0s}: most logs have whole seconds, and no milliseconds were measured.
   */
  static String text(Duration d) {
    long s = d.toSeconds();
    if (s < 1) {
      return d.isZero() ? "0s" : d.toMillis() + "ms";
    } else if (s < 60) {
      return s + "s";
    } else if (s < 3600) {
      return String.format(Locale.ROOT, "%dm%02ds", s / 60, s % 60);
    } else if (s < 86_400) {
      return String.format(Locale.ROOT, "%dh%02dm", s / 3600, s / 60 % 60);
    }
    return String.format(Locale.ROOT, "%dd%02dh", s / 86_400, s / 3600 % 24);
  }
}
