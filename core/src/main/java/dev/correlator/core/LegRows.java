package dev.correlator.core;

import dev.correlator.api.Outcome;

/** Makes the values of legs, which have shapes of their own, into those of the chain's event. */
final class LegRows {

  private final RecordShape shape;

  /** For each component whether an earlier leg's value stays. */
  private final boolean[] kept;

  LegRows(RecordShape shape) {
    this.shape = shape;
    kept = new boolean[shape.names.length];
  }

  void keep(int component) {
    kept[component] = true;
  }

  /** The values of a leg: those whose names and types are the chain's. */
  byte[] of(RecordShape from, byte[] cell, int at) {
    RowBuilder row = new RowBuilder(shape);
    row.begin();
    for (int i = 0; i < shape.names.length; i++) {
      int c = from.component(shape.names[i]);
      if (c >= 0 && from.kinds[c] == shape.kinds[i]) {
        copy(i, from, c, cell, at, row);
      }
    }
    return row.take();
  }

  /** The same values but for one text. */
  byte[] with(byte[] values, int component, byte[] text) {
    RowBuilder row = new RowBuilder(shape);
    row.begin();
    for (int i = 0; i < shape.names.length; i++) {
      if (i != component) {
        copy(i, shape, i, values, 0, row);
      }
    }
    row.text(component, text, 0, text.length);
    return row.take();
  }

  private void copy(int to, RecordShape from, int c, byte[] values, int at, RowBuilder out) {
    if (shape.kinds[to] != RecordShape.Kind.TEXT) {
      out.fixed(to, Bytes.word(values, at + from.slots[c] * 8));
      return;
    }
    int text = from.textAt(values, at, from.slots[c]);
    int length = RecordShape.length(values, text);
    if (length != RecordShape.NO_TEXT) {
      out.text(to, values, text + 2, text + 2 + length);
    }
  }

  /** Two parts of a chain made one: values that the later one has win, but for those kept. */
  Leg joined(Leg before, Leg next) {
    RowBuilder row = new RowBuilder(shape);
    row.begin();
    for (int i = 0; i < shape.names.length; i++) {
      boolean earlier = kept[i] ? isThere(i, before.row()) : !isThere(i, next.row());
      copy(i, shape, i, earlier ? before.row() : next.row(), 0, row);
    }
    boolean completed = before.outcome() == Outcome.COMPLETED;
    EvidenceList.Merged evidence = EvidenceList.merge(before.evidence(), next.evidence());
    return new Leg(
        before.key(),
        next.lastKey(),
        row.take(),
        completed ? next.outcome() : before.outcome(),
        completed ? next.reason() : before.reason(),
        Math.min(before.began(), next.began()),
        Math.max(before.ended(), next.ended()),
        evidence.list(),
        before.evidenceCount() + next.evidenceCount() - evidence.common(),
        before.retimed() || next.retimed(),
        next.links());
  }

  private boolean isThere(int i, byte[] row) {
    return switch (shape.kinds[i]) {
      case TEXT ->
          RecordShape.length(row, shape.textAt(row, 0, shape.slots[i])) != RecordShape.NO_TEXT;
      case INT, LONG, BOOLEAN -> Bytes.word(row, shape.slots[i] * 8) != 0;
      case INSTANT, DURATION, ENUM -> Bytes.word(row, shape.slots[i] * 8) != RecordShape.NONE;
    };
  }
}
