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

  byte[] take() {
    return Arrays.copyOf(row, used);
  }
}
