package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction. The cell holds the key, then the row of the event's values, then the
 * evidence. The compact form is what lets a million stay open.
 */
final class Transaction extends Keyed {

  enum State {
    /** There are records that may lead up to one, and no other. */
    LEADING,
    OPEN,
    /** A rule has ended it; records that trail its end may still come. */
    ENDED,
    GONE
  }

  private static final int GROWTH = 24;

  int evidenceAt;
  int used;
  int evidenceCount;
  final long began;

  /** Since when its limit runs; once a rule has ended it, when that was. */
  long since;

  /** The reason that a failure gives, or -1: the ending rule's own. */
  short reason = -1;

  /** Which limit applies. */
  byte limit;

  byte outcome;
  State state = State.LEADING;
  boolean retimed;

  /** The record that ended it, where others may trail it. */
  @Nullable StoredRecord ending;

  // By the time since which its limit runs or, once ended, by that time.
  @Nullable Transaction dueBefore;
  @Nullable Transaction dueAfter;

  /** The ids of the next leg, each once, as they were named; null: at most the one in the row. */
  @Nullable List<byte[]> links;

  Transaction(
      byte[] key, int keyLength, int hash, int group, RecordShape shape, long began, int room) {
    super(new byte[keyLength + shape.empty.length + room], keyLength, hash, group);
    System.arraycopy(key, 0, cell, 0, keyLength);
    System.arraycopy(shape.empty, 0, cell, keyLength, shape.empty.length);
    evidenceAt = keyLength + shape.empty.length;
    used = evidenceAt;
    this.began = began;
    since = began;
    touched = began;
  }

  void room(int more) {
    if (used + more > cell.length) {
      cell = Arrays.copyOf(cell, used + more + GROWTH);
    }
  }

  void addEvidence(int source, long offset, long line) {
    if (used + EvidenceList.RECORD_BYTES_MAX > cell.length) { // else it fits, whatever it takes
      room(
          evidenceCount == 0
              ? EvidenceList.firstBytes(source, offset, line)
              : EvidenceList.furtherBytes(cell, evidenceAt, source, offset, line));
    }
    used =
        evidenceCount == 0
            ? EvidenceList.first(cell, used, source, offset, line)
            : EvidenceList.further(cell, evidenceAt, used, evidenceCount, source, offset, line);
    evidenceCount++;
  }

  long fixed(int slot) {
    return Bytes.word(cell, keyLength + slot * 8);
  }

  void fixed(int slot, long value) {
    Bytes.putWord(cell, keyLength + slot * 8, value);
  }

  /** Sets a text; true where it was another before. */
  boolean text(RecordShape shape, int slot, byte[] b, int from, int to) {
    int length = Math.min(to - from, RecordShape.TEXT_MAX);
    int at = shape.textAt(cell, keyLength, slot);
    int old = RecordShape.length(cell, at);
    int oldLength = old == RecordShape.NO_TEXT ? 0 : old;
    if (old == length && Arrays.equals(cell, at + 2, at + 2 + length, b, from, from + length)) {
      return false;
    }
    int more = length - oldLength;
    if (more != 0) {
      room(Math.max(0, more));
      System.arraycopy(
          cell, at + 2 + oldLength, cell, at + 2 + length, used - (at + 2 + oldLength));
      used += more;
      evidenceAt += more;
    }
    RecordShape.putLength(cell, at, length);
    System.arraycopy(b, from, cell, at + 2, length);
    return old != RecordShape.NO_TEXT;
  }

  /** The value of a text, or null. */
  byte @Nullable [] text(RecordShape shape, int slot) {
    int at = shape.textAt(cell, keyLength, slot);
    int length = RecordShape.length(cell, at);
    return length == RecordShape.NO_TEXT ? null : Arrays.copyOfRange(cell, at + 2, at + 2 + length);
  }

  /**
   * Notes an id of the next leg.
   *
   * @param former the one that was in the row, or null
   * @param max how many are kept
   * @return 1: it is new, 0: it is known, -1: there are too many
   */
  int addLink(byte @Nullable [] former, byte[] id, int max) {
    List<byte[]> all = links;
    if (all == null) {
      if (former == null || former.length == 0) {
        return 1;
      }
      if (Arrays.equals(former, id)) {
        return 0;
      }
      all = new ArrayList<>(2);
      all.add(former);
      links = all;
    }
    for (byte[] known : all) {
      if (Arrays.equals(known, id)) {
        return 0;
      }
    }
    if (all.size() >= max) {
      return -1;
    }
    all.add(id);
    return 1;
  }
}
