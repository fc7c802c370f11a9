package dev.correlator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Counts how many different values were seen in the window {@code (t - w, t]}, up to a limit; the
 * {@code limit} most recently seen values are kept, nothing else is needed to tell exactly whether
 * the limit was reached.
 */
public final class DistinctInWindow extends StateValue {

  private final int limit;
  private final long windowNanos;
  private LinkedHashMap<String, Long> seen = new LinkedHashMap<>(4);
  private boolean saved;
  private LinkedHashMap<String, Long> before = seen;

  /**
   * Makes an empty count.
   *
   * @param owner the state that holds it
   * @param limit up to how many are told apart, 1 to 10,000
   * @param window the window's length, more than 0
   */
  public DistinctInWindow(State owner, int limit, Duration window) {
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
   * Adds a value, seen not before the last one added.
   *
   * @return how many different values lie in the window that ends now, at most the limit
   */
  public int add(String value, Instant time) {
    if (saved) {
      before = new LinkedHashMap<>(seen);
      saved = false;
    }
    long now = SlidingCount.nanos(time);
    seen.remove(value); // so that it goes to the end: the map is in the order of last sight
    seen.put(value, now);
    var oldest = seen.entrySet().iterator();
    while (seen.size() > limit
        || oldest.hasNext() && seen.firstEntry().getValue() <= now - windowNanos) {
      seen.pollFirstEntry();
      oldest = seen.entrySet().iterator();
    }
    return seen.size();
  }

  @Override
  void save() {
    saved = true;
    before = seen;
  }

  @Override
  void restore() {
    seen = before;
    saved = false;
  }
}
