package dev.correlator.app;

import dev.correlator.api.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a page as columns of numbers: much smaller than rows, and quick to read for a
 * browser. Written are, in the order of their beginnings: the ids (6 bytes each), then of variable
 * length, 7 bits in a byte, the last byte without the eighth: types, outcomes, reasons, beginnings
 * (distances from the one before), durations, keys, counts of records, counts of those kept, flags,
 * the numbers of those kept (distances from the one before), and the columns of values; then the
 * log lines: sources, lines and times (distances). Texts are numbers in {@link #strings}, 0 is
 * none. Distances that can be negative are doubled, and odd where they are.
 */
final class PageColumns {

  /** Whole numbers up to here are told apart by a browser. */
  private static final long EXACT_MAX = 1L << 53;

  private static final long NONE = Long.MIN_VALUE;

  /**
   * A column of values.
   *
   * @param name of the component
   * @param kind what the values are
   * @param values numbers, or numbers of texts
   */
  private record Column(String name, PageType.Kind kind, long[] values) {}

  private final List<PageType> types;
  private final int capacity;
  private final long[] ids;
  private final int[] typeNumbers;
  private final int[] outcomes;
  private final int[] reasons;
  private final int[] keys;
  private final long[] began;
  private final long[] ended;
  private final long[] counts;
  private final int[] flags;

  /** Where the handles of the records of each begin. */
  private final int[] from;

  private int[] handles = new int[1024];
  private int size;
  private final Map<PageType.Field, Column> columns = new LinkedHashMap<>();
  private final Map<String, Integer> strings = new LinkedHashMap<>();

  /**
   * Room for transactions.
   *
   * @param types the types, by their numbers
   * @param capacity how many transactions there will be at most
   */
  PageColumns(List<PageType> types, int capacity) {
    this.types = types;
    this.capacity = capacity;
    ids = new long[capacity];
    typeNumbers = new int[capacity];
    outcomes = new int[capacity];
    reasons = new int[capacity];
    keys = new int[capacity];
    began = new long[capacity];
    ended = new long[capacity];
    counts = new long[capacity];
    flags = new int[capacity];
    from = new int[capacity + 1];
    strings.put("", 0);
  }

  private int string(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    // None has number 0, so the empty text is kept as one that looks so.
    return strings.computeIfAbsent(text.isEmpty() ? " " : text, t -> strings.size());
  }

  /** Adds a transaction whose records a page shows if there is room. */
  void add(PageRow row, PageLines lines) {
    Outcome outcome = row.outcome();
    ids[size] = row.id();
    typeNumbers[size] = row.type();
    outcomes[size] = outcome == null ? 0 : outcome.ordinal();
    reasons[size] = string(row.reason());
    keys[size] = string(row.key());
    began[size] = row.began();
    ended[size] = row.ended();
    counts[size] = row.count();
    flags[size] = row.retimed() ? 1 : 0;
    int end = from[size];
    for (PageRow.Ref r : row.records()) {
      int handle = lines.want(r);
      if (handle >= 0) {
        if (end == handles.length) {
          handles = Arrays.copyOf(handles, 2 * end);
        }
        handles[end++] = handle;
      }
    }
    from[size + 1] = end;
    List<PageType.Field> fields = types.get(row.type()).fields();
    for (int i = 0; i < fields.size(); i++) {
      value(fields.get(i), row.values().get(i));
    }
    size++;
  }

  private void value(PageType.Field field, @Nullable Object value) {
    if (value instanceof Long number && Math.abs(number) < EXACT_MAX) {
      column(field).values()[size] = number;
    } else if (value != null) {
      column(new PageType.Field(field.name(), PageType.Kind.TEXT)).values()[size] =
          string(value.toString());
    } else {
      column(field); // the columns stand in the order of the components
    }
  }

  private Column column(PageType.Field field) {
    return columns.computeIfAbsent(
        field,
        f -> {
          long[] values = new long[capacity];
          Arrays.fill(values, f.kind() == PageType.Kind.TEXT ? 0 : NONE);
          return new Column(f.name(), f.kind(), values);
        });
  }

  /** The columns of values, in the order in which they are written. */
  List<PageType.Field> fields() {
    return List.copyOf(columns.keySet());
  }

  /** How many transactions there are. */
  int size() {
    return size;
  }

  /** The texts by their numbers. They have no line feeds. */
  List<String> strings() {
    return new ArrayList<>(strings.keySet());
  }

  /** Writes all. */
  void write(PageLines lines, OutputStream out) throws IOException {
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> began[i]).thenComparingLong(i -> ended[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : order) {
      for (int shift = 40; shift >= 0; shift -= 8) {
        out.write((int) (ids[i] >>> shift));
      }
    }
    column(order, i -> typeNumbers[i], out);
    column(order, i -> outcomes[i], out);
    column(order, i -> reasons[i], out);
    distances(order.length, n -> began[order[n]], out);
    column(order, i -> Math.max(0, ended[i] - began[i]), out);
    column(order, i -> keys[i], out);
    column(order, i -> counts[i], out);
    column(order, i -> from[i + 1] - from[i], out);
    column(order, i -> flags[i], out);
    long before = 0;
    for (int i : order) {
      for (int at = from[i]; at < from[i + 1]; at++) {
        int number = lines.number(handles[at]);
        varint(zigzag(number - before), out);
        before = number;
      }
    }
    for (Column c : columns.values()) {
      if (c.kind() == PageType.Kind.TEXT) {
        column(order, i -> c.values()[i], out);
      } else {
        column(order, i -> c.values()[i] == NONE ? 0 : zigzag(c.values()[i]) + 1, out);
      }
    }
    distances(lines.wanted(), lines::source, out);
    distances(lines.wanted(), lines::line, out);
    distances(lines.found(), lines::time, out);
  }

  private static void column(int[] order, IntToLongFunction value, OutputStream out)
      throws IOException {
    for (int i : order) {
      varint(value.applyAsLong(i), out);
    }
  }

  private static void distances(int size, IntToLongFunction value, OutputStream out)
      throws IOException {
    long before = 0;
    for (int i = 0; i < size; i++) {
      long v = value.applyAsLong(i);
      varint(zigzag(v - before), out);
      before = v;
    }
  }

  private static long zigzag(long v) {
    return v << 1 ^ v >> 63;
  }

  private static void varint(long value, OutputStream out) throws IOException {
    long v = value;
    while ((v & ~0x7FL) != 0) {
      out.write((int) (v & 0x7F | 0x80));
      v >>>= 7;
    }
    out.write((int) v);
  }
}
