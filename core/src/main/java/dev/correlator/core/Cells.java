package dev.correlator.core;

/**
 * How a matched record lies in a block's cells: {@value #HEADER} ints, then its hits, each {@value
 * #HIT} ints and one per hole, then its named fields. A field is one int: its distance from the
 * record's first byte in the upper 16 bits, its length in the lower; a record has at most {@value
 * #RECORD_MAX} bytes.
 */
final class Cells {

  static final int ROW = 0;
  static final int FROM = 1;
  static final int LENGTH = 2;
  static final int HOST = 3;
  static final int APP = 4;
  static final int PROC_ID = 5;
  static final int MSG_ID = 6;
  static final int DATA = 7;
  static final int TEXT = 8;
  static final int PRIORITY = 9;
  static final int REPEAT = 10;
  static final int LINE = 11;

  /**
   * Where the record as received begins; in front of it stands what had to be decoded. The sign is
   * {@link #TRUNCATED}.
   */
  static final int RAW = 12;

  /** How many fields stand behind the hits, a pair of ints each: name and value. */
  static final int FIELDS = 13;

  /** How many ints behind the first the fields stand. */
  static final int FIELDS_AT = 14;

  static final int HITS = 15;

  /** Where the line stands, which for a repetition is not where its fields are. */
  static final int PLACE = 16;

  /** Ints in front of the hits. */
  static final int HEADER = 17;

  static final int RULE = 0;

  /** The hash of the key; of a select that failed, which failure of the block it is. */
  static final int KEY_HASH = 1;

  /** Whose the key is, where there are several shards. */
  static final int KEY_GROUP = 2;

  /** Ints of a hit in front of its holes. */
  static final int HIT = 3;

  /** The group of a hit whose record lacks a part of the key. */
  static final int NO_KEY = -1;

  /** A hole that the matched variant of its pattern does not have. */
  static final int NO_HOLE = -1;

  static final int RECORD_MAX = 0xFFFF;

  /** Something of the record is missing. */
  static final int TRUNCATED = Integer.MIN_VALUE;

  private Cells() {}

  static int pack(int frameFrom, int from, int to) {
    return from - frameFrom << 16 | to - from;
  }

  static int from(int frameFrom, int field) {
    return frameFrom + (field >>> 16);
  }

  static int length(int field) {
    return field & 0xFFFF;
  }
}
