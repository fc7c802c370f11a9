package dev.correlator.core;

import static dev.correlator.core.PatternMatcherSpans.word;

import dev.correlator.api.Pattern;
import java.util.List;

/**
 * Finds which of many patterns match a text, and where their holes are. Immutable, for any thread.
 *
 * <p>The first bytes of the text lead to the few patterns that begin like it, see {@link
 * PatternMatcherIndex}; each of them is then read by a {@link PatternMatcherReader}, or, where the
 * text was made to take long, by a {@link PatternMatcherSearch}.
 */
final class PatternMatcher {

  /** The first row of a tree. */
  private static final int ROOT = 1;

  /** The rank of a reading that no other one of its pattern can be better than. */
  private static final int BEST = -1;

  private final PatternMatcherSearch[] searches;

  /** For each pattern how many cells a row of it takes. */
  private final int[] widths;

  private final PatternMatcherReader reader;
  private final int choices;
  private final long[] words;

  private final PatternMatcherHeads heads;
  private final int shortRow;
  private final int[] beginnings;
  private final int[][] ends;
  private final PatternMatcherFilter[] filters;
  private final int[] candidates;

  // Ways into patterns.
  private final int[] entryPattern;
  private final int[] entryRank;
  private final int[] entryAddress;
  private final long[] entryEnd;
  private final long[] entryEndMask;

  private PatternMatcher(List<Pattern> patterns) {
    searches = new PatternMatcherSearch[patterns.size()];
    widths = new int[patterns.size()];
    for (int i = 0; i < searches.length; i++) {
      searches[i] = new PatternMatcherSearch(patterns.get(i));
      widths[i] = 1 + 2 * patterns.get(i).holes().size();
    }
    PatternMatcherCode code = new PatternMatcherCode();
    PatternMatcherIndex index = new PatternMatcherIndex(patterns, code);
    reader = new PatternMatcherReader(code);
    choices = code.choices;
    words = code.words;
    heads = index.heads;
    shortRow = index.shortRow;
    beginnings = index.rows;
    ends = index.endRows.toArray(new int[0][]);
    filters = index.filters.toArray(new PatternMatcherFilter[0]);
    candidates = index.candidates;
    int n = index.entryCount();
    entryPattern = new int[n];
    entryRank = new int[n];
    entryAddress = new int[n];
    entryEnd = new long[n];
    entryEndMask = new long[n];
    for (int i = 0; i < n; i++) {
      entryPattern[i] = index.pattern(i);
      entryRank[i] = index.rank(i);
      entryAddress[i] = index.address(i);
      byte[] end = index.end(i);
      for (int k = 0; k < end.length; k++) {
        int shift = 8 * (8 - end.length + k);
        entryEnd[i] |= (end[k] & 0xFFL) << shift;
        entryEndMask[i] |= 0xFFL << shift;
      }
    }
  }

  /** Makes a matcher; a pattern's index is its place in the list. */
  static PatternMatcher compile(List<Pattern> patterns) {
    return new PatternMatcher(List.copyOf(patterns));
  }

  /**
   * Finds all patterns that match {@code b[from, to)}, by ascending index.
   *
   * @param b 16 bytes behind {@code to} must be readable; what they are does not matter
   * @param out gets one row per match
   * @return how many match
   */
  int match(byte[] b, int from, int to, MatchBuffer out) {
    out.begin(choices, entryPattern.length);
    if (shortRow != 0) {
      tryBeginnings(shortRow, b, from, to, out);
    }
    if (to - from >= PatternMatcherHeads.LENGTH) {
      int row = heads.row((int) word(b, from));
      if (row != 0) {
        tryBeginnings(row, b, from, to, out);
      }
    }
    if (out.unsorted) {
      out.sort();
    }
    return out.size;
  }

  private void tryBeginnings(int first, byte[] b, int from, int to, MatchBuffer out) {
    int[] rows = beginnings;
    int row = first;
    do {
      int at = from + rows[row + PatternMatcherTrie.DEPTH];
      if (at > to) {
        return;
      }
      int accepted = rows[row + PatternMatcherTrie.ACCEPTS];
      if (accepted >= 0) {
        int label = at - rows[row + PatternMatcherTrie.LENGTH];
        if (!PatternMatcherTrie.stands(b, label, words, rows, row)) {
          return;
        }
        tryAll(accepted, b, from, to, at, out);
      }
      row = at == to ? 0 : PatternMatcherTrie.child(rows, row, b[at]);
    } while (row != 0);
  }

