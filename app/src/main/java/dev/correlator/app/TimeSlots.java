package dev.correlator.app;

import dev.correlator.api.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many transactions ended when, by type, outcome and reason, in bounded space: the slots of
 * time become wider when there would be too many of them. Used by one thread.
 */
final class TimeSlots {

  /** The most slots from the first to the last. */
  static final int SLOTS_MAX = 240;

  /** What is told apart; the others are counted by outcome, as of no type and no reason. */
  static final int SERIES_MAX = 60;

  /** Instead of the number of a type where too much would be told apart. */
  static final int NO_TYPE = -1;

  private static final long SECOND = 1_000;
  private static final long HOUR = 3_600 * SECOND;
  private static final long DAY = 24 * HOUR;

  /** Widths in milliseconds, each a multiple of the one before; behind them each is doubled. */
  private static final long[] WIDTHS = {
    SECOND,
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    60 * SECOND,
    300 * SECOND,
    900 * SECOND,
    1_800 * SECOND,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    7 * DAY,
    28 * DAY
  };

  /**
   * What is counted apart.
   *
   * @param type the number of their {@link PageType}, or {@link #NO_TYPE}
   * @param outcome how transactions ended
   * @param reason why, or null
   */
  record Series(int type, Outcome outcome, @Nullable String reason) {}

  private final ZoneId zone;
  private final Map<Series, Integer> series = new LinkedHashMap<>();
  private TreeMap<Long, long[]> slots = new TreeMap<>();
  private int widthIndex;
  private long width = WIDTHS[0];

  /** What is added to a time so that days begin where those of the zone do. */
  private long shift;

  /**
   * Counts nothing yet.
   *
   * @param zone whose days and hours the slots begin with
   */
  TimeSlots(ZoneId zone) {
    this.zone = zone;
  }

  /** Counts the end of a transaction. */
  void add(int type, Outcome outcome, @Nullable String reason, Instant ended) {
    long millis = ended.toEpochMilli();
    if (slots.isEmpty()) {
      shift = zone.getRules().getOffset(ended).getTotalSeconds() * SECOND;
    }
    int number = number(new Series(type, outcome, reason));
    long slot = Math.floorDiv(millis + shift, width);
    while (!slots.isEmpty()
        && Math.max(slots.lastKey(), slot) - Math.min(slots.firstKey(), slot) >= SLOTS_MAX) {
      widen();
      slot = Math.floorDiv(millis + shift, width);
    }
    slots.computeIfAbsent(slot, s -> new long[SERIES_MAX + Outcome.values().length])[number]++;
  }

  private int number(Series of) {
    Integer known = series.get(of);
    if (known != null) {
      return known;
    }
    Series added = series.size() < SERIES_MAX ? of : new Series(NO_TYPE, of.outcome(), null);
    return series.computeIfAbsent(added, s -> series.size());
  }

  private void widen() {
    widthIndex++;
    long before = width;
    width = widthIndex < WIDTHS.length ? WIDTHS[widthIndex] : 2 * width;
    TreeMap<Long, long[]> wider = new TreeMap<>();
    long times = width / before;
    slots.forEach((slot, counts) ->
        wider.merge(
            Math.floorDiv(slot, times),
            counts,
            (a, b) -> {
              Arrays.setAll(a, i -> a[i] + b[i]);
              return a;
            }));
    slots = wider;
  }

  /** What is counted apart, in the order of the counts. */
  List<Series> series() {
    return List.copyOf(series.keySet());
  }

  /** How wide each slot is, in milliseconds. */
  long widthMillis() {
    return width;
  }

  /** When the first slot begins, in milliseconds since 1970. */
  long firstMillis() {
    return slots.isEmpty() ? 0 : slots.firstKey() * width - shift;
  }

  /** The counts of a series in each slot, from the first to the last. */
  List<Long> counts(int number) {
    List<Long> counts = new ArrayList<>();
    if (!slots.isEmpty()) {
      for (long slot = slots.firstKey(); slot <= slots.lastKey(); slot++) {
        long[] here = slots.get(slot);
        counts.add(here == null ? 0 : here[number]);
      }
    }
    return counts;
  }
}
