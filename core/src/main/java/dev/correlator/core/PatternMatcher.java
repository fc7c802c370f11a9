package dev.correlator.core;

import dev.correlator.api.Pattern;
import java.util.List;

/**
 * Finds which of many patterns match a text, and where their holes are. Immutable, for any thread.
 */
final class PatternMatcher {

  private final PatternMatcherSearch[] searches;
  private final int[] holes;

  private PatternMatcher(List<Pattern> patterns) {
    searches = new PatternMatcherSearch[patterns.size()];
    holes = new int[patterns.size()];
    for (int i = 0; i < searches.length; i++) {
      searches[i] = new PatternMatcherSearch(patterns.get(i));
      holes[i] = patterns.get(i).holes().size();
    }
  }

  /** Makes a matcher; a pattern's index is its place in the list. */
  static PatternMatcher compile(List<Pattern> patterns) {
    return new PatternMatcher(List.copyOf(patterns));
  }

  /**
   * Finds all patterns that match {@code b[from, to)}, by ascending index.
   *
   * @param b 15 bytes behind {@code to} must be readable; what they are does not matter
   * @param out gets one row per match
   * @return how many match
   */
  int match(byte[] b, int from, int to, MatchBuffer out) {
    out.size = 0;
    out.used = 0;
    for (int i = 0; i < searches.length; i++) {
      out.cells(1 + 2 * holes[i]);
      if (searches[i].match(b, from, to, out.search, out.cells, out.used + 1)) {
        out.cells[out.used] = i;
        out.used += 1 + 2 * holes[i];
        out.size++;
      }
    }
    return out.size;
  }
}
