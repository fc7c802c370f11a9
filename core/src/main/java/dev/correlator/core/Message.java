package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A fact, or an event or a leg on its way to a later stage. It leads to the record that it was told
 * on, whose block stays in place until all stages are through with the batch.
 */
final class Message extends Emission {

  final RecordShape shape;
  final int rowAt;
  private final @Nullable Object @Nullable [] values;

  /** Null until asked for, where it is made of the values. */
  private volatile byte @Nullable [] row;

  final int flags;
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
    this(trigger, stage, key, key.length, at, shape, null, shape.empty, 0, null, joining);
  }

  Message(
      Trigger trigger,
      int stage,
      byte[] key,
      int keyLength,
      RecordShape shape,
      byte[] row,
      int rowAt) {
    this(trigger, stage, key, keyLength, NOWHERE, shape, null, row, rowAt, null, null);
  }

  /** What code of a module sends: an object, and its values. */
  Message(
      Trigger trigger,
      int stage,
      byte[] key,
      int keyLength,
      RecordShape shape,
      @Nullable Object[] values,
      Object value) {
    this(trigger, stage, key, keyLength, NOWHERE, shape, values, null, 0, value, null);
  }

  private Message(
      Trigger trigger,
      int stage,
      byte[] key,
      int keyLength,
      byte[] at,
      RecordShape shape,
      @Nullable Object @Nullable [] values,
      byte @Nullable [] row,
      int rowAt,
      @Nullable Object value,
      @Nullable Joining joining) {
    super(trigger, stage, key, keyLength, at);
    this.shape = shape;
    this.values = values;
    this.row = row;
    this.rowAt = rowAt;
    this.value = value;
    this.joining = joining;
    flags = trigger.flags;
    block = trigger.hasRecord ? trigger.record.block : null;
    cell = trigger.record.cell;
    recordOrigin = trigger.hasRecord ? trigger.record.origin : null;
  }

  /** The row, from {@link #rowAt} on. May be called from any thread: all make the same. */
  byte[] row() {
    byte[] known = row;
    if (known == null) {
      known = shape.row(requireNonNull(values));
      row = known;
    }
    return known;
  }

  /** The record class's object. */
  Object value() {
    Object v = value;
    if (v == null) {
      v = shape.record(row(), rowAt);
      value = v;
    }
    return v;
  }

  /** Encodes the key that the components give; false where one is missing. */
  boolean encodeKey(int[] components, Keys keys) {
    keys.begin();
    @Nullable Object[] given = values;
    byte[] bytes = given == null ? row() : NOWHERE;
    for (int c : components) {
      if (given != null) {
        if (given[c] == null && shape.kinds[c] == RecordShape.Kind.TEXT) {
          return false;
        }
        byte[] text = Bytes.utf8(String.valueOf(given[c]));
        keys.part(text, 0, Math.min(text.length, RecordShape.TEXT_MAX));
      } else if (shape.kinds[c] == RecordShape.Kind.TEXT) {
        int at = shape.textAt(bytes, rowAt, shape.slots[c]);
        int length = RecordShape.length(bytes, at);
        if (length == RecordShape.NO_TEXT) {
          return false;
        }
        keys.part(bytes, at + 2, at + 2 + length);
      } else {
        byte[] text = Bytes.utf8(String.valueOf(shape.value(bytes, rowAt, c)));
        keys.part(text, 0, text.length);
      }
    }
    return true;
  }
}
