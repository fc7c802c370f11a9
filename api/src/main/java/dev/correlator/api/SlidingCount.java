package dev.correlator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Counts how many times lie in the window {@code (t - w, t]}, up to a limit; the last {@code limit}
 * times are kept, nothing else is needed to tell exactly whether the limit was reached.
 */
public final class SlidingCount extends StateValue {

  private static final long[] NONE = {};

  private final int limit;
  private final long windowNanos;
  private long[] times = NONE;
  private int size;
  private int next;
  private boolean saved;
  private long[] savedTimes = NONE;
  private int savedSize;
  private int savedNext;

  /**
   * Makes an empty count.
   *
   * @param owner the state that holds it
   * @param limit up to how many are told apart, 1 to 10,000
   * @param window the window's length, in event time, more than 0
   * @throws IllegalArgumentException if limit or window is another
   * @throws ArithmeticException if the window is of 292 years and more
   */
  public SlidingCount(State owner, int limit, Duration window) {
    super(owner);
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException("limit " + limit + " is not in 1..10000");
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window " + window + " is not more than 0");
    }
    this.limit = limit;
    this.windowNanos = window.toNanos();
  }

  /**
   * Adds a time.
   *
   * @param time not before the last one added, which is not checked
   * @return how many lie in the window that ends with it, at most the limit
   */
  public int add(Instant time) {
    keepSaved();
    if (size == times.length && size < limit) {
      int grown = Math.min(limit, Math.max(2, size * 2));
      long[] wider = Arrays.copyOf(times, grown);
      if (next < size) { // unroll: the ring was full
        System.arraycopy(times, next, wider, 0, size - next);
        System.arraycopy(times, 0, wider, size - next, next);
      }
      times = wider;
      next = size;
    }
    times[next] = nanos(time);
    next = next + 1 == times.length ? 0 : next + 1;
    if (size < times.length) {
      size++;
    }
    return at(time);
  }

  /**
   * How many of the times kept lie in the window that ends at this time.
   *
   * @param time not before the last one added: later times would count too
   * @return at most the limit
   */
  public int at(Instant time) {
    long after = nanos(time) - windowNanos;
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] > after) {
        n++;
      }
    }
    return n;
  }

  /** Forgets all times. */
  public void clear() {
    keepSaved();
    size = 0;
    next = 0;
  }

  private void keepSaved() {
    if (saved) {
      savedTimes = times.clone();
      savedSize = size;
      savedNext = next;
      saved = false;
    }
  }

  @Override
  void save() {
    saved = true;
    savedTimes = NONE;
    savedSize = -1;
  }

  @Override
  void restore() {
    if (!saved && savedSize >= 0) {
      times = savedTimes;
      size = savedSize;
      next = savedNext;
    }
    saved = false;
  }

  static long nanos(Instant t) {
    return t.getEpochSecond() * 1_000_000_000L + t.getNano();
  }
}