  private void tryAll(int list, byte[] b, int from, int to, int at, MatchBuffer out) {
    int rest = list + 1 + candidates[list];
    for (int i = list + 1; i < rest; i++) {
      tryEntry(candidates[i], b, from, to, at, out);
    }
    if (candidates[rest] >= 0) {
      tryEnds(ends[candidates[rest]], b, from, to, at, out);
    }
    if (candidates[rest + 1] >= 0) {
      tryInside(filters[candidates[rest + 1]], b, from, to, at, out);
    }
    if (candidates[rest + 2] >= 0) {
      tryInside(filters[candidates[rest + 2]], b, from, to, at, out);
    }
  }

  /** Tries the candidates whose fixed end is the text's. */
  private void tryEnds(int[] rows, byte[] b, int from, int to, int at, MatchBuffer out) {
    int row = ROOT;
    do {
      int end = to - rows[row + PatternMatcherTrie.DEPTH];
      if (end < from) {
        return;
      }
      int accepted = rows[row + PatternMatcherTrie.ACCEPTS];
      if (accepted >= 0) {
        if (!PatternMatcherTrie.stands(b, end, words, rows, row)) {
          return;
        }
        tryAll(accepted, b, from, to, at, out);
      }
      row = end == from ? 0 : PatternMatcherTrie.child(rows, row, b[end - 1]);
    } while (row != 0);
  }

  /** Tries the candidates whose literal is somewhere in what is left of the text. */
  private void tryInside(
      PatternMatcherFilter filter, byte[] b, int from, int to, int at, MatchBuffer out) {
    for (int p = filter.next(b, at, to); p >= 0; p = filter.next(b, p + filter.stride, to)) {
      for (int place = Math.max(at, p - filter.stride + 1); place <= p; place++) {
        tryLiterals(filter.rows, place, b, from, to, at, out);
      }
    }
  }

  /** Tries the candidates of the literals that stand at a place. */
  private void tryLiterals(
      int[] rows, int place, byte[] b, int from, int to, int at, MatchBuffer out) {
    int row = ROOT;
    do {
      int end = place + rows[row + PatternMatcherTrie.DEPTH];
      if (end > to) {
        return;
      }
      int accepted = rows[row + PatternMatcherTrie.ACCEPTS];
      if (accepted >= 0) {
        int label = end - rows[row + PatternMatcherTrie.LENGTH];
        if (!PatternMatcherTrie.stands(b, label, words, rows, row)) {
          return;
        }
        for (int i = accepted + 1; i <= accepted + candidates[accepted]; i++) {
          if (out.isNew(candidates[i])) {
            tryEntry(candidates[i], b, from, to, at, out);
          }
        }
      }
      row = end == to ? 0 : PatternMatcherTrie.child(rows, row, b[end]);
    } while (row != 0);
  }

  private void tryEntry(int entry, byte[] b, int from, int to, int at, MatchBuffer out) {
    if (to >= 8 && ((word(b, to - 8) ^ entryEnd[entry]) & entryEndMask[entry]) != 0) {
      return;
    }
    int pattern = entryPattern[entry];
    int rank = entryRank[entry];
    int known = out.size == 0 ? -1 : out.row(pattern);
    if (known >= 0 && out.rank(known) <= rank) {
      return;
    }
    // Behind the row there is room for what is no hole, and for a second reading.
    out.cells(2 * widths[pattern] + 4);
    int result = reader.read(b, at, to, entryAddress[entry], out, out.used + 1);
    if (result == PatternMatcherReader.NO_MATCH) {
      return;
    }
    if (result == PatternMatcherReader.OUT_OF_FUEL) {
      rank = BEST;
      if (!search(pattern, b, from, to, out)) {
        return;
      }
    }
    out.cells[out.used] = pattern;
    if (known >= 0) {
      out.replace(known, widths[pattern], rank);
    } else {
      out.add(widths[pattern], rank);
    }
  }

  private boolean search(int pattern, byte[] b, int from, int to, MatchBuffer out) {
    if (out.failed == pattern) {
      return false;
    }
    boolean found = searches[pattern].match(b, from, to, out.search, out.cells, out.used + 1);
    if (!found) {
      out.failed = pattern;
    }
    return found;
  }
}
