package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/**
 * A fact, or an event or a leg on its way to a later stage. It leads to the record that it was told
 * on, whose block stays in place until all stages are through with the batch.
 */
final class Message extends Emission {

  final RecordShape shape;
  final byte[] row;
  final int rowAt;
  final boolean retimed;
  final @Nullable RecordBlock block;
  final int cell;
  final @Nullable Origin recordOrigin;
  private @Nullable Object value;

  /** The leg on its way to a join, where this is one. */
  final @Nullable Joining joining;

  /**
   * A leg on its way to a join.
   *
   * @param leg the leg, or the legs so far
   * @param key the encoded id
   * @param child whether it is the leg that the id names, else those that named it
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Joining(Leg leg, byte[] key, boolean child) {}

  Message(
      Trigger trigger,
      int stage,
      byte[] key,
      int keyLength,
      RecordShape shape,
      byte[] row,
      int rowAt,
      @Nullable Object value,
      @Nullable Joining joining) {
    super(trigger, stage, key, keyLength);
    this.shape = shape;
    this.row = row;
    this.rowAt = rowAt;
    this.value = value;
    this.joining = joining;
    retimed = trigger.retimed;
    block = trigger.hasRecord ? trigger.record.block : null;
    cell = trigger.record.cell;
    recordOrigin = trigger.hasRecord ? trigger.record.origin : null;
  }

  /** The record class's object. */
  Object value() {
    Object v = value;
    if (v == null) {
      v = shape.record(row, rowAt);
      value = v;
    }
    return v;
  }

  /** Encodes the key that the components give; false where one is missing. */
  boolean encodeKey(int[] components, Keys keys) {
    keys.begin();
    for (int c : components) {
      if (shape.kinds[c] == RecordShape.Kind.TEXT) {
        int at = shape.textAt(row, rowAt, shape.slots[c]);
        int length = RecordShape.length(row, at);
        if (length == RecordShape.NO_TEXT) {
          return false;
        }
        keys.part(row, at + 2, at + 2 + length);
      } else {
        byte[] text = Bytes.utf8(String.valueOf(shape.value(row, rowAt, c)));
        keys.part(text, 0, text.length);
      }
    }
    return true;
  }
}
