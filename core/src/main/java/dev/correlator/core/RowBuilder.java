package dev.correlator.core;

import java.util.Arrays;

/** Fills a row; texts in any order. Reused; used by one thread. */
final class RowBuilder {

  private final RecordShape shape;
  private byte[] row;
  private int used;

  RowBuilder(RecordShape shape) {
    this.shape = shape;
    row = new byte[shape.empty.length + 128];
  }

  void begin() {
    System.arraycopy(shape.empty, 0, row, 0, shape.empty.length);
    used = shape.empty.length;
  }

  void fixed(int component, long value) {
    Bytes.putWord(row, shape.slots[component] * 8, value);
  }

  /** Sets a text that is not yet set. */
  void text(int component, byte[] b, int from, int to) {
    int length = Math.min(to - from, RecordShape.TEXT_MAX);
    if (used + length > row.length) {
      row = Arrays.copyOf(row, Math.max(row.length * 2, used + length));
    }
    int at = shape.textAt(row, 0, shape.slots[component]);
    System.arraycopy(row, at + 2, row, at + 2 + length, used - at - 2);
    RecordShape.putLength(row, at, length);
    System.arraycopy(b, from, row, at + 2, length);
    used += length;
  }

  /** Fills a component with a hole or a header field of a record; not where that is missing. */
  void from(int component, Rule.FactSource source, RecordCursor r, int hit) {
    boolean hole = source.of() == Rule.FactSource.Of.HOLE;
    int field = hole ? r.cells[hit + Cells.HIT + source.index()] : r.field(source.index());
    if (field == Cells.NO_HOLE) {
      return;
    }
    if (!hole && Cells.length(field) == 0) {
      if (source.index() == Cells.HOST) {
        text(component, r.origin.name, 0, r.origin.name.length);
      }
      return;
    }
    int from = Cells.from(r.frame(), field);
    int to = from + Cells.length(field);
    if (shape.kinds[component] == RecordShape.Kind.TEXT) {
      text(component, r.bytes, from, to);
    } else {
      fixed(component, number(r.bytes, from, to, shape.kinds[component]));
    }
  }

  /** The number in decimal digits, at most 18, with or without a minus sign; or the nearest int. */
  static long number(byte[] b, int from, int to, RecordShape.Kind kind) {
    boolean negative = from < to && b[from] == '-';
    long v = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      v = v * 10 + b[i] - '0';
    }
    v = negative ? -v : v;
    return kind == RecordShape.Kind.INT ? Math.clamp(v, Integer.MIN_VALUE, Integer.MAX_VALUE) : v;
  }

  byte[] take() {
    return Arrays.copyOf(row, used);
  }
}
