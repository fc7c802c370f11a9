package dev.correlator.core;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a module counted in one shard, by period. Merged over the shards when a period
 * is over: sums, smallest, largest and sets do not depend on how the keys were spread.
 */
final class Metrics {

  /** Up to how many different values are counted exactly, per metric and period. */
  static final int DISTINCT_MAX = 10_000;

  /** One metric of one period. */
  static final class Cell {
    long sum;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    @Nullable Set<String> values;
    boolean estimated;

    /** The one that was counted last: the next one is often the same. */
    private @Nullable String last;

    void merge(Cell o) {
      sum += o.sum;
      min = Math.min(min, o.min);
      max = Math.max(max, o.max);
      estimated |= o.estimated;
      if (o.values != null) {
        o.values.forEach(this::distinct);
      }
    }

    void distinct(String value) {
      if (value.equals(last)) {
        return;
      }
      last = value;
      if (values == null) {
        values = new HashSet<>();
      }
      if (values.size() < DISTINCT_MAX) {
        values.add(value);
      } else if (!values.contains(value)) {
        estimated = true;
      }
    }

    /** What a statistics event shows. */
    long value() {
      if (values != null) {
        return values.size();
      } else if (min != Long.MAX_VALUE) {
        return min;
      } else if (max != Long.MIN_VALUE) {
        return max;
      }
      return sum;
    }
  }

  private final ModuleSpec module;

  /** By calendar, by start of the period, by metric. */
  private final TreeMap<Long, @Nullable Cell[]>[] periods;

  private final long[] from;
  private final long[] to;
  private final @Nullable Cell[][] present;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Metrics(ModuleSpec module) {
    this.module = module;
    int n = module.statistics.size();
    periods = new TreeMap[n];
    for (int i = 0; i < n; i++) {
      periods[i] = new TreeMap<>();
    }
    from = new long[n];
    to = new long[n];
    present = new Cell[n][];
  }

  void add(long tau, int metric, long n) {
    for (int i = 0; i < periods.length; i++) {
      cell(i, tau, metric).sum += n;
    }
  }

  void distinct(long tau, int metric, String value) {
    for (int i = 0; i < periods.length; i++) {
      cell(i, tau, metric).distinct(value);
    }
  }

  void min(long tau, int metric, long value) {
    for (int i = 0; i < periods.length; i++) {
      Cell c = cell(i, tau, metric);
      c.min = Math.min(c.min, value);
    }
  }

  void max(long tau, int metric, long value) {
    for (int i = 0; i < periods.length; i++) {
      Cell c = cell(i, tau, metric);
      c.max = Math.max(c.max, value);
    }
  }

  private Cell cell(int i, long tau, int metric) {
    if (tau < from[i] || tau >= to[i]) {
      from[i] = module.statistics.get(i).start(tau);
      to[i] = module.statistics.get(i).end(tau);
      present[i] = periods[i].computeIfAbsent(from[i], s -> new Cell[module.metrics.size()]);
    }
    @Nullable Cell[] cells = present[i];
    Cell c = cells[metric];
    if (c == null) {
      c = new Cell();
      cells[metric] = c;
    }
    return c;
  }

  /** The start of the earliest period of a calendar that something was counted in, or null. */
  @Nullable Long earliest(int calendar) {
    return periods[calendar].isEmpty() ? null : periods[calendar].firstKey();
  }

  /** Takes a period out, or null. */
  @Nullable Cell @Nullable [] take(int calendar, long start) {
    if (from[calendar] == start) {
      to[calendar] = from[calendar]; // the next count looks its period up again
    }
    return periods[calendar].remove(start);
  }
}
