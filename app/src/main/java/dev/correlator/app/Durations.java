package dev.correlator.app;

import dev.correlator.core.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How long many things took, in bounded space: the first {@value #EXACT_MAX} one by one. Are there
 * more, they are counted in classes of about 3 % width, of each of which the shortest is known: a
 * median is then one of the durations, and right to that. Used by one thread.
 */
final class Durations {

  /** As many are kept one by one. */
  static final int EXACT_MAX = 64;

  /** Classes for each doubling: 2 to this power. */
  private static final int FINE_BITS = 5;

  private static final int FINE = 1 << FINE_BITS;

  private static final int CLASSES = FINE * 64;

  /** In milliseconds, as they came, while there are not too many. */
  private long[] exact = new long[1];

  /** How many there are of each class; empty while they are kept one by one. */
  private long[] classes = {};

  /** The shortest of each class in milliseconds, where there is one. */
  private long[] shortest = {};

  private long count;
  private long longestMillis;

  /** Adds the time between two times: none where the second is before the first. */
  void add(Instant from, Instant to) {
    // Without an object for each.
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    long nanos = (long) to.getNano() - from.getNano();
    long millis = Math.max(0, seconds * 1000 + Math.floorDiv(nanos, 1_000_000L));
    if (count < EXACT_MAX) {
      int at = (int) count;
      exact = at < exact.length ? exact : Arrays.copyOf(exact, at * 2);
      exact[at] = millis;
    } else {
      classify();
      classify(millis);
    }
    count++;
    longestMillis = Math.max(longestMillis, millis);
  }

  /** There are too many to be kept one by one. */
  private void classify() {
    if (classes.length == 0) {
      classes = new long[CLASSES];
      shortest = new long[CLASSES];
      for (long millis : exact) {
        classify(millis);
      }
      exact = new long[0];
    }
  }

  private void classify(long millis) {
    int c = classOf(millis);
    shortest[c] = classes[c] == 0 ? millis : Math.min(shortest[c], millis);
    classes[c]++;
  }

  private static int classOf(long v) {
    if (v < FINE) {
      return (int) v;
    }
    int power = 63 - Long.numberOfLeadingZeros(v);
    int shift = power - FINE_BITS;
    return (shift + 1 << FINE_BITS) + (int) (v >>> shift) - FINE;
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
    if (classes.length == 0) {
      return Duration.ofMillis(count == 0 ? 0 : sorted()[(int) wanted - 1]);
    }
    int c = 0;
    for (long seen = classes[0]; seen < wanted; seen += classes[c]) {
      c++;
    }
    return Duration.ofMillis(shortest[c]);
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(exact, (int) count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Takes a class of durations: the shortest of it in milliseconds, and how many there are. */
  interface ClassTaker {
    /** Takes it. */
    void take(long shortestMillis, long count);
  }

  /** Tells the classes that are not empty, from the shortest on; of few each length is one. */
  void classes(ClassTaker taker) {
    if (classes.length == 0) {
      long[] sorted = sorted();
      int from = 0;
      for (int to = 1; to <= sorted.length; to++) {
        if (to == sorted.length || sorted[to] != sorted[from]) {
          taker.take(sorted[from], to - from);
          from = to;
        }
      }
    }
    for (int c = 0; c < classes.length; c++) {
      if (classes[c] > 0) {
        taker.take(shortest[c], classes[c]);
      }
    }
  }

  Duration longest() {
    return Duration.ofMillis(longestMillis);
  }

  /**
   * To the millisecond below a minute ({@code 1.8s}, {@code 200ms}), else as {@link DurationWords}
   * has it: for what stands beside times that have milliseconds.
   */
  static String fineText(Duration d) {
    long millis = d.toMillis();
    if (millis < 1000 || millis >= 60_000 || millis % 1000 == 0) {
      return DurationWords.of(d);
    }
    // Not BigDecimal: at its first use it makes powers of five, 11 ms of the 150 of a small log.
    String thousandths = Long.toString(1000 + millis % 1000).substring(1);
    int digits = thousandths.length();
    while (thousandths.charAt(digits - 1) == '0') {
      digits--;
    }
    return millis / 1000 + "." + thousandths.substring(0, digits) + "s";
  }
}
