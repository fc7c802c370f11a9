package dev.correlator.core;

import java.util.Arrays;

/**
 * Where {@link PatternMatcher} puts what it found, and where it works. One per thread; grows with
 * the longest text and the largest patterns seen, and is reused.
 */
final class MatchBuffer {

  /**
   * One row per match, by pattern: the pattern's index, then start and end of each of its holes in
   * the order of {@link dev.correlator.api.Pattern#holes}, or -1 and -1.
   */
  public int[] cells = new int[256];

  /** Takes the place of the cells when they are put in order. */
  private int[] spare = new int[0];

  /** How many matches there are. */
  public int size;

  /** How many cells they take. */
  int used;

  /** For each match its first cell, and the rank of the reading among those of its pattern. */
  private int[] rows = new int[2 * 16];

  /** Whether the rows are to be put in order. */
  boolean unsorted;

  /** The pattern that was searched in vain last, or -1. */
  int failed;

  final PatternMatcherReader reader = new PatternMatcherReader();

  /** The search for texts that need more. */
  final PatternMatcherSearch.Run search = new PatternMatcherSearch.Run();

  // Candidates that were tried: those whose stamp is the one of the text at hand.
  private int[] stamps = new int[64];
  private int stamp;

  void begin(int choices, int candidates) {
    size = 0;
    used = 0;
    unsorted = false;
    failed = -1;
    reader.reserve(choices);
    if (stamps.length < candidates) {
      stamps = new int[candidates];
    }
    stamp++;
    if (stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
  }

  /** The row of a pattern, or -1. */
  int row(int pattern) {
    for (int i = 0; i < size; i++) {
      if (cells[rows[2 * i]] == pattern) {
        return i;
      }
    }
    return -1;
  }

  /** Which of the readings of its pattern a row is: the lower is preferred. */
  int rank(int row) {
    return rows[2 * row + 1];
  }

  /** Makes sure that so many more cells fit. */
  void cells(int more) {
    if (used + more > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cells.length * 2, used + more));
    }
  }

  /** Whether a candidate was not asked for before, for this text. */
  boolean isNew(int candidate) {
    if (stamps[candidate] == stamp) {
      return false;
    }
    stamps[candidate] = stamp;
    return true;
  }

  /** Keeps the row that was written behind the used cells. */
  void add(int width, int rank) {
    if (2 * size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    rows[2 * size] = used;
    rows[2 * size + 1] = rank;
    unsorted |= size > 0 && cells[rows[2 * size - 2]] > cells[used];
    size++;
    used += width;
  }

  /** Puts the row that was written behind the used cells in place of another one of its pattern. */
  void replace(int row, int width, int rank) {
    System.arraycopy(cells, used, cells, rows[2 * row], width);
    rows[2 * row + 1] = rank;
  }

  /** Keeps the row that was written behind the used cells, and no other. */
  void keepOnly(int width, int rank) {
    System.arraycopy(cells, used, cells, 0, width);
    rows[0] = 0;
    rows[1] = rank;
    size = 1;
    used = width;
  }

  /** Puts the rows in the order of their patterns. */
  void sort() {
    int[] sorted = spare.length < cells.length ? new int[cells.length] : spare;
    int to = 0;
    int last = -1;
    for (int i = 0; i < size; i++) {
      int next = -1;
      for (int k = 0; k < size; k++) {
        int pattern = cells[rows[2 * k]];
        if (pattern > last && (next < 0 || pattern < cells[rows[2 * next]])) {
          next = k;
        }
      }
      int from = rows[2 * next];
      int end = used;
      for (int k = 0; k < size; k++) {
        if (rows[2 * k] > from) {
          end = Math.min(end, rows[2 * k]);
        }
      }
      System.arraycopy(cells, from, sorted, to, end - from);
      to += end - from;
      last = cells[from];
    }
    spare = cells;
    cells = sorted;
  }
}
