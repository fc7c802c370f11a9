package dev.correlator.core;

import static dev.correlator.core.PatternMatcherSpans.word;

import dev.correlator.api.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of many patterns match a text, and where their holes are. Immutable, for any thread.
 *
 * <p>The first bytes of the text lead to the few patterns that begin like it, see {@link
 * PatternMatcherIndex}; each of them is then read by a {@link PatternMatcherReader}, or, where the
 * text was made to take long, by a {@link PatternMatcherSearch}.
 */
final class PatternMatcher {

  /** The rank of a reading that no other one of its pattern can be better than. */
  private static final int BEST = -1;

  private final List<Pattern> patterns;

  /** Made when they are first needed: by texts that were made to take long. */
  private final AtomicReferenceArray<@Nullable PatternMatcherSearch> searches;

  /** For each pattern how many cells a row of it takes. */
  private final int[] widths;

  private final @Nullable PatternMatcherNode shortBeginnings;
  private final PatternMatcherHeads heads;
  private final PatternMatcherStep[] steps;
  private final int entryCount;
  private final int choices;

  /** Whether only the first of the patterns that match is asked for. */
  private final boolean firstOnly;

  private PatternMatcher(List<Pattern> patterns, boolean firstOnly) {
    this.patterns = patterns;
    this.firstOnly = firstOnly;
    searches = new AtomicReferenceArray<>(patterns.size());
    widths = new int[patterns.size()];
    List<PatternMatcherEntry> entries = new ArrayList<>();
    List<PatternMatcherStep> all = new ArrayList<>();
    int most = 0;
    for (int i = 0; i < widths.length; i++) {
      Pattern pattern = patterns.get(i);
      widths[i] = 1 + 2 * pattern.holes().size();
      PatternMatcherSteps ways = new PatternMatcherSteps(pattern, all);
      most = Math.max(most, ways.choices());
      entries.addAll(PatternMatcherEntries.of(i, pattern, ways, entries.size()));
    }
    steps = all.toArray(new PatternMatcherStep[0]);
    entryCount = entries.size();
    choices = most;
    PatternMatcherIndex index = new PatternMatcherIndex(entries);
    shortBeginnings = index.shortBeginnings;
    heads = index.heads;
  }

  /** Makes a matcher; a pattern's index is its place in the list. */
  static PatternMatcher compile(List<Pattern> patterns) {
    return new PatternMatcher(List.copyOf(patterns), false);
  }

  /** The same; of the patterns that match, only the one of the least index is found. */
  static PatternMatcher compileFirstOnly(List<Pattern> patterns) {
    return new PatternMatcher(List.copyOf(patterns), true);
  }

  /**
   * Finds the patterns that match {@code b[from, to)}, by ascending index: all of them, or the
   * first.
   *
   * @param b 16 bytes behind {@code to} must be readable; what they are does not matter
   * @param out gets one row per match
   * @return how many match
   */
  int match(byte[] b, int from, int to, MatchBuffer out) {
    out.begin(choices, entryCount);
    PatternMatcherNode tree =
        to - from < PatternMatcherHeads.LENGTH ? null : heads.tree((int) word(b, from));
    PatternMatcherNode next = shortBeginnings;
    if (tree == null) {
      tree = next;
      next = null;
    }
    // One loop for both trees: the compiler has to find room for what is called here only once.
    while (tree != null) {
      PatternMatcherNode node = deepest(tree, b, from, to);
      while (node != null && node.accepted != null) {
        tryAll(node.accepted, b, from, to, from + node.depth, out);
        node = node.above;
      }
      tree = next;
      next = null;
    }
    if (out.unsorted) {
      out.sort();
    }
    return out.size;
  }

  /**
   * The last node on the way of a text that accepts it; those {@link PatternMatcherNode#above} it
   * do too. What begins with more of the text is tried first: it is what matches, as a rule.
   */
  private static @Nullable PatternMatcherNode deepest(
      PatternMatcherNode tree, byte[] b, int from, int to) {
    PatternMatcherNode deepest = null;
    PatternMatcherNode node = tree;
    while (node != null) {
      int at = from + node.depth;
      if (at > to) {
        break;
      }
      if (node.accepted != null) {
        if (!node.label.stands(b, at - node.label.length)) {
          break;
        }
        deepest = node;
      }
      node = at < to ? node.child(b[at]) : null;
    }
    return deepest;
  }

