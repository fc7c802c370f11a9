package dev.correlator.core;

import java.util.Arrays;

/**
 * Leads from the first four bytes of a text to a row of a tree: one look in place of several steps
 * through the tree. A table with open addressing, at most a quarter full.
 */
final class PatternMatcherHeads {

  /** How many bytes are looked at. */
  static final int LENGTH = 4;

  private int[] keys = new int[16];
  private int[] rows = new int[16];
  private int shift = 32 - 4;
  private int size;

  /** Adds bytes that are not in the table. */
  void add(int head, int row) {
    if (4 * ++size > keys.length) {
      int[] oldKeys = keys;
      int[] oldRows = rows;
      keys = new int[2 * oldKeys.length];
      rows = new int[2 * oldKeys.length];
      shift--;
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldRows[i] != 0) {
          put(oldKeys[i], oldRows[i]);
        }
      }
    }
    put(head, row);
  }

  private void put(int head, int row) {
    int at = head * 0x9E3779B1 >>> shift;
    while (rows[at] != 0) {
      at = at + 1 & keys.length - 1;
    }
    keys[at] = head;
    rows[at] = row;
  }

  /** The row of these bytes, or 0. */
  int row(int head) {
    int[] k = keys;
    int at = head * 0x9E3779B1 >>> shift;
    while (k[at] != head) {
      if (rows[at] == 0) {
        return 0;
      }
      at = at + 1 & k.length - 1;
    }
    return rows[at];
  }

  /** The first four bytes of a literal. */
  static int of(byte[] literal) {
    return (int) PatternMatcherSpans.word(Arrays.copyOf(literal, 8), 0);
  }
}
