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

  /** How many matches there are. */
  public int size;

  /** How many cells they take. */
  int used;

  /** Places of the holes of the reading at hand, by slot. */
  int[] slots = new int[256];

  /** Where to go on when a reading fails: instruction, place, place. */
  int[] pending = new int[3 * 64];

  /**
   * For each row its first cell and the variant that gave it; filled only where rows must be
   * compared.
   */
  int[] rows = new int[2 * 16];

  /** The search for patterns that have no quicker way. */
  final PatternMatcherSearch.Run search = new PatternMatcherSearch.Run();

  /** Makes sure that so many more cells fit. */
  void cells(int more) {
    if (used + more > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cells.length * 2, used + more));
    }
  }
}