  private void tryAll(
      PatternMatcherCandidates candidates, byte[] b, int from, int to, int at, MatchBuffer out) {
    tryListed(candidates, b, from, to, at, out);
    if (candidates.ends() != null) {
      tryEnds(candidates.ends(), b, from, to, at, out);
    }
  }

  private void tryListed(
      PatternMatcherCandidates candidates, byte[] b, int from, int to, int at, MatchBuffer out) {
    for (PatternMatcherEntry entry : candidates.direct()) {
      tryEntry(entry, b, from, to, at, out);
    }
    for (PatternMatcherFilter filter : candidates.inside()) {
      tryInside(filter, b, from, to, at, out);
    }
  }

  /** Tries the candidates whose fixed end is the text's. */
  private void tryEnds(
      PatternMatcherNode tree, byte[] b, int from, int to, int at, MatchBuffer out) {
    PatternMatcherNode node = tree;
    while (node != null) {
      int end = to - node.depth;
      if (end < from) {
        return;
      }
      PatternMatcherCandidates accepted = node.accepted;
      if (accepted != null) {
        if (!node.label.stands(b, end)) {
          return;
        }
        tryListed(accepted, b, from, to, at, out);
      }
      node = end == from ? null : node.child(b[end - 1]);
    }
  }

  /** Tries the candidates whose literal is somewhere in what is left of the text. */
  private void tryInside(
      PatternMatcherFilter filter, byte[] b, int from, int to, int at, MatchBuffer out) {
    for (int p = filter.next(b, at, to); p >= 0; p = filter.next(b, p + filter.stride, to)) {
      for (int offsets = filter.offsets(b, p); offsets != 0; offsets &= offsets - 1) {
        int place = p - Integer.numberOfTrailingZeros(offsets);
        if (place >= at) {
          tryLiterals(filter.tree, place, b, from, to, at, out);
        }
      }
    }
  }

  /** Tries the candidates of the literals that stand at a place. */
  private void tryLiterals(
      PatternMatcherNode tree, int place, byte[] b, int from, int to, int at, MatchBuffer out) {
    PatternMatcherNode node = tree;
    while (node != null) {
      int end = place + node.depth;
      if (end > to) {
        return;
      }
      if (node.accepted != null) {
        if (!node.label.stands(b, end - node.label.length)) {
          return;
        }
        for (PatternMatcherEntry entry : node.accepted.direct()) {
          if (out.isNew(entry.number())) {
            tryEntry(entry, b, from, to, at, out);
          }
        }
      }
      node = end == to ? null : node.child(b[end]);
    }
  }

  private void tryEntry(
      PatternMatcherEntry entry, byte[] b, int from, int to, int at, MatchBuffer out) {
    if (to >= 8 && !entry.canEnd(word(b, to - 8))) {
      return;
    }
    int pattern = entry.pattern();
    int rank = entry.rank();
    int known = -1;
    if (out.size > 0) {
      if (firstOnly && out.cells[0] < pattern) {
        return;
      }
      known = out.row(pattern);
      if (known >= 0 && out.rank(known) <= rank) {
        return;
      }
    }
    int width = widths[pattern];
    // Behind the row there is room for what is no hole, and for a second reading.
    out.cells(2 * width + 4);
    Arrays.fill(out.cells, out.used + 1, out.used + width, -1);
    int result = out.reader.read(b, at, to, entry.step(), steps, out.cells, out.used + 1);
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
      out.replace(known, width, rank);
    } else if (firstOnly) {
      out.keepOnly(width, rank);
    } else {
      out.add(width, rank);
    }
  }

  private boolean search(int pattern, byte[] b, int from, int to, MatchBuffer out) {
    if (out.failed == pattern) {
      return false;
    }
    boolean found = searchOf(pattern).match(b, from, to, out.search, out.cells, out.used + 1);
    if (!found) {
      out.failed = pattern;
    }
    return found;
  }

  private PatternMatcherSearch searchOf(int pattern) {
    PatternMatcherSearch known = searches.get(pattern);
    if (known == null) {
      known = new PatternMatcherSearch(patterns.get(pattern)); // whoever makes it: all are alike
      searches.set(pattern, known);
    }
    return known;
  }
}
