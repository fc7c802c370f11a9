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

  /** What is told to a join, where this goes to one. */
  final @Nullable Joining joining;

  /**
   * What a leg tells the join before it or behind it.
   *
   * @param kind what has happened
   * @param id the encoded id under which it is told
   * @param by the encoded key of the leg that named the id; empty where none did
   * @param leg what the leg, or the legs so far, came to; null while they are open
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Joining(Kind kind, byte[] id, byte[] by, @Nullable Leg leg) {
    enum Kind {
      /** The leg before has named the id. */
      NAMED,
      /** All legs up to the one that named it have ended. */
      READY,
      /** The leg whose key it is has begun. */
      SEEN,
      /** It has ended. */
      ENDED
    }
  }

  /** What a leg tells a join. */
  Message(Trigger trigger, int stage, byte[] key, byte[] at, RecordShape shape, Joining joining) {
    this(trigger, stage, key, key.length, at, shape, shape.empty, 0, null, joining);
  }

  Message(
      Trigger trigger,
      int stage,
      byte[] key,
      int keyLength,
      RecordShape shape,
      byte[] row,
      int rowAt,
      @Nullable Object value) {
    this(trigger, stage, key, keyLength, NOWHERE, shape, row, rowAt, value, null);
  }

  private Message(
      Trigger trigger,
      int stage,
      byte[] key,
      int keyLength,
      byte[] at,
      RecordShape shape,
      byte[] row,
      int rowAt,
      @Nullable Object value,
      @Nullable Joining joining) {
    super(trigger, stage, key, keyLength, at);
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
