package dev.correlator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many different values were seen in the window {@code (t - w, t]}, up to a limit; the
 * {@code limit} most recently seen values are kept, nothing else is needed to tell exactly whether
 * the limit was reached.
 */
public final class DistinctInWindow extends StateValue {

  private final int limit;
  private final long windowNanos;

  /** In the order of the last sight. */
  private LinkedHashMap<String, Sight> seen = new LinkedHashMap<>(4);

  private long sights;
  private boolean saved;
  private List<Change> changes = List.of();

  /** When a value was seen last, and as the how manieth of all. */
  private record Sight(long nanos, long number) {}

  /** What a value was before it was changed, so that the change can be taken back. */
  private record Change(String value, @Nullable Sight former) {}

  /**
   * Makes an empty count.
   *
   * @param owner the state that holds it
   * @param limit up to how many are told apart, 1 to 10,000
   * @param window the window's length, in event time, more than 0
   * @throws IllegalArgumentException if limit or window is another
   * @throws ArithmeticException if the window is of 292 years and more
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
   * Adds a value.
   *
   * @param value kept whole while it is in the window
   * @param time when it was seen: not before the last one added, which is not checked
   * @return how many different values lie in the window that ends now, at most the limit
   */
  public int add(String value, Instant time) {
    long now = SlidingCount.nanos(time);
    note(value, seen.putLast(value, new Sight(now, sights++)));
    Map.Entry<String, Sight> oldest = seen.firstEntry();
    while (seen.size() > limit || oldest.getValue().nanos() <= now - windowNanos) {
      note(oldest.getKey(), oldest.getValue());
      seen.pollFirstEntry();
      oldest = seen.firstEntry();
    }
    return seen.size();
  }

  private void note(String value, @Nullable Sight former) {
    if (saved) {
      if (changes.isEmpty()) {
        changes = new ArrayList<>(2);
      }
      changes.add(new Change(value, former));
    }
  }

  @Override
  void save() {
    saved = true;
    changes = List.of();
  }

  @Override
  void restore() {
    for (int i = changes.size() - 1; i >= 0; i--) {
      Change c = changes.get(i);
      if (c.former() == null) {
        seen.remove(c.value());
      } else {
        seen.put(c.value(), c.former());
      }
    }
    if (!changes.isEmpty()) {
      List<Map.Entry<String, Sight>> sorted = new ArrayList<>(seen.entrySet());
      sorted.sort(Comparator.comparingLong(e -> e.getValue().number()));
      LinkedHashMap<String, Sight> ordered = new LinkedHashMap<>();
      sorted.forEach(e -> ordered.put(e.getKey(), e.getValue()));
      seen = ordered;
    }
    saved = false;
    changes = List.of();
  }
}
